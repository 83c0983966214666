import { fastifyRateLimit } from "@fastify/rate-limit";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { identityKey } from "../auth/person.ts";
import { ProblemError } from "./problem-error.ts";

/** Requests a minute of each `keyOf`; a request without a key is none of this rule's. */
export type RateRule = {
  perMinute: number;
  keyOf: (request: FastifyRequest) => string | null;
  /** Before anything is looked up; otherwise as soon as it is known who asks. */
  hook: "onRequest" | "preParsing";
};

/** Counts in this process alone: it bounds the work that one replica does for one address or one person. */
export const limitRates = async (scope: FastifyInstance, rules: readonly RateRule[]): Promise<void> => {
  await scope.register(fastifyRateLimit, { global: false, timeWindow: 60_000 });
  for (const { perMinute, keyOf, hook } of rules) {
    const count = scope.createRateLimit({ max: perMinute, keyGenerator: (request) => keyOf(request) ?? "" });
    const check = async (request: FastifyRequest): Promise<void> => {
      if (keyOf(request) === null) return;
      const counted = await count(request);
      if (!counted.isAllowed && counted.isExceeded)
        throw new ProblemError("too-many-requests", { retryAfterSeconds: counted.ttlInSeconds });
    };
    if (hook === "onRequest") scope.addHook("onRequest", check);
    else scope.addHook("preParsing", check);
  }
};

const isWrite = ({ method }: FastifyRequest) => method !== "GET" && method !== "HEAD";
const isTicket = ({ routeOptions: { url } }: FastifyRequest) => url?.endsWith("/console-tickets") === true;

const personIf =
  (applies: (request: FastifyRequest) => boolean) =>
  (request: FastifyRequest): string | null =>
    request.session && applies(request) ? identityKey(request.session.identity) : null;

export type RateLimits = {
  /** Of one address: pages and routes of people who are not signed in. */
  signIns: number;
  /** Of one person, from anywhere. */
  ownSignIns: number;
  /** Of one address: the data API, whoever asks. */
  address: number;
  /** Of one person, in all their sessions. */
  reads: number;
  writes: number;
  consoles: number;
};

export const signInRules = (limits: RateLimits | null): RateRule[] =>
  limits ? [{ perMinute: limits.signIns, keyOf: ({ ip }) => ip, hook: "onRequest" }] : [];

/** Pages, for whom nobody is signed in: each costs a rendering. */
export const visitorRules = (limits: RateLimits | null): RateRule[] =>
  limits ? [{ perMinute: limits.signIns, keyOf: ({ session, ip }) => (session ? null : ip), hook: "preParsing" }] : [];

export const addressRules = (limits: RateLimits | null): RateRule[] =>
  limits ? [{ perMinute: limits.address, keyOf: ({ ip }) => ip, hook: "onRequest" }] : [];

/** For a scope where `request.session` says who asks. */
export const personRules = (limits: RateLimits | null): RateRule[] =>
  limits
    ? [
        { perMinute: limits.reads, keyOf: personIf((request) => !isWrite(request)), hook: "preParsing" },
        { perMinute: limits.writes, keyOf: personIf((r) => isWrite(r) && !isTicket(r)), hook: "preParsing" },
        { perMinute: limits.consoles, keyOf: personIf(isTicket), hook: "preParsing" },
      ]
    : [];
