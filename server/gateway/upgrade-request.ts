import type { IncomingHttpHeaders } from "node:http";
import { api } from "#lib/api/paths.ts";
import { type ConsoleKind, consoleProtocol, ticketProtocolPrefix } from "#lib/api/requests.ts";
import type { Admission } from "./ticket-store.ts";

export type UpgradeRefusal = { status: 400 | 401 | 403 | 404 | 405 | 426 | 429 | 503; why: string };
type Socket = { kind: ConsoleKind; use: Admission["use"] };
export type ConsoleUpgrade = Socket & { ticket: string };

const socketOf = new Map<string, Socket>(
  (["vnc", "serial"] as const).flatMap((kind): [string, Socket][] => [
    [api.consoleSocket(kind), { kind, use: "open" }],
    [api.watchSocket("watch", kind), { kind, use: "watch" }],
    [api.watchSocket("show", kind), { kind, use: "show" }],
  ]),
);

/** 32 bytes in base64url. */
const ticketPattern = /^[A-Za-z0-9_-]{43}$/;
/** 16 bytes in base64. */
const keyPattern = /^[A-Za-z0-9+/]{22}==$/;

/** Exactly our protocol and one ticket: whoever offers anything else (credentials for another server, say) is not our page. */
const ticketOf = (offered: string | undefined): string | null => {
  const protocols = (offered ?? "").split(",").map((protocol) => protocol.trim());
  const [first, second] = protocols;
  if (protocols.length !== 2 || first !== consoleProtocol || !second?.startsWith(ticketProtocolPrefix)) return null;
  const ticket = second.slice(ticketProtocolPrefix.length);
  return ticketPattern.test(ticket) ? ticket : null;
};

type Request = { method?: string; url?: string; headers: IncomingHttpHeaders };

/** What a console upgrade asks for, or the HTTP status that refuses it. Looks at the request alone. */
export const readUpgrade = ({ method, url, headers }: Request, origin: string): ConsoleUpgrade | UpgradeRefusal => {
  const socket = socketOf.get(url ?? "");
  if (!socket) return { status: 404, why: "path" };
  if (method !== "GET") return { status: 405, why: "method" };
  if (headers["content-length"] !== undefined || headers["transfer-encoding"] !== undefined)
    return { status: 400, why: "body" };
  if (headers.upgrade?.toLowerCase() !== "websocket") return { status: 400, why: "upgrade" };
  if (headers["sec-websocket-version"] !== "13") return { status: 426, why: "version" };
  if (!keyPattern.test(headers["sec-websocket-key"] ?? "")) return { status: 400, why: "key" };
  if (headers.origin !== origin) return { status: 403, why: "origin" };
  const site = headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin") return { status: 403, why: "sec-fetch-site" };
  const ticket = ticketOf(headers["sec-websocket-protocol"]);
  return ticket === null ? { status: 400, why: "protocol" } : { ...socket, ticket };
};
