import { randomBytes } from "node:crypto";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { api } from "#lib/api/paths.ts";
import { csrfHeader } from "#lib/api/requests.ts";
import { paths } from "#lib/paths.ts";
import {
  cookieAttributes,
  loginCookie,
  loginCookieOf,
  sessionCookie,
  signedOutCookie,
  signedOutCookieOf,
} from "../auth/cookies.ts";
import { callbackPath } from "../auth/identity-provider.ts";
import { loginLifetimeMs } from "../auth/logins.ts";
import { isOfCluster } from "../auth/person.ts";
import { safeReturnTo } from "../auth/return-to.ts";
import { signInProblemOf } from "../auth/sign-in-refusal.ts";
import { reasonOf } from "../log.ts";
import { beginSession, recordFailure } from "./begin-session.ts";
import { csrfFieldOf, requireCsrfToken } from "./csrf.ts";
import type { ShowPage } from "./page.ts";
import { auditSourceOf } from "./params.ts";
import { problemOf } from "./problem-error.ts";
import type { Services } from "./services.ts";

/**
 * What goes wrong here a person meets while navigating, so the answer is the sign-in page that says it, with the status that is true.
 * Not by a redirect: nothing can lead in circles, and a monitor sees the failure where it happened.
 */
const createFailurePage =
  (showPage: ShowPage) => async (request: FastifyRequest, reply: FastifyReply, error: unknown, returnTo?: string) => {
    const problem = signInProblemOf(error);
    request.log.warn({ code: problem, reason: reasonOf(error) }, "sign-in failed");
    await showPage(request, reply, { target: paths.signIn(returnTo, problem), status: problemOf(error).status });
  };

/** Of a form or of a script. */
const wantsEverywhere = (body: unknown): boolean =>
  typeof body === "object" && body !== null && "everywhere" in body && String(body.everywhere) === "true";

export const authRoutes = (app: FastifyInstance, services: Services, showPage: ShowPage): void => {
  const { config, logins, provider, sessions, audit } = services;
  const sayFailure = createFailurePage(showPage);

  // Forms that work without a script; all their fields are text.
  app.addContentTypeParser(
    "application/x-www-form-urlencoded",
    { parseAs: "string", bodyLimit: 1024 },
    (_, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  );

  app.get("/auth/sign-in", async (request, reply) => {
    const { cookie } = request.headers;
    const returnTo = safeReturnTo((request.query as Record<string, unknown>).returnTo);
    // Every "sign in" of the pages leads here; without an identity provider the page has the other ways.
    if (!logins) return reply.redirect(paths.signIn(returnTo), 303);
    try {
      const asked = { returnTo, browser: loginCookieOf(cookie), anew: signedOutCookieOf(cookie) !== null };
      const { location, browser } = await logins.begin(asked);
      reply.setCookie(loginCookie, browser, { ...cookieAttributes, maxAge: loginLifetimeMs / 1000 });
      return reply.redirect(location, 303);
    } catch (error) {
      await sayFailure(request, reply, error, returnTo);
    }
  });

  app.get(callbackPath, async (request, reply) => {
    if (!logins) return reply.callNotFound();
    try {
      // The configured origin, never the Host header: this URL goes to the provider as redirect_uri again.
      const callback = new URL(request.raw.url ?? "", config.origin);
      const { signedIn, returnTo } = await logins.finish(callback, loginCookieOf(request.headers.cookie));
      await beginSession(request, reply, services, "oidc", signedIn);
      return reply.redirect(returnTo, 303);
    } catch (error) {
      recordFailure(request, services, "oidc", error);
      await sayFailure(request, reply, error);
    }
  });

  app.post(api.signOut(), async (request, reply) => {
    const session = await sessions.find(request.headers.cookie);
    if (session) requireCsrfToken(request.headers.cookie, request.headers[csrfHeader] ?? csrfFieldOf(request.body));
    const refreshToken = session?.refreshToken;
    const everywhere = session !== null && wantsEverywhere(request.body);
    if (everywhere) await sessions.endAll(session.identity);
    await session?.end();
    const verb = everywhere ? "everywhere" : null;
    if (session) audit.record(session, { event: "sign-out", outcome: "done", verb, ...auditSourceOf(request) });
    if (refreshToken) void provider?.revoke(refreshToken);
    const state = randomBytes(32).toString("base64url");
    reply.clearCookie(sessionCookie, cookieAttributes).setCookie(signedOutCookie, state, cookieAttributes);
    const isTheirs = session !== null && !isOfCluster(session.identity);
    const elsewhere = isTheirs ? await provider?.signOutUrl(state) : null;
    const location = elsewhere?.href ?? paths.signedOut(state);
    // A form follows the redirect; a script gets the address and navigates itself.
    return request.headers["sec-fetch-mode"] === "cors" ? { location } : reply.redirect(location, 303);
  });
};
