import { ProblemError } from "../http/problem-error.ts";

const longestQueue = 200;

/** Runs one piece of work after another per kind; gives its result. Throws `too-many-requests` when the line is too long. */
export type WriteQueue = <T>(kind: string, work: () => Promise<T>) => Promise<T>;

/**
 * One line per kind for the whole cluster, over all people. The aggregated server of `apps.cozystack.io` shares memory between requests of
 * one kind: parallel writes lose each other and can end its process (platform-api.md 10.2.2, rule 2 of 10.2.6).
 */
export const createWriteQueue = (): WriteQueue => {
  const lines = new Map<string, { last: Promise<unknown>; length: number }>();

  return async (kind, work) => {
    const line = lines.get(kind) ?? { last: Promise.resolve(), length: 0 };
    lines.set(kind, line);
    if (line.length >= longestQueue) {
      throw new ProblemError("too-many-requests", { about: `${kind} writes`, retryAfterSeconds: 10 });
    }
    line.length++;
    const result = line.last.then(work);
    line.last = result.catch(() => {}).then(() => line.length--);
    return result;
  };
};
