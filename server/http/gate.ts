import type { IncomingMessage } from "node:http";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Config } from "../config.ts";
import { ProblemError } from "./problem-error.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** A route for other servers: whoever calls it proves themselves by what they bring. */
    fromAnywhere?: boolean;
  }
}

const reading = new Set(["GET", "HEAD"]);
const writing = new Set(["POST", "PUT", "PATCH", "DELETE"]);

/** A second encoding, an encoded or doubled slash, a backslash, a dot segment, a parameter, NUL or anything that is not printable ASCII. */
const trick = /%25|%2f|%5c|%00|\/\/|\\|;|(?:^|\/)(?:\.|%2e){1,2}(?:\/|$)|[^\x21-\x7e]/i;

/** The path of a request target, without its query; throws `bad-request` for one that two parsers could read in two ways. */
const plainPath = (target: string | undefined): string => {
  const path = (target ?? "").split("?", 1)[0] ?? "";
  if (!path.startsWith("/") || trick.test(path)) throw new ProblemError("bad-request");
  return path;
};

/**
 * Throws `bad-origin` unless a request comes from our own pages. Browsers send Origin with every write and upgrade; its absence is
 * somebody else's tool or a very old browser, and neither has a session to lose.
 */
const requireOwnOrigin = ({ headers }: Pick<IncomingMessage, "headers">, { origin }: Config): void => {
  const site = headers["sec-fetch-site"];
  if (headers.origin !== origin || (site !== undefined && site !== "same-origin")) throw new ProblemError("bad-origin");
};

export const hasBody = ({ headers }: Pick<IncomingMessage, "headers">): boolean =>
  headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;

/**
 * Reading by another site: only as somebody who follows a link there, never inside its own page, whether framed or fetched. Nothing that
 * reads has a body; one that comes with it is the beginning of somebody else's request.
 */
const requireOwnPages = ({ headers }: Pick<IncomingMessage, "headers">): void => {
  const site = headers["sec-fetch-site"];
  const isElsewhere = site === "cross-site" || site === "same-site";
  const isVisit = headers["sec-fetch-mode"] === "navigate" && headers["sec-fetch-dest"] === "document";
  if (isElsewhere && !isVisit) throw new ProblemError("bad-origin");
  if (hasBody({ headers })) throw new ProblemError("bad-request");
};

/** What every request must be before any route sees it. */
export const gate = (request: FastifyRequest, reply: FastifyReply, config: Config): void => {
  try {
    judge(request, reply, config);
  } catch (error) {
    // Whatever follows on a connection that begins like this is not taken for another request.
    reply.header("connection", "close");
    throw error;
  }
};

const judge = (request: FastifyRequest, reply: FastifyReply, config: Config): void => {
  plainPath(request.raw.url);
  if (!request.raw.headers.host) throw new ProblemError("bad-request");
  if (reading.has(request.method)) {
    requireOwnPages(request.raw);
    return;
  }
  if (writing.has(request.method)) {
    if (!request.routeOptions.config?.fromAnywhere) requireOwnOrigin(request.raw, config);
    return;
  }
  reply.header("allow", [...reading, ...writing].join(", "));
  const refused = new ProblemError("bad-request");
  refused.problem.status = 405;
  throw refused;
};
