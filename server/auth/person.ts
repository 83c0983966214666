/** Who somebody is to the cluster. Two people are the same scope only when issuer, name and sorted groups are equal. */
export type Identity = { issuer: string; name: string; groups: readonly string[] };

/** A signed-in person as the server acts for them. The only credential any upstream call may carry is `token()`'s. */
export type Person = {
  sessionId: string;
  identity: Identity;
  /** A bearer token that is valid now, refreshed (once for all callers) when it is about to expire. Throws a ProblemError `session-ended`. */
  token: () => Promise<string>;
  /** Aborts when the session ends: sign-out, expiry, refused refresh. Streams and sockets close on it. */
  ended: AbortSignal;
};

/** Key for anything shared between sessions of one person: caches, watches, limits. Never shared between two people. */
export const identityKey = ({ issuer, name, groups }: Identity): string =>
  JSON.stringify([issuer, name, [...groups].sort()]);
