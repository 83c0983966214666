import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { type Attributes, refusal } from "../access/attributes.ts";
import { authenticate } from "../access/authentication.ts";
import { handleReview, isReview } from "../access/reviews.ts";
import { handleTokenRequest, isTokenRequest } from "../access/token-request.ts";
import { ANONYMOUS, MASTERS, type User } from "../access/user.ts";
import { badRequest, noSuchResource, StatusError } from "../objects/status-error.ts";
import { versionOf } from "../resources/definition.ts";
import { deadlineOf, within } from "./deadline.ts";
import type { Exchange, ResourceExchange } from "./exchange.ts";
import { PageNotFound } from "./page-not-found.ts";
import type { Parts } from "./parts.ts";
import { parseRequest, type RequestInfo, type ResourceRequest } from "./request-info.ts";
import { handleResource } from "./resource-handler.ts";
import { sendJson, sendStatus, sendText } from "./respond.ts";

/** The request path of the API server: who, what, may they, then whoever answers; every request is audited. */
export async function route(parts: Parts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const receivedAt = new Date();
  const id = randomUUID();
  const url = request.url ?? "/";
  const method = request.method ?? "GET";
  const info = parseRequest(method, url);
  let user: User = ANONYMOUS;
  response.setHeader("Audit-Id", id);
  response.on("close", () => {
    const userAgent = request.headers["user-agent"];
    const code = response.statusCode;
    parts.audit.add({ id, url, userAgent, user, info, method, code, receivedAt, endedAt: new Date() });
  });
  try {
    if (info === undefined) throw badRequest("the URL is malformed");
    user = await authenticate(request.headers, parts.authenticate);
    const exchange = { request, response, info, user };
    await within(deadlineOf(info), () => dispatch(parts, exchange));
  } catch (cause) {
    await answerFailure(request, response, cause);
  }
}

/** Throws 403 unless RBAC allows what the request asks for. */
export function authorize(parts: Pick<Parts, "authorizer">, user: User, info: RequestInfo): void {
  const attributes = attributesOf(info);
  const decision = parts.authorizer.decide(user, attributes);
  if (!decision.allowed) throw refusal(user, attributes, decision.reason);
}

function attributesOf(info: RequestInfo): Attributes {
  if (info.target === undefined) return { kind: "path", verb: info.method.toLowerCase(), path: info.path };
  const { verb, group, version, resource, subresource, namespace, name } = info.target;
  return { kind: "resource", verb, group, version, resource, subresource, namespace, name };
}

async function dispatch(parts: Parts, exchange: Exchange): Promise<void> {
  const { info, user } = exchange;
  if (info.path === "/demo/audit") return answerAudit(parts, exchange);
  if (info.path === "/demo/overload") return parts.overload.begin(exchange);
  if (await parts.overload.turnsAway(exchange)) return;
  authorize(parts, user, info);
  const { target } = info;
  if (target === undefined) {
    if (await parts.catalog.answer(exchange)) return;
    throw new PageNotFound();
  }
  const backend = parts.aggregation.backendOf(target.group, target.version);
  if (backend !== undefined) return parts.aggregation.proxy(backend, exchange);
  if (isReview(target)) return handleReview(parts, { ...exchange, target });
  if (isTokenRequest(target)) return handleTokenRequest(parts, { ...exchange, target });
  const served = parts.cluster.registry.find(target.group, target.version, target.resource);
  if (served === undefined) throw isBuiltInGroup(parts, target) ? noSuchResource() : new PageNotFound();
  const resourceExchange: ResourceExchange = { ...exchange, target };
  return handleResource(parts, served, resourceExchange);
}

const isBuiltInGroup = ({ cluster }: Parts, { group, version }: ResourceRequest): boolean =>
  cluster.registry.all().some((one) => !one.custom && one.group === group && versionOf(one, version) !== undefined);

/** For tests of what a client sends: the audit events since a time, for the administrator only. */
async function answerAudit({ audit }: Parts, { user, info, request, response }: Exchange): Promise<void> {
  if (!user.groups.includes(MASTERS)) throw refusal(user, { kind: "path", verb: "get", path: info.path }, "");
  const items = audit.since(info.query.get("since"));
  return sendJson(request, response, 200, { kind: "EventList", apiVersion: "audit.k8s.io/v1", metadata: {}, items });
}

async function answerFailure(request: IncomingMessage, response: ServerResponse, cause: unknown): Promise<void> {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  if (cause instanceof PageNotFound) {
    return sendText(request, response, 404, "text/plain; charset=utf-8", "404 page not found\n");
  }
  if (cause instanceof StatusError) return sendStatus(request, response, cause);
  const message = cause instanceof Error ? cause.message : String(cause);
  const details = { causes: [{ message }] };
  return sendStatus(
    request,
    response,
    new StatusError(500, "InternalError", `Internal error occurred: ${message}`, details),
  );
}
