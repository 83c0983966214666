import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { kubeconfigOf } from "./kubeconfig.ts";

const ca = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
const oidc = { issuer: "https://idp.example/realms/cozy", clientId: "kubernetes", scopes: ["openid", "groups"] };

describe("kubeconfig", () => {
  it("leads to the tenant through kubelogin, with the cluster's authority and without any token", () => {
    const text = kubeconfigOf({ server: "https://api.example", ca, oidc }, "tenant-acme");
    expect(text).not.toMatch(/token:|password|client-key|id-token/);
    const config = parse(text);
    expect(config["current-context"]).toBe("tenant-acme");
    expect(config.contexts[0].context).toMatchObject({ namespace: "tenant-acme", user: "me" });
    const { server, "certificate-authority-data": data } = config.clusters[0].cluster;
    expect(server).toBe("https://api.example");
    expect(atob(data)).toBe(ca);
    expect(config.users[0].user.exec).toMatchObject({
      apiVersion: "client.authentication.k8s.io/v1",
      command: "kubectl",
      args: [
        "oidc-login",
        "get-token",
        "--oidc-issuer-url=https://idp.example/realms/cozy",
        "--oidc-client-id=kubernetes",
        "--oidc-extra-scope=groups",
      ],
    });
  });

  it("has an empty place for a token where people bring their own, and no authority where it is a public one", () => {
    const config = parse(kubeconfigOf({ server: "https://api.example", ca: null, oidc: null }, "tenant-acme"));
    expect(config.users).toEqual([{ name: "me", user: {} }]);
    expect(config.clusters[0].cluster).toEqual({ server: "https://api.example" });
  });
});
