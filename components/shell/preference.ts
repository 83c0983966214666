import { preferenceCookie } from "#lib/cookie-text.ts";

/** Keeps a choice where the server's pages find it next time. */
export const keepPreference = (cookie: string, value: string): void => {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser we serve.
  document.cookie = preferenceCookie(cookie, value);
};
