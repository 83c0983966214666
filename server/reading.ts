import type { Reading } from "#lib/api/problem.ts";
import { logFailure } from "./http/failure-log.ts";
import { problemOf } from "./http/problem-error.ts";
import type { Logger } from "./log.ts";

/** What came of a read; why it failed is in the log. */
export const readingOf = <T>(log: Logger, work: Promise<T>): Promise<Reading<T>> =>
  work.then(
    (data) => ({ state: "ready", data }),
    (error: unknown) => {
      logFailure(log, error, "a read");
      return { state: "failed", problem: problemOf(error) };
    },
  );
