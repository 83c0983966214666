import type { Reading } from "#lib/api/problem.ts";
import { ProblemError } from "./problem-error.ts";

/** The data of a reading, or its problem thrown, to become the answer of a route. */
export const answerOf = <T>(reading: Reading<T>): T => {
  if (reading.state === "ready") return reading.data;
  const { code, detail, about, fields, retryAfterSeconds } = reading.problem;
  throw new ProblemError(code, {
    ...(detail !== undefined && { detail }),
    ...(about !== undefined && { about }),
    ...(fields && { fields }),
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  });
};
