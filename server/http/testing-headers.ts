import { expect } from "vitest";

const policyOf = (value: unknown) =>
  Object.fromEntries(
    String(value)
      .split("; ")
      .map((directive) => {
        const [name = "", ...sources] = directive.split(" ");
        return [name, sources] as const;
      }),
  );

/** What case C08 asks of every answer but built files. */
export const expectSafe = (headers: Record<string, unknown>) => {
  const policy = policyOf(headers["content-security-policy"]);
  expect(policy).toMatchObject({
    "default-src": ["'none'"],
    "object-src": ["'none'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'none'"],
    "form-action": ["'self'", "https://id.example"],
    "connect-src": ["'self'", "wss://porthole.example"],
  });
  expect(policy["script-src"]?.join(" ")).toMatch(/^'self'(?: 'nonce-[\w+/]{22}==')?$/);
  expect(headers).toMatchObject({
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "strict-transport-security": "max-age=63072000; includeSubDomains",
  });
  expect(headers.server).toBeUndefined();
  expect(headers["x-powered-by"]).toBeUndefined();
};
