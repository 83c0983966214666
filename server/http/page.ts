import { randomBytes } from "node:crypto";
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { paths } from "#lib/paths.ts";
import { withoutSession } from "../auth/cookies.ts";
import { signInProblemOf } from "../auth/sign-in-refusal.ts";
import { reasonOf } from "../log.ts";
import { logFailure } from "./failure-log.ts";
import { answerError } from "./problem-reply.ts";
import type { ContentPolicy } from "./security-headers.ts";
import type { Services } from "./services.ts";

/** Next's request handler. */
export type Page = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** All that pages need to know of a request. What proxies, Next's own infrastructure or an attacker would add stays here. */
const forwarded = new Set([
  "accept",
  "accept-encoding",
  "accept-language",
  "connection",
  "cookie",
  "if-none-match",
  "next-router-prefetch",
  "next-router-segment-prefetch",
  "next-router-state-tree",
  "next-url",
  "purpose",
  "rsc",
  "sec-fetch-dest",
  "sec-fetch-mode",
  "sec-fetch-site",
  "user-agent",
]);

/** The development server also has its overlay post to it. */
const forwardedInDevelopment = new Set([
  ...forwarded,
  "content-length",
  "content-type",
  "origin",
  "referer",
  "next-hmr-refresh",
  "next-html-request-id",
  "next-request-id",
]);

const isPrefetch = (headers: IncomingHttpHeaders) =>
  "next-router-prefetch" in headers ||
  "next-router-segment-prefetch" in headers ||
  headers["sec-purpose"] !== undefined ||
  headers.purpose === "prefetch";

/** Next says anew by which of its headers a page varies; by who asks it varies too. */
const varyByCookie = (response: ServerResponse): void => {
  const setHeader = response.setHeader.bind(response);
  response.setHeader = (name, value) =>
    setHeader(name, name.toLowerCase() === "vary" ? [...new Set(["Cookie", value].flat())].join(", ") : value);
};

type Options = { page: Page; policy: ContentPolicy };

/** Has Next answer a request, with another page than the one asked for when `instead` says so: same address, its own status. */
export type ShowPage = (
  request: FastifyRequest,
  reply: FastifyReply,
  instead?: { target: string; status: number },
) => Promise<void>;

export const createPages = ({ config }: Services, { page, policy }: Options): ShowPage => {
  const names = config.production ? forwarded : forwardedInDevelopment;
  const host = new URL(config.origin).host;

  return async (request, reply, instead) => {
    const { raw, session } = request;
    if (!isPrefetch(raw.headers)) session?.touch();
    for (const name of Object.keys(raw.headers)) if (!names.has(name)) delete raw.headers[name];
    raw.headers.host = host;
    const contentPolicy = policy(randomBytes(16).toString("base64"));
    raw.headers["content-security-policy"] = contentPolicy;
    reply.raw.setHeader("content-security-policy", contentPolicy);
    if (instead) {
      Object.assign(raw, { originalUrl: raw.url, url: instead.target });
      reply.raw.statusCode = instead.status;
    }
    varyByCookie(reply.raw);
    reply.hijack();
    try {
      await page(raw, reply.raw);
    } catch (error) {
      request.log.error({ reason: reasonOf(error) }, "a page failed");
      if (reply.raw.headersSent) reply.raw.destroy();
      else reply.raw.writeHead(500, { "content-type": "text/plain" }).end("Porthole cannot show this page.");
    }
  };
};

/** While nobody can say whose session it is, a page says that; it does not ask to sign in, and it is no JSON. */
export const sayUnknown = (scope: FastifyInstance, showPage: ShowPage): void => {
  scope.setErrorHandler(async (error, request, reply) => {
    if (signInProblemOf(error) !== "sessions") return answerError(error, request, reply);
    logFailure(request.log, error, "page");
    request.raw.headers.cookie = withoutSession(request.raw.headers.cookie);
    await showPage(request, reply, { target: paths.signIn(request.url, "sessions"), status: 503 });
  });
};

/** Everything that is not ours goes to Next, read-only: there are no server actions to post to. */
export const pageRoutes = (app: FastifyInstance, { config }: Services, showPage: ShowPage) => {
  app.route({
    method: config.production ? ["GET", "HEAD"] : ["GET", "HEAD", "POST"],
    url: "/*",
    handler: (request, reply) => showPage(request, reply),
  });
};
