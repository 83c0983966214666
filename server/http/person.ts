import type { FastifyInstance, FastifyRequest } from "fastify";
import { csrfHeader } from "#lib/api/requests.ts";
import type { Person } from "../auth/person.ts";
import type { Session } from "../auth/session.ts";
import { namesSession, type SessionStore } from "../auth/session-store.ts";
import { requireCsrfToken } from "./csrf.ts";
import { ProblemError } from "./problem-error.ts";

declare module "fastify" {
  interface FastifyRequest {
    session: Session | null;
  }
}

/** The session behind a Cookie header, or the reason to sign in; for upgrades, which Fastify does not see. */
const requireSession = async (sessions: SessionStore, cookieHeader: string | null | undefined): Promise<Session> => {
  const session = await sessions.find(cookieHeader);
  if (session) return session;
  if (!namesSession(cookieHeader)) throw new ProblemError("signed-out");
  const why = await sessions.causeOfEnd(cookieHeader);
  throw new ProblemError("session-ended", why && { why });
};

/** Says who asks, in a scope that is open to everybody. */
export const whoAsks = (scope: FastifyInstance, sessions: SessionStore): void => {
  scope.decorateRequest("session", null);
  scope.addHook("onRequest", async (request) => {
    request.session = await sessions.find(request.headers.cookie);
  });
};

/** Closes everything that is registered in this scope to people who are not signed in: a route cannot forget to ask. */
export const onlySignedIn = (scope: FastifyInstance, sessions: SessionStore): void => {
  scope.decorateRequest("session", null);
  scope.addHook("onRequest", async (request) => {
    // Reading is no cross-site matter either; `none` is an address typed by hand. Writes were looked at before.
    const site = request.headers["sec-fetch-site"];
    if (site === "cross-site" || site === "same-site") throw new ProblemError("bad-origin");
    request.session = await requireSession(sessions, request.headers.cookie);
    if (request.method === "GET" || request.method === "HEAD") return;
    requireCsrfToken(request.headers.cookie, request.headers[csrfHeader]);
    // A write is something a person did; polls and streams of an open tab are not, and must not keep a session alive.
    request.session.touch();
  });
};

/** Who asks. Throws `signed-out` outside the scope of `onlySignedIn`. */
export const personOf = ({ session }: FastifyRequest): Person => {
  if (!session) throw new ProblemError("signed-out");
  return session;
};
