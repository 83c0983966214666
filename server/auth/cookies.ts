import type { CookieSerializeOptions } from "@fastify/cookie";

/** `__Host-` binds both to this very origin, so no sibling domain can plant one. */
export const sessionCookie = "__Host-porthole";
/** Binds an unfinished sign-in to the browser that began it. */
export const loginCookie = "__Host-porthole-login";

/** Left by signing out: the next sign-in must not be answered by the provider's own session without asking. */
export const signedOutCookie = "__Host-porthole-signed-out";

/** Secure also on http://127.0.0.1 and http://localhost, where browsers accept it. Lax: the provider leads back by a cross-site GET. */
export const cookieAttributes: CookieSerializeOptions = { path: "/", secure: true, httpOnly: true, sameSite: "lax" };

/** Our values are 256 random bits in base64url, so a pattern reads them: anything else is not ours. */
const read = (name: string, header: string | null | undefined): string | null =>
  new RegExp(`(?:^|; ?)${name}=([A-Za-z0-9_-]{43})(?:;|$)`).exec(header ?? "")?.[1] ?? null;

export const sessionCookieOf = (header: string | null | undefined): string | null => read(sessionCookie, header);
export const loginCookieOf = (header: string | null | undefined): string | null => read(loginCookie, header);

/** A Cookie header without the session: who reads it then does not ask whose it is. */
export const withoutSession = (header: string | undefined): string =>
  (header ?? "")
    .split(/; ?/)
    .filter((pair) => !pair.startsWith(`${sessionCookie}=`))
    .join("; ");

/** What this browser was told when it signed out last; null when it has signed in since. */
export const signedOutCookieOf = (header: string | null | undefined): string | null => read(signedOutCookie, header);
