import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { sentinels } from "../running/sentinels.ts";

/**
 * What no line may hold, in whatever field. Session cookies, tickets, states, codes, refresh and opaque access tokens are all 32 random
 * bytes in base64url, so none has to be known by value.
 */
const secrets: Record<string, RegExp> = {
  "a JWT": /\beyJ[\w-]{10,}\.[\w-]{4,}/,
  "32 random bytes": /(?<![\w/+-])(?=[\w-]*[A-Z])(?=[\w-]*[a-z])[A-Za-z0-9_-]{43}(?![\w/+=-])/,
  "a cookie": /__Host-|set-cookie/i,
  "a bearer token": /\bbearer\s+[\w.-]{8,}/i,
  "a private key": /BEGIN [A-Z ]*PRIVATE KEY/,
  "a kubeconfig": /client-key-data|certificate-authority-data|current-context/,
  "cloud-init": /#cloud-config/,
  "a VNC greeting": /RFB 003\.\d{3}/,
  "an address with its query": /"(?:path|url)":"[^"]*\?/,
  "what a test hid": new RegExp(Object.values(sentinels).join("|")),
};

const folder = process.env.E2E_LOGS ?? "";
const files = (end: string) => readdirSync(folder).filter((name) => name.endsWith(end));
const linesOf = (name: string) => readFileSync(join(folder, name), "utf8").split("\n");

test("A18: no line that any product of the run has logged, at any level, holds a secret", () => {
  const jwt = `eyJhbGciOiJSUzI1NiJ9.${"a".repeat(20)}`;
  for (const [what, sample] of [
    ["a JWT", jwt],
    ["32 random bytes", `"k7Jq2v0bN-3xYt_8sWmPzR5cLhF1gDeAuQoIyTnXkVw"`],
    ["what a test hid", `typed: ${sentinels.cloudInit}`],
  ] as const) {
    expect(secrets[what]?.test(sample), what).toBe(true);
  }
  const lines = files(".log").flatMap((name) => linesOf(name).map((line) => ({ name, line })));
  expect(lines.filter(({ line }) => line.includes('"request"')).length, "requests logged").toBeGreaterThan(0);
  const found = lines.flatMap(({ name, line }) =>
    Object.entries(secrets).flatMap(([what, pattern]) => {
      const match = pattern.exec(line);
      return match ? [`${name}: ${what} in …${line.slice(Math.max(0, match.index - 80), match.index + 12)}…`] : [];
    }),
  );
  expect(found.slice(0, 20)).toEqual([]);
});

test("S02: no product of the run has connected to anything but its cluster, its identity provider and its store", () => {
  const lines = files(".outbound").flatMap(linesOf).filter(Boolean);
  expect(lines.length).toBeGreaterThan(0);
  expect(lines.filter((line) => !line.startsWith("configured "))).toEqual([]);
});
