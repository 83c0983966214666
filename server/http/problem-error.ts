import type { Problem, ProblemCode } from "#lib/api/problem.ts";

const statusOf: Record<ProblemCode, number> = {
  "signed-out": 401,
  "session-ended": 401,
  forbidden: 403,
  "not-found": 404,
  conflict: 409,
  deleting: 409,
  contradictory: 409,
  invalid: 422,
  "quota-exceeded": 403,
  busy: 409,
  "not-running": 409,
  "in-use": 409,
  "no-graphics": 409,
  "no-serial": 409,
  "too-many-requests": 429,
  unavailable: 503,
  "sign-in-unavailable": 503,
  "store-unavailable": 503,
  timeout: 504,
  interrupted: 503,
  "bad-request": 400,
  "bad-origin": 403,
  "stale-page": 403,
  unsupported: 404,
  internal: 500,
};

type Extra = Omit<Problem, "type" | "status" | "code" | "requestId"> & { cause?: unknown };

/** The one exception of the server: carries the problem that the person gets. */
export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(code: ProblemCode, { cause, ...rest }: Extra = {}) {
    super(`${code}${rest.about ? `: ${rest.about}` : ""}${rest.detail ? `: ${rest.detail}` : ""}`, { cause });
    this.name = "ProblemError";
    this.problem = { type: "about:blank", status: statusOf[code], code, ...rest };
  }
}

/** What a failed piece of work looks like to a person: its own problem, or `internal` without the exception's words. */
export const problemOf = (error: unknown): Problem =>
  error instanceof ProblemError ? error.problem : { type: "about:blank", status: 500, code: "internal" };
