import { fastifyRateLimit } from "@fastify/rate-limit";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { ProblemError } from "./problem-error.ts";

const silent = { "x-ratelimit-limit": false, "x-ratelimit-remaining": false, "x-ratelimit-reset": false };

/** Limits the routes of a scope to `perMinute` requests of each key; `undefined`: not at all. */
export const limitRate = async (
  scope: FastifyInstance,
  perMinute: number | undefined,
  keyGenerator: (request: FastifyRequest) => string,
): Promise<void> => {
  if (perMinute === undefined) return;
  await scope.register(fastifyRateLimit, {
    max: perMinute,
    timeWindow: 60_000,
    // After `onRequest`, where the session becomes known.
    hook: "preParsing",
    keyGenerator,
    addHeaders: silent,
    addHeadersOnExceeding: silent,
    errorResponseBuilder: (_request, { ttl }) =>
      new ProblemError("too-many-requests", { retryAfterSeconds: Math.ceil(ttl / 1000) }),
  });
};
