import { fullJitter } from "#lib/api/back-off.ts";
import type { Problem } from "#lib/api/problem.ts";
import type { Recovery } from "../kube/recovery.ts";

/** Waits after the n-th failure in a row: longer each time, at least as long as the cluster asked for, at most until it is back. */
export type Retry = (
  problem: Pick<Problem, "retryAfterSeconds">,
  failures: number,
  signal: AbortSignal,
) => Promise<void>;

const retryDelayMs = (
  { retryAfterSeconds = 0 }: Pick<Problem, "retryAfterSeconds">,
  failures: number,
  random?: () => number,
): number => retryAfterSeconds * 1000 + fullJitter(failures, random);

export const createRetry =
  (recovery: Recovery): Retry =>
  (problem, failures, signal) =>
    recovery.wait(retryDelayMs(problem, failures), signal);
