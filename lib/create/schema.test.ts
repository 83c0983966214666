import { describe, expect, it } from "vitest";
import { catalogueFixture as catalogue } from "./catalogue.fixture.ts";
import { catalogueProblems } from "./check.ts";
import { defaultInput } from "./defaults.ts";
import { createRules } from "./rules.ts";
import { parseCreateInput } from "./schema.ts";

const key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGPKy7rKzJ8l0yvJ0bqK6Jm0hP0gQ6J0v6bL0F3u1m2a me@laptop";
const good = defaultInput(catalogue, null, [key]);
const fieldsOf = (value: unknown) => {
  const parsed = parseCreateInput(value);
  return parsed.ok ? [] : parsed.fields.map(({ path, rule }) => [path, rule]);
};

describe("create input", () => {
  it("accepts the defaults and every exposure", () => {
    expect(parseCreateInput(good)).toEqual({ ok: true, input: good });
    for (const kind of ["private", "whole"]) expect(fieldsOf({ ...good, exposure: { kind } })).toEqual([]);
  });

  it.each([
    ["name", { name: "Web" }, "name", "name-format"],
    ["long name", { name: "x".repeat(42) }, "name", "name-too-long"],
    ["no name", { name: "" }, "name", "name-required"],
    ["name of another kind", { name: 7 }, "name", "name-required"],
    ["no image", { image: "" }, "image", "required"],
    ["tiny disk", { systemDisk: { sizeBytes: 5, storageClass: "local" } }, "systemDisk.sizeBytes", "disk-too-small"],
    ["huge disk", { systemDisk: { sizeBytes: 2 ** 52, storageClass: "a" } }, "systemDisk.sizeBytes", "disk-too-large"],
    [
      "half bytes",
      { systemDisk: { sizeBytes: 2 ** 31 + 0.5, storageClass: "a" } },
      "systemDisk.sizeBytes",
      "disk-too-small",
    ],
    ["no ports", { exposure: { kind: "ports", ports: [] } }, "exposure.ports", "ports-empty"],
    ["port 0", { exposure: { kind: "ports", ports: [22, 0] } }, "exposure.ports.1", "port-range"],
    ["port twice", { exposure: { kind: "ports", ports: [22, 22] } }, "exposure.ports.1", "port-duplicate"],
    ["private key", { sshKeys: ["-----BEGIN OPENSSH PRIVATE KEY-----"] }, "sshKeys.0", "ssh-key-private"],
    ["two lines", { sshKeys: [`${key}\n${key}`] }, "sshKeys.0", "ssh-key-format"],
    ["another type inside", { sshKeys: [key.replace("ssh-ed25519", "ssh-rsa")] }, "sshKeys.0", "ssh-key-format"],
    ["options before the key", { sshKeys: [`command="x" ${key}`] }, "sshKeys.0", "ssh-key-format"],
    ["too many keys", { sshKeys: Array(51).fill(key) }, "sshKeys", "too-many-keys"],
    ["start as text", { start: "yes" }, "start", "required"],
  ])("refuses %s", (_, change, path, rule) => {
    expect(fieldsOf({ ...good, ...change })).toEqual([[path, rule]]);
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

describe("create input against the catalogue", () => {
  const rulesOf = (change: object) =>
    catalogueProblems({ ...good, ...change }, catalogue).map(({ path, rule }) => [path, rule]);

  it("accepts the defaults", () => expect(rulesOf({})).toEqual([]));

  it.each([
    [{ name: "ubuntu-1" }, "name", "name-taken"],
    [{ image: "beos-5" }, "image", "image-unknown"],
    [{ instanceType: "u9.huge" }, "instanceType", "type-unknown"],
    [{ instanceType: "u1.nano" }, "instanceType", "type-too-small"],
    [{ profile: "beos" }, "profile", "profile-unknown"],
    [{ systemDisk: { sizeBytes: 2 ** 30, storageClass: "local" } }, "systemDisk.sizeBytes", "disk-too-small"],
    [{ systemDisk: { sizeBytes: 2 ** 40, storageClass: "tape" } }, "systemDisk.storageClass", "storage-class-unknown"],
  ])("refuses %j", (change, path, rule) => expect(rulesOf(change)).toEqual([[path, rule]]));

  it("does not judge by a part that could not be read", () => {
    const blind = { ...catalogue, images: [], profiles: [], missing: ["images", "profiles"] };
    expect(catalogueProblems(good, blind)).toEqual([]);
  });
});
