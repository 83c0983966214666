import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { authenticate } from "../access/authentication.ts";
import { ANONYMOUS, type User } from "../access/user.ts";
import { endWithText } from "../aggregation/aggregation.ts";
import { badRequest, StatusError } from "../objects/status-error.ts";
import type { Parts } from "./parts.ts";
import { parseRequest } from "./request-info.ts";
import { authorize } from "./router.ts";

/** A request to leave HTTP (WebSocket): the same questions as for any request, then the aggregated server's answer. */
export async function routeUpgrade(
  parts: Parts,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): Promise<void> {
  const receivedAt = new Date();
  const url = request.url ?? "/";
  const method = request.method ?? "GET";
  const info = parseRequest(method, url);
  let user: User = ANONYMOUS;
  let code = 101;
  // Until it is handed on nobody else listens, and an unheard error would end the process.
  socket.on("error", () => socket.destroy());
  try {
    if (info?.target === undefined) throw badRequest("the URL is not one of a resource");
    user = await authenticate(request.headers, parts.authenticate);
    authorize(parts, user, info);
    const backend = parts.aggregation.backendOf(info.target.group, info.target.version);
    if (backend === undefined) throw badRequest("Upgrade request required by no resource of this server");
    parts.aggregation.upgrade(backend, { request, info, user, socket, head });
  } catch (cause) {
    const refusal =
      cause instanceof StatusError ? cause : new StatusError(500, "InternalError", "Internal error occurred");
    code = refusal.code;
    endWithText(socket, code, refusal.reason, JSON.stringify(refusal.toStatus()), "application/json");
  }
  const userAgent = request.headers["user-agent"];
  parts.audit.add({ id: randomUUID(), url, userAgent, user, info, method, code, receivedAt, endedAt: new Date() });
}
