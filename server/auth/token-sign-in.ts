import { createHash } from "node:crypto";
import { decodeJwt } from "jose";
import * as z from "zod";
import { type CredentialRule, isTokenForm, longestKubeconfig, longestToken } from "#lib/sign-in.ts";
import { ProblemError, problemOf } from "../http/problem-error.ts";
import type { Kube } from "../kube/api.ts";
import { tokenOfKubeconfig } from "./kubeconfig-token.ts";
import { clusterIssuer, type Person } from "./person.ts";
import type { SignedIn } from "./session-record.ts";

export type TokenSignIn = {
  /** Who the cluster says the holder of a token is. Throws `invalid` with a CredentialRule, or what kept the cluster from answering. */
  byToken: (token: string) => Promise<SignedIn>;
  /** The same for the token of a kubeconfig's current context. The server it names is never dialled. */
  byKubeconfig: (kubeconfig: string) => Promise<SignedIn>;
};

type Options = {
  kube: Kube;
  /** The API server's address. */
  server: string;
  /** For how long a token that says no end is taken. */
  absoluteMs: number;
  now?: () => number;
};

const review = z.object({
  status: z.object({
    userInfo: z.object({
      username: z.string().min(1).max(1024),
      uid: z.string().max(1024).default(""),
      groups: z.array(z.string().max(1024)).max(2000).default([]),
    }),
  }),
});

const refused = (path: "token" | "kubeconfig", rule: CredentialRule): ProblemError =>
  new ProblemError("invalid", { about: "sign-in", fields: [{ path, rule }] });

/** A token's own word for its end, unproven: it only ever shortens a session. */
const endOf = (token: string): number => {
  try {
    return (decodeJwt(token).exp ?? Number.POSITIVE_INFINITY) * 1000;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
};

/** Somebody of whom nothing is known but a token. */
const holderOf = (token: string): Person => ({
  sessionId: "",
  identity: { issuer: "token", subject: createHash("sha256").update(token).digest("base64url"), name: "", groups: [] },
  token: async () => token,
  ended: new AbortController().signal,
});

/** A bearer token is proven by the only one who can: the cluster says whose it is (SelfSubjectReview). */
export const createTokenSignIn = ({ kube, server, absoluteMs, now = Date.now }: Options): TokenSignIn => {
  const issuer = clusterIssuer(server);

  const byToken = async (token: string): Promise<SignedIn> => {
    if (token === "") throw refused("token", "required");
    if (!isTokenForm(token)) throw refused("token", token.length > longestToken ? "too-long" : "not-a-token");
    const path = ["apis", "authentication.k8s.io", "v1", "selfsubjectreviews"] as const;
    const answer = await kube
      .write(
        holderOf(token),
        "POST",
        path,
        { apiVersion: "authentication.k8s.io/v1", kind: "SelfSubjectReview" },
        { retries: 2 },
      )
      .catch((error: unknown) => {
        throw problemOf(error).code === "session-ended" ? refused("token", "not-accepted") : error;
      });
    const { username, uid, groups } = review.parse(answer).status.userInfo;
    if (username === "system:anonymous") throw refused("token", "not-accepted");
    return {
      identity: { issuer, subject: uid || username, name: username, groups },
      tokens: { idToken: token, refreshToken: null, expiresAt: Math.min(endOf(token), now() + absoluteMs) },
    };
  };

  return {
    byToken,
    byKubeconfig: async (kubeconfig) => {
      if (kubeconfig.trim() === "") throw refused("kubeconfig", "required");
      if (kubeconfig.length > longestKubeconfig) throw refused("kubeconfig", "too-long");
      const found = tokenOfKubeconfig(kubeconfig);
      if ("rule" in found) throw refused("kubeconfig", found.rule);
      return byToken(found.token).catch((error: unknown) => {
        const rule = problemOf(error).fields?.[0]?.rule;
        if (rule !== "not-accepted") throw rule ? refused("kubeconfig", "not-a-token") : error;
        // One cluster has many addresses, so another one is a hint and no reason.
        const isElsewhere = found.server !== null && URL.parse(found.server)?.host !== new URL(server).host;
        throw refused("kubeconfig", isElsewhere ? "other-cluster" : "not-accepted");
      });
    },
  };
};
