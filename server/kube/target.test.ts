import { describe, expect, it } from "vitest";
import type { KubePath } from "./api.ts";
import { createKubeTarget } from "./target.ts";

const target = createKubeTarget({ server: "https://api.example:6443/k8s/clusters/one/", ca: null });

describe("pathOf", () => {
  it("builds a path below the server's own prefix", () => {
    const path: KubePath = [
      "apis",
      "apps.cozystack.io",
      "v1alpha1",
      "namespaces",
      "tenant-acme",
      "vminstances",
      "web-01",
    ];
    expect(target.pathOf(path)).toBe(
      "/k8s/clusters/one/apis/apps.cozystack.io/v1alpha1/namespaces/tenant-acme/vminstances/web-01",
    );
    expect(target.pathOf(["version"], { a: "b&c=d/.." })).toBe("/k8s/clusters/one/version?a=b%26c%3Dd%2F..");
  });

  it.each([
    "",
    ".",
    "..",
    "a/b",
    "a\\b",
    "%2e%2e",
    "%252e",
    "a%00",
    "a;b",
    "a?b",
    "a#b",
    " ",
    "a b",
    "-a",
    "a.",
    "a..b",
    "ä",
    "a\n",
    "@host",
  ])("P01, P03: refuses the part %j", (part) => {
    expect(() => target.pathOf(["api", "v1", part])).toThrow("bad-request");
  });

  it("never switches certificate checks off", () => {
    expect(target.tls.rejectUnauthorized).toBe(true);
    expect(target.origin).toBe("https://api.example:6443");
  });
});
