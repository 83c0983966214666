import { describe, expect, it } from "vitest";
import { catalogueFixture as catalogue } from "./catalogue.fixture.ts";
import { defaultInput } from "./defaults.ts";
import { createRules } from "./rules.ts";
import { parseCreateInput } from "./schema.ts";

const key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGPKy7rKzJ8l0yvJ0bqK6Jm0hP0gQ6J0v6bL0F3u1m2a me@laptop";
const good = defaultInput(catalogue, null, [key]);
const disk = (change: object) => ({ disks: good.disks.map((one) => ({ ...one, ...change })) });
const custom = (change: object) => ({ size: { kind: "custom", cpu: 2, sockets: 1, memoryBytes: 2 ** 31, ...change } });
const url = { kind: "url", url: "https://host.example/a.qcow2", headers: [], checksum: "" };
const existing = { kind: "existing", name: "spare", bus: "" };
const header = { name: "X-A", value: "b" };
const data = { ...good.disks[0], part: "data" };
const fieldsOf = (value: unknown) => {
  const parsed = parseCreateInput(value);
  return parsed.ok ? [] : parsed.fields.map(({ path, rule }) => [path, rule]);
};

describe("create input", () => {
  it("accepts the defaults and every exposure", () => {
    expect(parseCreateInput(good)).toEqual({ ok: true, input: good });
    expect(fieldsOf({ ...good, disks: [{ ...data, source: url }, existing, ...good.disks] })).toEqual([]);
    for (const kind of ["private", "whole"]) expect(fieldsOf({ ...good, exposure: { kind } })).toEqual([]);
  });

  it.each([
    ["name", { name: "Web" }, "name", "nameFormat"],
    ["long name", { name: "x".repeat(42) }, "name", "nameTooLong"],
    ["no name", { name: "" }, "name", "nameRequired"],
    ["name of another kind", { name: 7 }, "name", "nameRequired"],
    ["no image", disk({ source: { kind: "image", name: "" } }), "disks.0.source.name", "required"],
    ["tiny disk", disk({ sizeBytes: 5 }), "disks.0.sizeBytes", "sizeTooSmall"],
    ["huge disk", disk({ sizeBytes: 2 ** 52 }), "disks.0.sizeBytes", "sizeTooLarge"],
    ["half bytes", disk({ sizeBytes: 2 ** 31 + 0.5 }), "disks.0.sizeBytes", "sizeTooSmall"],
    ["no ports", { exposure: { kind: "ports", ports: [] } }, "exposure.ports", "portsEmpty"],
    ["port 0", { exposure: { kind: "ports", ports: [22, 0] } }, "exposure.ports.1", "portRange"],
    ["port twice", { exposure: { kind: "ports", ports: [22, 22] } }, "exposure.ports.1", "portDuplicate"],
    ["private key", { sshKeys: ["-----BEGIN OPENSSH PRIVATE KEY-----"] }, "sshKeys.0", "sshKeyPrivate"],
    ["two lines", { sshKeys: [`${key}\n${key}`] }, "sshKeys.0", "sshKeyInvalid"],
    ["another type inside", { sshKeys: [key.replace("ssh-ed25519", "ssh-rsa")] }, "sshKeys.0", "sshKeyInvalid"],
    ["options before the key", { sshKeys: [`command="x" ${key}`] }, "sshKeys.0", "sshKeyInvalid"],
    ["the same key again", { sshKeys: [key, `${key} again`] }, "sshKeys.1", "sshKeyDuplicate"],
    ["no disk", { disks: [] }, "disks", "disksEmpty"],
    [
      "too many disks",
      { disks: Array.from({ length: 21 }, (_, n) => ({ ...data, part: `data-${n}` })) },
      "disks",
      "tooMany",
    ],
    ["two disks of one name", { disks: [...good.disks, data, data] }, "disks.2.part", "diskDuplicate"],
    ["a disk's own name that is none", disk({ name: "Web" }), "disks.0.name", "nameFormat"],
    ["a disk's own name that is empty", disk({ name: "" }), "disks.0.name", "nameRequired"],
    ["a disk's own name that is too long", disk({ name: "x".repeat(46) }), "disks.0.name", "nameTooLong"],
    [
      "two disks of one own name",
      {
        disks: [
          { ...good.disks[0], name: "a" },
          { ...data, name: "a" },
        ],
      },
      "disks.1.name",
      "diskDuplicate",
    ],
    [
      "a new disk named as one that exists",
      { disks: [existing, { ...data, name: "spare" }] },
      "disks.1.name",
      "diskDuplicate",
    ],
    ["one disk twice", { disks: [existing, existing] }, "disks.1.name", "diskDuplicate"],
    ["a part that is no name", { disks: [{ ...data, part: "-" }] }, "disks.0.part", "nameFormat"],
    ["a bus nobody knows", disk({ bus: "nvme" }), "disks.0.bus", "busInvalid"],
    ["a private address", disk({ source: { ...url, url: "http://10.0.0.1/" } }), "disks.0.source.url", "urlPrivate"],
    [
      "a registry of another kind",
      disk({ source: { kind: "registry", url: "x" } }),
      "disks.0.source.url",
      "registryScheme",
    ],
    [
      "a checksum cut off",
      disk({ source: { ...url, checksum: "sha256:ab" } }),
      "disks.0.source.checksum",
      "checksumFormat",
    ],
    [
      "a header twice",
      disk({ source: { ...url, headers: [header, { ...header, name: "x-a" }] } }),
      "disks.0.source.headers.1.name",
      "headerDuplicate",
    ],
    ["half a core", custom({ cpu: 0.5 }), "size.cpu", "cpuRange"],
    ["no core", custom({ sockets: 0 }), "size.sockets", "cpuRange"],
    ["more cores than any node", custom({ cpu: 256, sockets: 4 }), "size.sockets", "cpuRange"],
    ["hardly any memory", custom({ memoryBytes: 1 }), "size.memoryBytes", "memoryTooSmall"],
    ["user data that is no text", { cloudInit: "#cloud-config\0" }, "cloudInit", "cloudInitBinary"],
    ["endless user data", { cloudInit: "x".repeat(300_000) }, "cloudInit", "cloudInitTooLarge"],
    ["a network twice", { networks: ["a", "a"] }, "networks.1", "networkDuplicate"],
    ["a network that is no name", { networks: ["A/b"] }, "networks.0", "networkFormat"],
    ["ICMP as text", { icmp: "yes" }, "icmp", "required"],
    ["start as text", { start: "yes" }, "start", "required"],
  ])("refuses %s", (_, change, path, rule) => {
    expect(fieldsOf({ ...good, ...change })).toEqual([[path, rule]]);
  });

  it("knows that disks have longer names than machines", () => {
    expect(fieldsOf({ ...good, ...disk({ name: "x".repeat(45) }) })).toEqual([]);
    const parsed = parseCreateInput({ ...good, ...disk({ name: "x".repeat(46) }) });
    expect(parsed).toMatchObject({ fields: [{ rule: "nameTooLong", values: { max: 45 } }] });
  });

  it.each([null, [], "x", {}, { ...good, running: true }, { ...good, exposure: { kind: "open" } }])(
    "refuses %j, with known rules only",
    (value) => {
      const parsed = parseCreateInput(value);
      expect(parsed.ok).toBe(false);
      if (!parsed.ok) {
        expect(parsed.fields.length).toBeGreaterThan(0);
        for (const { rule } of parsed.fields) expect(createRules).toContain(rule);
      }
    },
  );
});
