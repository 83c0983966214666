const yearSeconds = 365 * 24 * 3600;

/** A `document.cookie` assignment for a preference: readable by the server's pages, never a secret. */
export const preferenceCookie = (name: string, value: string): string =>
  `${name}=${encodeURIComponent(value)}; Path=/; Max-Age=${yearSeconds}; SameSite=Lax`;

/** The tenant whose list was open last: where `/` leads. */
export const lastTenantCookie = "porthole-tenant";

/** Whether the left rail is collapsed. */
export const railCookie = "porthole-rail";

/** How somebody likes lists of machines: row height and columns (lib/resources/vm/list-columns.ts). */
export const listCookie = "porthole-list";
