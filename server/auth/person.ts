import { ProblemError } from "../http/problem-error.ts";

/**
 * Who somebody is to the cluster. Two people are the same scope only when issuer, subject, name and sorted groups are equal; the
 * subject keeps two people apart even where the configured name claim is not unique.
 */
export type Identity = { issuer: string; subject: string; name: string; groups: readonly string[] };

/** Stands for an issuer where the cluster itself said who a token belongs to. No OpenID issuer is called so: the two never mix. */
export const clusterIssuer = (server: string): string => `cluster:${server}`;

export const isOfCluster = ({ issuer }: Identity): boolean => issuer.startsWith("cluster:");

/** A signed-in person as the server acts for them. The only credential any upstream call may carry is `token()`'s. */
export type Person = {
  /** Names the session in maps and logs; not the cookie's value. */
  sessionId: string;
  /** For as long as the session lives: a refresh that brings other groups ends it. */
  identity: Identity;
  /** A bearer token that is valid now, refreshed (once for all callers) when it is about to expire. Throws a ProblemError `session-ended`. */
  token: () => Promise<string>;
  /** Aborts when the session ends: sign-out, expiry, refused refresh. Streams and sockets close on it; see `isUnknown`. */
  ended: AbortSignal;
};

/** Whether a session was given up because nobody could say for too long if it lives: what hung on it may try again. */
export const isUnknown = ({ reason }: AbortSignal): boolean =>
  reason instanceof ProblemError && reason.problem.code === "store-unavailable";

/** Key for anything shared between sessions of one person: caches, watches, limits. Never shared between two people. */
export const identityKey = ({ issuer, subject, name, groups }: Identity): string =>
  JSON.stringify([issuer, subject, name, [...groups].sort()]);
