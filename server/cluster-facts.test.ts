import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { KubeConfig } from "@kubernetes/client-node";
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { kubeconfigOf } from "#lib/access/kubeconfig.ts";
import { kubectlPath, kubectlReason } from "#server/demo/contract/kubectl.ts";
import { type InProcess, startInProcess } from "#server/demo/in-process.ts";
import { clusterFactsOf } from "./cluster-facts.ts";
import type { OidcConfig } from "./sign-in-config.ts";

const oidc: OidcConfig = {
  issuer: "https://idp.example/realms/cozy",
  clientId: "porthole",
  clientSecret: "the-secret-of-porthole",
  scopes: "openid profile groups",
  usernameClaim: "preferred_username",
  groupsClaim: "groups",
  signOut: "local",
};
const cluster = { server: "https://kubernetes.default.svc", ca: "-----BEGIN CERTIFICATE-----\nMIIB\n" };
const config = { cluster, clusterPublicUrl: null, kubectlClientId: "kubernetes", oidc };

describe("what people are told of the cluster", () => {
  it("is its address for people, and another client than Porthole's own", () => {
    expect(clusterFactsOf({ ...config, clusterPublicUrl: "https://api.example" })).toEqual({
      server: "https://api.example",
      ca: cluster.ca,
      oidc: { issuer: oidc.issuer, clientId: "kubernetes", scopes: ["openid", "profile", "groups"] },
    });
    expect(clusterFactsOf(config).server).toBe(cluster.server);
  });

  it("is never a secret", () => expect(JSON.stringify(clusterFactsOf(config))).not.toContain("the-secret"));
});

describe("the kubeconfig", () => {
  let demo: InProcess;
  let home: string;
  beforeAll(async () => {
    demo = await startInProcess({ groups: { vera: "tenant-root-view" } });
    home = await mkdtemp(join(tmpdir(), "porthole-kubeconfig-"));
  });
  afterAll(async () => {
    await rm(home, { recursive: true });
    await demo.dispose();
  });
  const text = () => {
    const facts = clusterFactsOf({ ...config, cluster: { server: demo.url, ca: demo.caPem } });
    return kubeconfigOf(facts, "tenant-root");
  };

  test("is one to Kubernetes' own client", () => {
    const read = new KubeConfig();
    read.loadFromString(text());
    expect(read.getCurrentCluster()).toMatchObject({ server: demo.url, skipTLSVerify: false });
    expect(read.getContextObject("tenant-root")?.namespace).toBe("tenant-root");
    expect(read.getCurrentUser()).toMatchObject({ name: "me", exec: { command: "kubectl" } });
  });

  // kubectl finds `oidc-login` as it finds every plugin: by a program of that name on the PATH.
  const title = `works as it is with a kubectl and an oidc-login${kubectlReason}`;
  test.skipIf(!kubectlPath)(title, async () => {
    const credential = {
      apiVersion: "client.authentication.k8s.io/v1",
      kind: "ExecCredential",
      status: { token: "token-of-vera" },
    };
    const plugin = `#!/bin/sh\ncase "$*" in *--oidc-issuer-url=${oidc.issuer}*) echo '${JSON.stringify(credential)}';; esac\n`;
    await writeFile(join(home, "kubectl-oidc_login"), plugin, { mode: 0o700 });
    const file = join(home, "config");
    await writeFile(file, text(), { mode: 0o600 });
    const env = { NODE_ENV: "test" as const, HOME: home, PATH: `${home}:/usr/local/bin:/usr/bin:/bin` };
    const run = async (...args: string[]) =>
      (await promisify(execFile)(kubectlPath ?? "", ["--kubeconfig", file, ...args], { env })).stdout;
    expect(await run("auth", "whoami", "-o", "jsonpath={.status.userInfo.username}")).toBe("vera");
    expect(await run("get", "vminstances", "-o", "name")).toBe("");
  });
});
