import type { Problem } from "#lib/api/problem.ts";
import { ProblemError } from "../http/problem-error.ts";

const mostKept = 5_000;

/** Remembers which requests the cluster asked to come back later, so that nobody's impatience reaches it before. */
export type HoldOff = {
  /** Throws `too-many-requests` with what is left of the wait. */
  check: (key: string, about: string) => void;
  /** Takes note of a refusal that names a time. */
  note: (key: string, problem: Problem) => void;
};

export const createHoldOff = (now: () => number = Date.now): HoldOff => {
  const until = new Map<string, number>();
  return {
    check: (key, about) => {
      const leftMs = (until.get(key) ?? 0) - now();
      if (leftMs > 0) {
        throw new ProblemError("too-many-requests", { about, retryAfterSeconds: Math.ceil(leftMs / 1000) });
      }
      until.delete(key);
    },
    note: (key, { code, retryAfterSeconds }) => {
      if (code !== "too-many-requests" || !retryAfterSeconds) return;
      for (const [other, at] of until) if (at <= now() || until.size >= mostKept) until.delete(other);
      until.set(key, now() + retryAfterSeconds * 1000);
    },
  };
};
