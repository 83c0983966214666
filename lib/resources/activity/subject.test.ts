import { expect, it } from "vitest";
import { subjectOf } from "./subject.ts";

it.each([
  ["VirtualMachine", "vm-instance-web-01", "web-01", null],
  ["HelmRelease", "vm-instance-web-01", "web-01", null],
  ["Service", "vm-instance-web-01", "web-01", null],
  ["Pod", "virt-launcher-vm-instance-web-01-x7k2p", "web-01", null],
  ["DataVolume", "vm-disk-web-system", null, "web-system"],
  ["PersistentVolumeClaim", "vm-disk-web-system", null, "web-system"],
  ["Pod", "importer-vm-disk-web-system", null, "web-system"],
  ["VMInstance", "web", "web", null],
  ["VMDisk", "web", null, "web"],
])("%s %s belongs to machine %s, disk %s", (kind, name, vm, disk) =>
  expect(subjectOf(kind, name)).toEqual({ vm, disk, other: null }),
);

it.each([
  ["Pod", "vm-instance-web"],
  ["Service", "kubernetes"],
  ["HelmRelease", "vm-instance-"],
  ["HelmRelease", ""],
])("%s %s belongs to none", (kind, name) =>
  expect(subjectOf(kind, name)).toEqual({ vm: null, disk: null, other: null }),
);

it.each([
  ["VirtualMachine", "legacy"],
  ["VirtualMachineInstance", "legacy"],
  ["Pod", "virt-launcher-legacy-x7k2p"],
])("%s %s may belong to a machine that no release made", (kind, name) =>
  expect(subjectOf(kind, name)).toEqual({ vm: null, disk: null, other: "legacy" }),
);
