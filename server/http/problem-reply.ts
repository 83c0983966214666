import type { FastifyReply, FastifyRequest } from "fastify";
import type { Problem } from "#lib/api/problem.ts";
import { logFailure } from "./failure-log.ts";
import { hasBody } from "./gate.ts";
import { ProblemError, problemOf } from "./problem-error.ts";

export const problemType = "application/problem+json";

export const sendProblem = (request: FastifyRequest, reply: FastifyReply, problem: Problem): FastifyReply => {
  // A body that nobody reads is not waited for: the connection ends with the answer.
  if (hasBody(request.raw) && !request.raw.complete) reply.header("connection", "close");
  if (problem.retryAfterSeconds !== undefined) reply.header("retry-after", String(problem.retryAfterSeconds));
  return reply
    .code(problem.status)
    .type(problemType)
    .send(JSON.stringify({ ...problem, requestId: request.id }));
};

/** Fastify's own refusals (body too large, wrong type, malformed JSON) keep their status and lose their words. */
const problemOfFastify = (error: unknown): Problem | null => {
  const status = error instanceof Error && "statusCode" in error ? error.statusCode : null;
  if (typeof status !== "number" || status < 400 || status >= 500) return null;
  return { ...new ProblemError(status === 404 ? "not-found" : "bad-request").problem, status };
};

/** The one place where an exception of a route becomes an answer. */
export const answerError = (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  const problem = error instanceof ProblemError ? problemOf(error) : (problemOfFastify(error) ?? problemOf(error));
  logFailure(request.log, error, "request");
  return sendProblem(request, reply, problem);
};
