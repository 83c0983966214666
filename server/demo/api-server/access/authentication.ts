import type { IncomingHttpHeaders } from "node:http";
import { unauthorized } from "../objects/status-error.ts";
import { ANONYMOUS, type User } from "./user.ts";

/** One way to know a bearer token; undefined when the token is none of its kind or not valid. */
export type TokenAuthenticator = (token: string) => Promise<User | undefined> | User | undefined;

export type StaticToken = { token: string; user: User };

export function staticTokens(tokens: readonly StaticToken[]): TokenAuthenticator {
  const users = new Map(tokens.map(({ token, user }) => [token, user]));
  return (token) => users.get(token);
}

/** The first authenticator that knows the token wins. */
export const anyOf =
  (...authenticators: TokenAuthenticator[]): TokenAuthenticator =>
  async (token) => {
    for (const authenticate of authenticators) {
      const user = await authenticate(token);
      if (user !== undefined) return user;
    }
    return undefined;
  };

const IN_PROTOCOL = "base64url.bearer.authorization.k8s.io.";

/** No bearer token is the anonymous user, a token nobody knows is 401. A browser's WebSocket may bring it as a subprotocol. */
export async function authenticate(headers: IncomingHttpHeaders, known: TokenAuthenticator): Promise<User> {
  const token = /^Bearer +(\S+) *$/i.exec(headers.authorization ?? "")?.[1] ?? tokenInProtocol(headers);
  if (token === undefined) return ANONYMOUS;
  const user = await known(token);
  if (user === undefined) throw unauthorized();
  return user;
}

const protocols = (headers: IncomingHttpHeaders): string[] =>
  (headers["sec-websocket-protocol"] ?? "").split(",").map((protocol) => protocol.trim());

function tokenInProtocol(headers: IncomingHttpHeaders): string | undefined {
  const found = protocols(headers).find((protocol) => protocol.startsWith(IN_PROTOCOL));
  return found === undefined ? undefined : Buffer.from(found.slice(IN_PROTOCOL.length), "base64url").toString("utf8");
}

/** The offered subprotocols without a token among them: what may be shown to the server behind. */
export const offeredProtocols = (headers: IncomingHttpHeaders): string =>
  protocols(headers)
    .filter((protocol) => !protocol.startsWith(IN_PROTOCOL))
    .join(", ");
