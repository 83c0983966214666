import { describe, expect, it } from "vitest";
import type { CatalogueView } from "../resources/image/view.ts";
import { catalogueFixture as catalogue } from "./catalogue.fixture.ts";
import { catalogueProblems } from "./check.ts";
import { defaultInput } from "./defaults.ts";
import { createRules } from "./rules.ts";
import { parseCreateInput } from "./schema.ts";

const key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGPKy7rKzJ8l0yvJ0bqK6Jm0hP0gQ6J0v6bL0F3u1m2a me@laptop";
const good = defaultInput(catalogue, null, [key]);
const disk = (change: object) => ({ disks: good.disks.map((one) => ({ ...one, ...change })) });
const ofType = (instanceType: string) => ({ size: { kind: "type", instanceType } });
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
    ["too many keys", { sshKeys: Array(51).fill(key) }, "sshKeys", "tooMany"],
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
    [{ name: "ubuntu-1" }, "name", "nameTaken"],
    [disk({ source: { kind: "image", name: "beos-5" } }), "disks.0.source.name", "unknownChoice"],
    [ofType("u9.huge"), "size.instanceType", "unknownChoice"],
    [ofType("u1.nano"), "size.instanceType", "typeTooSmall"],
    [{ profile: "beos" }, "profile", "unknownChoice"],
    [disk({ sizeBytes: 2 ** 30 }), "disks.0.sizeBytes", "sizeBelowSource"],
    [disk({ storageClass: "tape" }), "disks.0.storageClass", "storageClassGone"],
  ])("refuses %j", (change, path, rule) => expect(rulesOf(change)).toEqual([[path, rule]]));

  it("does not judge by a part that could not be read", () => {
    const blind: CatalogueView = { ...catalogue, images: [], profiles: [], missing: ["images", "profiles"] };
    expect(catalogueProblems(good, blind)).toEqual([]);
  });
});
