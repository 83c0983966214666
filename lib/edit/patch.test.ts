import { describe, expect, it } from "vitest";
import { eraDialects, eras } from "../resources/dialect/eras.fixture.ts";
import type { VmChange } from "./change.ts";
import { specPatch } from "./patch.ts";
import { settingsIn } from "./stored.fixture.ts";

const gibibyte = 1024 ** 3;
type Row = [what: string, stored: object, change: VmChange, sent: object];

/** What is sent the same way on every platform. */
const everywhere: Row[] = [
  ["going private", {}, { exposure: { kind: "private" } }, { external: false }],
  ["another port", {}, { exposure: { kind: "ports", ports: [22] } }, { externalPorts: [22] }],
  ["all ports", {}, { exposure: { kind: "whole" } }, { externalMethod: "WholeIP" }],
  [
    "ports of a private machine",
    { external: false },
    { exposure: { kind: "ports", ports: [80] } },
    { external: true, externalMethod: "PortList", externalPorts: [80] },
  ],
  [
    "ports instead of all",
    { externalMethod: "WholeIP" },
    { exposure: { kind: "ports", ports: [80] } },
    { externalMethod: "PortList", externalPorts: [80] },
  ],
  [
    "all ports of a private machine",
    { external: false },
    { exposure: { kind: "whole" } },
    { external: true, externalMethod: "WholeIP" },
  ],
  ["another type", {}, { size: { kind: "type", instanceType: "u1.large" } }, { instanceType: "u1.large" }],
  [
    "a size of one's own",
    {},
    { size: { kind: "custom", cpu: 2, sockets: 1, memoryBytes: 3 * gibibyte } },
    { instanceType: "", resources: { cpu: "2", sockets: "1", memory: "3Gi" } },
  ],
  [
    "more memory of such a size",
    { instanceType: "", resources: { cpu: "2", sockets: "1", memory: "3Gi" } },
    { size: { kind: "custom", cpu: 2, sockets: 1, memoryBytes: 4 * gibibyte } },
    { resources: { memory: "4Gi" } },
  ],
  [
    "a type instead of such a size",
    { instanceType: "", resources: { cpu: "2", sockets: "1", memory: "3Gi" } },
    { size: { kind: "type", instanceType: "u1.large" } },
    { instanceType: "u1.large", resources: { cpu: null, sockets: null, memory: null } },
  ],
  ["another profile", {}, { profile: "fedora" }, { instanceProfile: "fedora" }],
  ["no profile", {}, { profile: "" }, { instanceProfile: "" }],
  ["other keys", {}, { sshKeys: ["ssh-ed25519 two"] }, { sshKeys: ["ssh-ed25519 two"] }],
  ["no keys", {}, { sshKeys: [] }, { sshKeys: [] }],
  ["other user data", {}, { cloudInit: "#!/bin/sh\n" }, { cloudInit: "#!/bin/sh\n" }],
  ["no user data", {}, { cloudInit: "" }, { cloudInit: "" }],
  ["a new seed", {}, { cloudInitSeed: "2" }, { cloudInitSeed: "2" }],
  [
    "two things at once",
    {},
    { profile: "fedora", sshKeys: [], exposure: { kind: "ports", ports: [22, 443] } },
    { instanceProfile: "fedora", sshKeys: [] },
  ],
];

describe.each(eras)("the patch for a platform of %s", (era) => {
  const dialect = eraDialects[era];
  const patch = (stored: object, change: VmChange) => specPatch(dialect, settingsIn(era, stored), change);

  it.each(everywhere)("%s", (_what, stored, change, sent) => expect(patch(stored, change)).toEqual(sent));

  it("of what is so already is nothing", () => {
    const { exposure, profile, disks, networks, sshKeys, cloudInitSeed } = settingsIn(era);
    const same = { exposure, profile, disks, networks, sshKeys, cloudInitSeed };
    expect(patch({}, { ...same, size: { kind: "type", instanceType: "u1.medium" } })).toEqual({});
    expect(patch({ cloudInit: "" }, { cloudInit: "" })).toEqual({});
    expect(patch({}, {})).toEqual({});
  });

  it("lists disks in boot order, in its own form", () => {
    const disks = [
      { name: "web-data", bus: "scsi" },
      { name: "web-system", bus: "" },
    ];
    const objects = [{ name: "web-data", bus: "scsi" }, { name: "web-system" }];
    expect(patch({}, { disks })).toEqual({ disks: era === "documented" ? ["web-data", "web-system"] : objects });
    expect(patch({}, { disks: [] })).toEqual({ disks: [] });
  });

  it("knows where networks stand, if it has any", () => {
    const networks = ["a"];
    const sent = { "0.34": {}, "0.38": { subnets: [{ name: "a" }] }, current: { networks: [{ name: "a" }] } };
    expect(patch({}, { networks })).toEqual(era === "documented" ? {} : sent[era]);
  });

  it("says ICMP only where there is such a field", () => {
    expect(patch({}, { icmp: false })).toEqual(dialect.icmp ? { externalAllowICMP: false } : {});
    expect(patch({}, { icmp: true })).toEqual({});
  });
});

it("the old twin of networks does not come back when the new list is empty", () => {
  const before = settingsIn("current", { subnets: [{ name: "old" }] });
  expect(specPatch(eraDialects.current, before, { networks: [] })).toEqual({ networks: [], subnets: [] });
  expect(specPatch(eraDialects.current, before, { networks: ["old"] })).toEqual({});
});

it("a bus that this platform has no place for is no change", () => {
  const disks = [
    { name: "web-system", bus: "sata" },
    { name: "web-data", bus: "" },
  ];
  expect(specPatch(eraDialects.documented, settingsIn("documented"), { disks })).toEqual({});
});
