import type { IncomingHttpHeaders, OutgoingHttpHeaders } from "node:http";
import { offeredProtocols } from "../access/authentication.ts";
import type { User } from "../access/user.ts";

const HOP_BY_HOP = new Set([
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

/** The client's headers without its credentials, plus who the client is, in the words of the request-header authenticator. */
export function forwardedHeaders(headers: IncomingHttpHeaders, user: User, host: string): OutgoingHttpHeaders {
  const forwarded: OutgoingHttpHeaders = {};
  for (const [name, value] of Object.entries(headers)) {
    if (HOP_BY_HOP.has(name) || name === "authorization" || name.startsWith("x-remote-")) continue;
    forwarded[name] = value;
  }
  forwarded.host = host;
  if (forwarded["sec-websocket-protocol"] !== undefined) {
    const offered = offeredProtocols(headers);
    if (offered === "") delete forwarded["sec-websocket-protocol"];
    else forwarded["sec-websocket-protocol"] = offered;
  }
  forwarded["X-Remote-User"] = utf8(user.name);
  forwarded["X-Remote-Group"] = user.groups.map(utf8);
  if (user.uid !== "") forwarded["X-Remote-Uid"] = user.uid;
  for (const [key, values] of Object.entries(user.extra)) {
    forwarded[`X-Remote-Extra-${encodeURIComponent(key)}`] = values.map(utf8);
  }
  return forwarded;
}

/** Node writes header values as Latin-1; kube-apiserver sends names as UTF-8 bytes. */
const utf8 = (text: string): string => Buffer.from(text, "utf8").toString("latin1");

/** Response headers without those that belong to one connection only. */
export function endToEndHeaders(headers: IncomingHttpHeaders): OutgoingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP_BY_HOP.has(name)));
}
