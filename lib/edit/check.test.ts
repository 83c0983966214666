import { describe, expect, it } from "vitest";
import { catalogueFixture } from "../create/catalogue.fixture.ts";
import { eraDialects } from "../resources/dialect/eras.fixture.ts";
import type { VmChange } from "./change.ts";
import { changeProblems } from "./check.ts";
import { settingsIn } from "./stored.fixture.ts";

const key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGPKSUrxVRgIV2y3ICL8fFxFhkqzEEHFBs6mHqSeiTlF me";

const rulesOf = (change: VmChange, stored: object = {}, more: object = {}) =>
  changeProblems(change, {
    name: "web",
    settings: settingsIn("current", stored),
    catalogue: { ...catalogueFixture, ...more },
    isTalos: false,
  }).map(({ path, rule }) => `${path} ${rule}`);

describe("a change is judged by the rules of create", () => {
  it.each<[string, VmChange, string[], object?]>([
    ["a type of the catalogue", { size: { kind: "type", instanceType: "u1.large" } }, []],
    [
      "a type that is not there",
      { size: { kind: "type", instanceType: "u9.huge" } },
      ["size.instanceType unknownChoice"],
    ],
    [
      "a type too small for the profile",
      { size: { kind: "type", instanceType: "u1.nano" } },
      ["size.instanceType typeTooSmall"],
    ],
    ["a profile too large for the type", { profile: "oraclelinux" }, ["profile typeTooSmall"]],
    ["a profile that is not there", { profile: "beos" }, ["profile unknownChoice"]],
    ["a type that went and stays", { profile: "debian" }, [], { instanceType: "gone.medium" }],
    ["a free disk", { disks: [{ name: "spare", bus: "virtio" }] }, []],
    ["a disk of another machine", { disks: [{ name: "ubuntu-2-system", bus: "" }] }, ["disks.0.name diskAttached"]],
    ["a disk that is leaving", { disks: [{ name: "leaving", bus: "" }] }, ["disks.0.name diskDeleting"]],
    ["a disk that is not there", { disks: [{ name: "gone", bus: "" }] }, ["disks.0.name diskGone"]],
    ["a disk that it has already and that is gone", { disks: [{ name: "web-system", bus: "" }] }, []],
    ["an unknown bus", { disks: [{ name: "spare", bus: "ide" }] }, ["disks.0.bus busInvalid"]],
    ["the odd bus that it has", { disks: [{ name: "a", bus: "ide" }] }, [], { disks: [{ name: "a", bus: "ide" }] }],
    ["a network of the tenant", { networks: ["subnet-1a2b3c4d"] }, []],
    ["a network that is not there", { networks: ["other"] }, ["networks.0 unknownChoice"]],
    ["a network that it has", { networks: ["other"] }, [], { networks: [{ name: "other" }] }],
    ["a key", { sshKeys: [key] }, []],
    ["no key", { sshKeys: ["ssh-ed25519 two"] }, ["sshKeys.0 sshKeyInvalid"]],
    ["the odd key that it has", { sshKeys: ["ssh-ed25519 one"] }, []],
    ["a key twice", { sshKeys: [key, `${key}self`] }, ["sshKeys.1 sshKeyDuplicate"]],
    ["user data that nothing reads", { cloudInit: "hello" }, ["cloudInit cloudInitStart"]],
    ["none", { cloudInit: "" }, []],
  ])("%s", (_what, change, problems, stored) => expect(rulesOf(change, stored)).toEqual(problems));

  it("Talos is told in words of its own", () => {
    const against = { name: "web", settings: settingsIn("current"), catalogue: catalogueFixture, isTalos: true };
    expect(changeProblems({ cloudInit: "version: v1alpha1" }, against)).toEqual([]);
  });

  it("what the platform's schema lacks is not asked of it", () => {
    const dialect = { ...eraDialects.documented, cloudInit: false, sshKeys: false, customSize: false };
    const custom = { kind: "custom", cpu: 2, sockets: 1, memoryBytes: 8 * 1024 ** 3 } as const;
    const change: VmChange = { size: custom, icmp: false, networks: ["a"], sshKeys: [key], cloudInit: "#!/bin/sh" };
    expect(rulesOf({ ...change, disks: [{ name: "spare", bus: "sata" }] }, {}, { dialect }).sort()).toEqual(
      ["cloudInit", "disks.0.bus", "icmp", "networks", "size", "sshKeys"].map((path) => `${path} notOffered`),
    );
  });

  it("a part of the catalogue that could not be read says nothing", () => {
    const change: VmChange = { size: { kind: "type", instanceType: "x1.y" }, disks: [{ name: "new", bus: "" }] };
    const unread = { instanceTypes: [], disks: [], missing: ["instancetypes", "names"] };
    expect(rulesOf(change, {}, unread)).toEqual([]);
  });
});
