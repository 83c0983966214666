import type { FastifyReply, FastifyRequest } from "fastify";
import type { Problem } from "#lib/api/problem.ts";
import { reasonOf } from "../log.ts";
import { ProblemError, problemOf } from "./problem-error.ts";

export const problemType = "application/problem+json";

export const sendProblem = (request: FastifyRequest, reply: FastifyReply, problem: Problem): FastifyReply => {
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
  if (problem.status >= 500) {
    const { code, about } = problem;
    const stack = code === "internal" && error instanceof Error ? error.stack : undefined;
    request.log.warn({ code, about, reason: reasonOf(error), stack }, "request failed");
  } else if (error instanceof Error && error.cause) {
    request.log.info({ code: problem.code, about: problem.about, reason: reasonOf(error) }, "request refused");
  }
  return sendProblem(request, reply, problem);
};
