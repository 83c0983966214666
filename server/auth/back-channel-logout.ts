import { jwtVerify } from "jose";
import * as z from "zod";
import { ProblemError } from "../http/problem-error.ts";
import type { SharedStore } from "../store/shared-store.ts";
import { type KnownProvider, leewaySeconds } from "./provider-discovery.ts";

/** Whom the provider has signed out: one of its sessions, or everything of somebody. */
export type ProviderLogout = { issuer: string; subject?: string; sid?: string };

export type LogoutReader = (logoutToken: string) => Promise<ProviderLogout>;

/** A token that is older came late or was kept; none is sent twice. */
const oldestSeconds = 300;

/** The claims of OpenID Connect Back-Channel Logout 1.0, section 2.4. */
const claims = z
  .looseObject({
    iss: z.string(),
    iat: z.number(),
    jti: z.string().min(1).max(256),
    events: z.looseObject({ "http://schemas.openid.net/event/backchannel-logout": z.looseObject({}) }),
    // An ID token of the same provider, shown here, must end nobody's session.
    nonce: z.undefined().optional(),
    sub: z.string().min(1).max(256).optional(),
    sid: z.string().min(1).max(256).optional(),
  })
  .refine(({ sub, sid }) => sub !== undefined || sid !== undefined, "names neither a subject nor a session");

type Options = { known: () => Promise<KnownProvider>; clientId: string; store: SharedStore };

/**
 * Proves a logout token and uses it up, on whichever replica it arrives. Throws `bad-request` for one that proves nothing, with the
 * reason as its cause, and `unavailable` while provider or store cannot be asked.
 */
export const createLogoutReader =
  ({ known, clientId, store }: Options): LogoutReader =>
  async (logoutToken) => {
    const { configuration, keys, algorithms } = await known();
    const { issuer } = configuration.serverMetadata();
    const refuse = (cause: unknown): never => {
      throw new ProblemError("bad-request", { about: "logout token", cause });
    };
    const { payload } = await jwtVerify(logoutToken, keys, {
      issuer,
      audience: clientId,
      algorithms,
      clockTolerance: leewaySeconds,
      maxTokenAge: oldestSeconds,
    }).catch(refuse);
    const { data, error } = claims.safeParse(payload);
    if (!data) return refuse(error);
    const { jti, sub, sid } = data;
    const isFirst = await store.add(`logout:${issuer}:${jti}`, "used", (oldestSeconds + 2 * leewaySeconds) * 1000);
    if (!isFirst) return refuse(new Error("the logout token was used before"));
    return { issuer, ...(sub !== undefined && { subject: sub }), ...(sid !== undefined && { sid }) };
  };
