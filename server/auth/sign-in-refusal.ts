import type { ProblemCode } from "#lib/api/problem.ts";
import type { SignInProblem } from "#lib/sign-in.ts";
import { ProblemError, problemOf } from "../http/problem-error.ts";

const codes = {
  unavailable: "unavailable",
  misconfigured: "unavailable",
  denied: "forbidden",
  expired: "bad-request",
  refused: "signed-out",
  clocks: "signed-out",
} as const satisfies Partial<Record<SignInProblem, ProblemCode>>;

/** A sign-in that did not work, with the reason a person may know; the cause is for the log. */
export class SignInRefusal extends ProblemError {
  readonly reason: keyof typeof codes;

  constructor(reason: keyof typeof codes, cause?: unknown) {
    super(codes[reason], { about: "sign-in", cause });
    this.reason = reason;
  }
}

/** What the sign-in page says about anything that was thrown on the way. */
export const signInProblemOf = (error: unknown): SignInProblem => {
  if (error instanceof SignInRefusal) return error.reason;
  const { code } = problemOf(error);
  if (code === "store-unavailable") return "sessions";
  if (code === "too-many-requests") return "too-many";
  if (code === "bad-request") return "expired";
  return code === "unavailable" || code === "timeout" ? "unavailable" : "other";
};
