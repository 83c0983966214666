import { describe, expect, it } from "vitest";
import { cover, covered, holdsCover } from "./covered.ts";

const secret = "#cloud-config\npassword: hunter2\n";

describe("covered", () => {
  it.each([
    ["a machine", { spec: { cloudInit: secret } }],
    ["a release, a level deeper", { spec: { values: { cloudInit: secret } } }],
    [
      "a machine of KubeVirt itself",
      { spec: { template: { spec: { volumes: [{ name: "ci", cloudInitNoCloud: { userData: secret } }] } } } },
    ],
    [
      "what kubectl noted",
      { metadata: { annotations: { "kubectl.kubernetes.io/last-applied-configuration": secret } } },
    ],
    ["headers of a download", { spec: { source: { http: { headers: { Authorization: "Bearer hunter2" } } } } }],
    ["the same in CDI's form", { spec: { source: { http: { extraHeaders: ["Authorization: Bearer hunter2"] } } } }],
    ["a signed address", { spec: { source: { http: { url: "https://host.example/disk.img?signature=hunter2" } } } }],
    ["a password in an address", { spec: { source: { http: { url: "https://me:hunter2@host.example/disk.img" } } } }],
    ["a field that says what it is", { spec: { adminPassword: "hunter2", api_key: "hunter2" } }],
    ["a plan of ours", { metadata: { annotations: { "porthole-plan": "…hunter2…" } } }],
  ])("P18: covers the secrets of %s", (_, object) => {
    expect(JSON.stringify(covered(object))).not.toContain("hunter2");
    expect(holdsCover(covered(object))).toBe(true);
  });

  it("leaves names, public keys, references to Secrets and what is empty as they are", () => {
    const object = {
      metadata: { name: "web", annotations: { note: "ask Ada" } },
      spec: {
        cloudInit: "",
        sshKeys: ["ssh-ed25519 AAAA ada"],
        accessCredentials: [{ sshPublicKey: { source: { secret: { secretName: "web-ssh-keys" } } } }],
        source: { http: { url: "https://host.example/disk.img" } },
        cloudInitSeed: "2",
      },
    };
    expect(covered(object)).toEqual(object);
    expect(holdsCover(covered(object))).toBe(false);
  });

  it("keeps where an address leads", () => {
    expect(covered({ url: "https://me:pw@host.example/disk.img?x=1" })).toEqual({
      url: `https://${cover}@host.example/disk.img?${cover}`,
    });
  });
});
