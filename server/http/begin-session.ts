import type { FastifyReply, FastifyRequest } from "fastify";
import { cookieAttributes, loginCookie, sessionCookie, signedOutCookie } from "../auth/cookies.ts";
import type { SignedIn } from "../auth/session-record.ts";
import { auditSourceOf } from "./params.ts";
import { problemOf } from "./problem-error.ts";
import type { Services } from "./services.ts";

export type SignInWay = "oidc" | "token" | "proxy";

/** Gives a browser a session under a new id, whatever the way in was, and ends the one it had. */
export const beginSession = async (
  request: FastifyRequest,
  reply: FastifyReply,
  { sessions, signInLimit, metrics, audit }: Services,
  way: SignInWay,
  signedIn: SignedIn,
): Promise<void> => {
  signInLimit(signedIn.identity);
  const before = await sessions.find(request.headers.cookie);
  const cookie = await sessions.open(signedIn);
  await before?.end();
  metrics.signIn(way, "done");
  const opened = await sessions.find(`${sessionCookie}=${cookie}`);
  audit.record(opened, { event: "sign-in", outcome: "done", verb: way, ...auditSourceOf(request) });
  for (const name of [loginCookie, signedOutCookie]) reply.clearCookie(name, cookieAttributes);
  reply.setCookie(sessionCookie, cookie, cookieAttributes);
};

export const recordFailure = (
  request: FastifyRequest,
  { metrics, audit }: Services,
  way: SignInWay,
  error: unknown,
): void => {
  const { code } = problemOf(error);
  metrics.signIn(way, code);
  audit.record(null, { event: "sign-in", outcome: code, verb: way, ...auditSourceOf(request) });
};
