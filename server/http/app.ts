import { randomUUID } from "node:crypto";
import { fastifyCookie } from "@fastify/cookie";
import { type FastifyBaseLogger, type FastifyError, type FastifyInstance, fastify, LogController } from "fastify";
import { authRoutes } from "./auth-routes.ts";
import { backChannelRoutes } from "./back-channel-routes.ts";
import { catalogueRoutes } from "./catalogue-routes.ts";
import { consoleRoutes } from "./console-routes.ts";
import { diskRoutes } from "./disk-routes.ts";
import { staticFiles } from "./files.ts";
import { gate } from "./gate.ts";
import { healthRoutes } from "./health-routes.ts";
import { manifestRoutes } from "./manifest-routes.ts";
import { meRoutes } from "./me-routes.ts";
import { createPages, type Page, pageRoutes, sayUnknown } from "./page.ts";
import { onlySignedIn, whoAsks } from "./person.ts";
import { portRoutes } from "./port-routes.ts";
import { ProblemError } from "./problem-error.ts";
import { answerError, sendProblem } from "./problem-reply.ts";
import { addressRules, limitRates, personRules, signInRules, visitorRules } from "./rate-limit.ts";
import { answerMalformed } from "./raw-answer.ts";
import { runRoutes } from "./run-routes.ts";
import { answerHeaders, createContentPolicy, setHeaders } from "./security-headers.ts";
import type { Routes, Services } from "./services.ts";
import { settingsRoutes } from "./settings-routes.ts";
import { streamRoutes } from "./stream-routes.ts";
import { tenantRoutes } from "./tenant-routes.ts";
import { tokenRoutes } from "./token-routes.ts";
import { vmRoutes } from "./vm-routes.ts";

/** The data API. Each module writes whole paths, and all of it is closed to people who are not signed in. */
const dataRoutes: readonly Routes[] = [
  meRoutes,
  tenantRoutes,
  catalogueRoutes,
  vmRoutes,
  settingsRoutes,
  diskRoutes,
  runRoutes,
  streamRoutes,
  consoleRoutes,
  manifestRoutes,
  portRoutes,
];

/** What below the root is ours, so that Next is not asked for it; the development server makes the built files itself. */
const ownPaths = (production: boolean) =>
  production ? /^\/(?:api|auth|ws|_next\/static)(?:\/|$)/ : /^\/(?:api|auth|ws)(?:\/|$)/;

type Options = {
  page: Page;
  /** Folder that holds `.next` and `public`. */
  root: string;
};

export const createApp = (services: Services, { page, root }: Options): FastifyInstance => {
  const { config, log, metrics, sessions } = services;
  const logger: FastifyBaseLogger = log;
  const policy = createContentPolicy(config);
  const headers = answerHeaders(config);

  const app = fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: "requestId" }),
    // Ours alone: an id from outside could be made to look like another request's.
    requestIdHeader: false,
    genReqId: () => randomUUID(),
    trustProxy: config.trustedProxies.length > 0 ? config.trustedProxies : false,
    bodyLimit: 256 * 1024,
    // While stopping, what is asked on an open connection is still answered, headers and all; /readyz says 503 by itself.
    return503OnClosing: false,
    requestTimeout: 60_000,
    keepAliveTimeout: 65_000,
    // Who sends a byte now and then is let go as soon as the time is up, not at the end of Node's half minute.
    http: {
      maxHeaderSize: 16 * 1024,
      headersTimeout: 20_000,
      connectionsCheckingInterval: 5_000,
      requireHostHeader: false,
    },
    routerOptions: { maxParamLength: 300 },
    // HEAD of a stream would open one for nobody.
    exposeHeadRoutes: false,
    clientErrorHandler: (error, socket) => answerMalformed(error, socket, headers),
    frameworkErrors: (error, request, reply) => {
      setHeaders(reply.raw, headers);
      answerError(error, request, reply);
    },
  });

  // Node would answer this by itself, without our headers.
  app.server.on("checkExpectation", (_request, response) => {
    setHeaders(response, headers);
    response.writeHead(417, { "content-length": 0, connection: "close" }).end();
  });
  app.addHook("onRequest", async (request, reply) => {
    setHeaders(reply.raw, headers);
    reply.raw.setHeader("x-request-id", request.id);
    gate(request, reply, config);
    // Before anything looks at the cookie: whose request it is, a trusted proxy says by its token.
    await services.proxySignIn?.admit(request.raw);
  });
  app.addHook("onResponse", async (request, { statusCode, elapsedTime }) => {
    const { method, originalUrl, routeOptions } = request;
    // The route as it is written, so that no name of a tenant or machine becomes a label.
    metrics.answered({ method, route: routeOptions.url ?? "none", status: statusCode }, elapsedTime / 1000);
    request.log.info(
      { method, path: originalUrl.split("?", 1)[0], status: statusCode, ms: Math.round(elapsedTime) },
      "request",
    );
  });
  app.setErrorHandler((error: FastifyError, request, reply) => answerError(error, request, reply));
  app.setNotFoundHandler((request, reply) => sendProblem(request, reply, new ProblemError("not-found").problem));
  app.removeContentTypeParser("text/plain");

  const showPage = createPages(services, { page, policy });
  app.register(fastifyCookie);
  healthRoutes(app, services);
  staticFiles(app, root, config);

  app.register(async (scope) => {
    await limitRates(scope, signInRules(config.rateLimits));
    authRoutes(scope, services, showPage);
  });
  app.register(async (scope) => {
    await limitRates(scope, signInRules(config.rateLimits));
    tokenRoutes(scope, services);
  });
  app.register(async (scope) => {
    await limitRates(scope, addressRules(config.rateLimits));
    backChannelRoutes(scope, services);
  });
  app.register(async (scope) => {
    await limitRates(scope, addressRules(config.rateLimits));
    onlySignedIn(scope, sessions);
    await limitRates(scope, personRules(config.rateLimits));
    for (const routes of dataRoutes) routes(scope, services);
  });
  const own = ownPaths(config.production);
  app.register(async (scope) => {
    scope.addHook("onRequest", async ({ raw }, reply) => {
      if (own.test(raw.url ?? "")) reply.callNotFound();
    });
    sayUnknown(scope, showPage);
    whoAsks(scope, sessions);
    await limitRates(scope, [...visitorRules(config.rateLimits), ...personRules(config.rateLimits)]);
    pageRoutes(scope, services, showPage);
  });
  return app;
};
