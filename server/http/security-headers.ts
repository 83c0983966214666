import type { ServerResponse } from "node:http";
import type { Config } from "../config.ts";

/** The policy of one answer. Next reads the nonce from the policy on the *request* and puts it on its own scripts. */
export type ContentPolicy = (nonce: string | null) => string;

export const createContentPolicy = ({ production, origin, oidc }: Config): ContentPolicy => {
  const webSocket = origin.replace(/^http/, "ws");
  const issuer = oidc ? ` ${new URL(oidc.issuer).origin}` : "";
  return (nonce) =>
    [
      "default-src 'none'",
      // Scripts are ours by address, inline ones by nonce; only the development server needs eval.
      `script-src 'self'${nonce ? ` 'nonce-${nonce}'` : ""}${production ? "" : " 'unsafe-eval'"}`,
      "worker-src 'self'",
      `connect-src 'self' ${webSocket}`,
      "img-src 'self' data: blob:",
      "font-src 'self'",
      "style-src 'self' 'unsafe-inline'",
      "manifest-src 'self'",
      // Redirects after a form post count, and signing out leads to the identity provider.
      `form-action 'self'${issuer}`,
      "frame-ancestors 'none'",
      "base-uri 'none'",
      "object-src 'none'",
    ].join("; ");
};

/** On every answer: pages, data, files, errors, also those that no route ever saw. */
const securityHeaders = ({ origin }: Config): Readonly<Record<string, string>> => ({
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  // Not no-referrer: browsers would then say `Origin: null` on our own form posts.
  "referrer-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
  // Until a route says otherwise (only immutable files do), nothing is kept by anybody.
  "cache-control": "no-store",
  vary: "Cookie",
  ...(origin.startsWith("https:") && { "strict-transport-security": "max-age=63072000; includeSubDomains" }),
});

/** The same with a policy, for everything but pages, whose policy has a nonce. */
export const answerHeaders = (config: Config): Readonly<Record<string, string>> => ({
  ...securityHeaders(config),
  "content-security-policy": createContentPolicy(config)(null),
});

/**
 * What a built file carries instead: the same protection in fewer bytes, since a first visit pays for every one of them a dozen
 * times. A file is no page, so it needs no nonce, no features and no frames; the policy holds for what would open one directly.
 */
export const fileHeaders = (config: Config): Readonly<Record<string, string>> => {
  const everywhere = securityHeaders(config);
  const kept = [
    "x-content-type-options",
    "referrer-policy",
    "cross-origin-opener-policy",
    "cross-origin-resource-policy",
    "strict-transport-security",
  ];
  return {
    ...Object.fromEntries(Object.entries(everywhere).filter(([name]) => kept.includes(name))),
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'",
    // Its name carries a digest of what is in it.
    "cache-control": "public, max-age=31536000, immutable",
  };
};

/** A worker's file is a page of its own to the policy: it loads our scripts and speaks to us, and that is all. */
export const workerHeaders = (config: Config): Readonly<Record<string, string>> => ({
  ...fileHeaders(config),
  "content-security-policy": "default-src 'none'; script-src 'self'; connect-src 'self'",
});

export const setHeaders = (response: ServerResponse, headers: Readonly<Record<string, string>>): void => {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
};
