import type { FastifyReply, FastifyRequest } from "fastify";
import { csrfHeader } from "#lib/api/requests.ts";
import { api, paths } from "#lib/paths.ts";
import {
  cookieAttributes,
  isSignedOut,
  loginCookie,
  loginCookieOf,
  sessionCookie,
  signedOutCookie,
} from "../auth/cookies.ts";
import { callbackPath } from "../auth/identity-provider.ts";
import { loginLifetimeMs } from "../auth/logins.ts";
import { safeReturnTo } from "../auth/return-to.ts";
import { reasonOf } from "../log.ts";
import { csrfFieldOf, requireCsrfToken } from "./csrf.ts";
import { auditSourceOf } from "./params.ts";
import { problemOf } from "./problem-error.ts";
import type { Routes } from "./services.ts";

/** What goes wrong here a person meets while navigating, so the answer is a page that says it. */
const backToSignIn = (request: FastifyRequest, reply: FastifyReply, error: unknown, returnTo = "/") => {
  const { code } = problemOf(error);
  request.log.warn({ code, reason: reasonOf(error) }, "sign-in failed");
  const query = new URLSearchParams({ problem: code, ...(returnTo !== "/" && { returnTo }) });
  return reply.redirect(`${paths.signIn()}?${query}`, 303);
};

export const authRoutes: Routes = (app, { config, logins, provider, sessions, audit, metrics }) => {
  // Forms that work without a script; all their fields are text.
  app.addContentTypeParser(
    "application/x-www-form-urlencoded",
    { parseAs: "string", bodyLimit: 1024 },
    (_, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  );

  app.get("/auth/sign-in", async (request, reply) => {
    const { cookie } = request.headers;
    const returnTo = safeReturnTo((request.query as Record<string, unknown>).returnTo);
    try {
      const asked = { returnTo, browser: loginCookieOf(cookie), anew: isSignedOut(cookie) };
      const { location, browser } = await logins.begin(asked);
      reply.setCookie(loginCookie, browser, { ...cookieAttributes, maxAge: loginLifetimeMs / 1000 });
      return reply.redirect(location, 303);
    } catch (error) {
      return backToSignIn(request, reply, error, returnTo);
    }
  });

  app.get(callbackPath, async (request, reply) => {
    try {
      // The configured origin, never the Host header: this URL goes to the provider as redirect_uri again.
      const callback = new URL(request.raw.url ?? "", config.origin);
      const { signedIn, returnTo } = await logins.finish(callback, loginCookieOf(request.headers.cookie));
      const before = await sessions.find(request.headers.cookie);
      const cookie = await sessions.open(signedIn);
      await before?.end();
      metrics.signIn("oidc", "done");
      audit.record(await sessions.find(`${sessionCookie}=${cookie}`), {
        event: "sign-in",
        outcome: "done",
        verb: "oidc",
        ...auditSourceOf(request),
      });
      for (const name of [loginCookie, signedOutCookie]) reply.clearCookie(name, cookieAttributes);
      reply.setCookie(sessionCookie, cookie, cookieAttributes);
      return reply.redirect(returnTo, 303);
    } catch (error) {
      const { code } = problemOf(error);
      metrics.signIn("oidc", code);
      audit.record(null, { event: "sign-in", outcome: code, verb: "oidc", ...auditSourceOf(request) });
      return backToSignIn(request, reply, error);
    }
  });

  app.post(api.signOut(), async (request, reply) => {
    const session = await sessions.find(request.headers.cookie);
    if (session) requireCsrfToken(request.headers.cookie, request.headers[csrfHeader] ?? csrfFieldOf(request.body));
    const refreshToken = session?.refreshToken;
    await session?.end();
    if (session) audit.record(session, { event: "sign-out", outcome: "done", ...auditSourceOf(request) });
    if (refreshToken) void provider.revoke(refreshToken);
    reply.clearCookie(sessionCookie, cookieAttributes).setCookie(signedOutCookie, "1", cookieAttributes);
    const location = (session && (await provider.signOutUrl()))?.href ?? paths.signIn();
    // A form follows the redirect; a script gets the address and navigates itself.
    return request.headers["sec-fetch-mode"] === "cors" ? { location } : reply.redirect(location, 303);
  });
};
