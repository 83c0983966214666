import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { credentialOf, credentialRules, isTokenForm, signInProblems } from "./sign-in.ts";

describe("what somebody pasted", () => {
  it.each([
    ["abc.def-ghi_~+/==", { token: "abc.def-ghi_~+/==" }],
    ["  abc\n", { token: "abc" }],
    ["Bearer abc", { token: "abc" }],
    ["Authorization: Bearer abc", { token: "abc" }],
    ["", { token: "" }],
    ["apiVersion: v1\nkind: Config", { kubeconfig: "apiVersion: v1\nkind: Config" }],
    ['{"kind": "Config"}', { kubeconfig: '{"kind": "Config"}' }],
  ])("%j", (pasted, credential) => expect(credentialOf(pasted)).toEqual(credential));
});

it.each(["", "two words", "a\r\nb: c", "ü", "=abc", "a".repeat(20_000)])("%j has not the form of a token", (text) =>
  expect(isTokenForm(text)).toBe(false),
);

it("every problem and rule has its words", () => {
  const words = JSON.parse(readFileSync(join(import.meta.dirname, "i18n/messages/en/sign-in.json"), "utf8"));
  expect(Object.keys(words.problem).sort()).toEqual(["title", ...signInProblems].sort());
  expect(Object.keys(words.rules).sort()).toEqual([...credentialRules].sort());
});
