import { ProblemError } from "../http/problem-error.ts";
import { type Identity, identityKey } from "./person.ts";

const windowMs = 60_000;
const mostRemembered = 10_000;

/** Counts somebody's sign-ins; throws `too-many-requests` for one more than they may have in a minute. */
export type SignInLimit = (identity: Identity) => void;

/** Counts in this process. Who signs in again and again is a script gone wrong: every time costs the provider, the cluster and the store. */
export const createSignInLimit = (perMinute: number | null, now: () => number = Date.now): SignInLimit => {
  /** The longest known window first. */
  const counts = new Map<string, { since: number; count: number }>();

  const makeRoom = () => {
    for (const [key, { since }] of counts) {
      if (since + windowMs > now() && counts.size < mostRemembered) return;
      counts.delete(key);
    }
  };

  return (identity) => {
    if (perMinute === null) return;
    const key = identityKey(identity);
    const known = counts.get(key);
    if (!known || known.since + windowMs <= now()) {
      counts.delete(key);
      makeRoom();
      counts.set(key, { since: now(), count: 1 });
      return;
    }
    if (known.count >= perMinute) {
      const retryAfterSeconds = Math.ceil((known.since + windowMs - now()) / 1000);
      throw new ProblemError("too-many-requests", { about: "sign-in", retryAfterSeconds });
    }
    known.count++;
  };
};
