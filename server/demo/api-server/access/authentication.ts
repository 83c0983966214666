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

/** No token is the anonymous user, a token nobody knows is 401. */
export async function authenticate(authorization: string | undefined, known: TokenAuthenticator): Promise<User> {
  if (authorization === undefined) return ANONYMOUS;
  const token = /^Bearer +(\S+) *$/i.exec(authorization)?.[1];
  const user = token === undefined ? undefined : await known(token);
  if (user === undefined) throw unauthorized();
  return user;
}
