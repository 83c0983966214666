import { type Problem, type ProblemCode, problemCodes } from "./problem.ts";

const codeByStatus: Record<number, ProblemCode> = {
  400: "bad-request",
  401: "session-ended",
  403: "forbidden",
  404: "not-found",
  409: "conflict",
  422: "invalid",
  429: "too-many-requests",
  502: "unavailable",
  503: "unavailable",
  504: "timeout",
};

/** An answer with one of our codes is a problem; anything else (a proxy's page) is read from its status. */
export const readProblem = (answer: unknown, status: number): Problem => {
  if (typeof answer === "object" && answer !== null && "code" in answer) {
    // A known code says that it is our server's own problem+json.
    if (problemCodes.some((code) => code === answer.code)) return answer as Problem;
  }
  return { type: "about:blank", status, code: codeByStatus[status] ?? "internal" };
};
