import { describe, expect, it } from "vitest";
import { longestKubeconfig } from "#lib/sign-in.ts";
import { tokenOfKubeconfig } from "./kubeconfig-token.ts";

const kubeconfig = (user: Record<string, unknown>, more: Record<string, unknown> = {}) =>
  JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    "current-context": "mine",
    contexts: [
      { name: "other", context: { user: "other", cluster: "c" } },
      { name: "mine", context: { user: "me", cluster: "c", namespace: "tenant-acme" } },
    ],
    users: [
      { name: "other", user: { token: "not-this-one" } },
      { name: "me", user },
    ],
    clusters: [{ name: "c", cluster: { server: "https://api.example:6443" } }],
    ...more,
  });

describe("the token of a kubeconfig", () => {
  it("is its current context's", () =>
    expect(tokenOfKubeconfig(kubeconfig({ token: "abc" }))).toEqual({
      token: "abc",
      server: "https://api.example:6443",
    }));

  it("is read from YAML as kubectl writes it", () => {
    const text = [
      "apiVersion: v1",
      "kind: Config",
      "preferences: {}",
      "current-context: mine",
      "contexts:",
      "- context: {cluster: c, user: me}",
      "  name: mine",
      "users:",
      "- name: me",
      "  user:",
      "    token: abc",
      "    client-certificate-data:",
    ].join("\n");
    expect(tokenOfKubeconfig(text)).toEqual({ token: "abc", server: null });
  });

  it.each([
    ["exec", { exec: { command: "/bin/rm", args: ["-rf", "/"] } }],
    ["exec", { token: "abc", exec: { command: "kubectl", args: ["oidc-login", "get-token"] } }],
    ["auth-provider", { "auth-provider": { name: "oidc", config: { "id-token": "abc" } } }],
    ["certificate", { "client-certificate-data": "LS0t", "client-key-data": "LS0t" }],
    ["certificate", { "client-certificate": "/etc/passwd", "client-key": "/etc/shadow" }],
    ["certificate", { token: "abc", "client-certificate-data": "LS0t" }],
    ["file", { tokenFile: "/var/run/secrets/kubernetes.io/serviceaccount/token" }],
    ["file", { token: "abc", tokenFile: "/var/run/secrets/kubernetes.io/serviceaccount/token" }],
    ["password", { username: "root", password: "secret" }],
    ["impersonation", { token: "abc", as: "system:admin" }],
    ["impersonation", { token: "abc", "as-groups": ["system:masters"] }],
    ["no-token", {}],
    ["no-token", { token: "" }],
  ])("is refused with %s: %j", (rule, user) => expect(tokenOfKubeconfig(kubeconfig(user))).toEqual({ rule }));

  it.each([
    ["no context is current", kubeconfig({ token: "abc" }, { "current-context": "" })],
    ["the current one is missing", kubeconfig({ token: "abc" }, { contexts: [] })],
    ["its user is missing", kubeconfig({ token: "abc" }, { users: [] })],
    ["its user is empty", kubeconfig({ token: "abc" }, { users: [{ name: "me", user: null }] })],
  ])("is refused when %s", (_name, text) => expect(tokenOfKubeconfig(text)).toEqual({ rule: "no-context" }));

  it.each([
    ["prose", "just a sentence, really"],
    ["broken YAML", "users: [\n"],
    ["a list", "- a\n- b"],
    ["a token that is a number", kubeconfig({ token: 12 })],
    ["nothing", ""],
    ["two documents", `${kubeconfig({ token: "abc" })}\n---\n${kubeconfig({ token: "def" })}`],
    ["an alias", "a: &a [1]\nusers: *a\ncontexts: []"],
    ["billion laughs", `a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\nd: [*c,*c,*c]\n${kubeconfig({ token: "abc" })}`],
    ["a key twice", "users: []\nusers: []"],
    ["a depth without end", "[".repeat(longestKubeconfig)],
    ["a tag that makes objects", "!!js/function 'return 1'"],
  ])("X04: is not read from %s", (_name, text) => {
    const { rule } = tokenOfKubeconfig(text) as { rule?: string };
    expect(["unreadable", "no-context"]).toContain(rule);
  });

  it("says nothing on the console about what is strange in it", () => {
    const text = kubeconfig({ token: "abc" }).replace('"kind"', '!!strange "kind"');
    expect(tokenOfKubeconfig(text)).toMatchObject({ token: "abc" });
  });
});
