import { expect, it } from "vitest";
import type { Era } from "../../resources/dialect/eras.fixture.ts";
import type { CreateInput } from "../input.ts";
import type { ChangeRule } from "./change.ts";
import { readPasted } from "./read.ts";
import { optionsOf } from "./reading.fixture.ts";

const machine = (spec: string, metadata = "{name: web}") =>
  `apiVersion: apps.cozystack.io/v1alpha1\nkind: VMInstance\nmetadata: ${metadata}\nspec: {disks: [{name: shared}], ${spec}}\n`;
const shared = { kind: "existing", name: "shared", bus: "" } as const;
const raw = (devices: string) =>
  `apiVersion: kubevirt.io/v1\nkind: VirtualMachine\nmetadata: {name: web}\nspec: {template: {spec: {domain: {devices: {${devices}}}}}}\n`;

type Row = [
  rule: ChangeRule,
  line: number,
  values: Record<string, string>,
  era: Era,
  text: string,
  becomes: Partial<CreateInput>,
];

it.each<Row>([
  [
    "nameMissing",
    3,
    { name: "ubuntu-1" },
    "current",
    machine("running: true", "{labels: {a: b}}"),
    { name: "ubuntu-1" },
  ],
  ["bare", 1, {}, "current", "externalMethod: WholeIP\nexternal: true\n", { exposure: { kind: "whole" } }],
  [
    "busDropped",
    4,
    { bus: "sata" },
    "0.34",
    machine("disks: [{name: shared, bus: sata}]").replace("disks: [{name: shared}], ", ""),
    { disks: [shared] },
  ],
  [
    "icmpDropped",
    4,
    {},
    "0.38",
    machine("external: true, externalAllowICMP: false"),
    { exposure: { kind: "ports", ports: [22] } },
  ],
  ["networksDropped", 4, { field: "networks" }, "documented", machine("networks: [{name: lan}]"), { networks: [] }],
  ["networksDropped", 4, { field: "subnets" }, "0.34", machine("subnets: [{name: lan}]"), { networks: [] }],
  [
    "typeKept",
    4,
    { from: "nobody.knows" },
    "current",
    machine("instanceType: nobody.knows"),
    { size: optionsOf("current").over.size },
  ],
  ["profileNone", 4, { from: "haiku" }, "current", machine("instanceProfile: haiku"), { profile: "" }],
  [
    "gpuRefused",
    4,
    { from: "amd.com/MI300X" },
    "current",
    raw("gpus: [{name: a, deviceName: amd.com/MI300X}]"),
    { gpus: [] },
  ],
])("of a machine it says %s at line %i with %j, in the dialect of %s", (rule, line, values, era, text, becomes) => {
  const read = readPasted(text, optionsOf(era));
  if (!read.ok || read.kind !== "machine") throw new Error(JSON.stringify(read));
  expect(read.changes).toContainEqual({ line, rule, values });
  expect(read.input).toMatchObject(becomes);
});

it("of a DataVolume it says which VMDisk is closest, under the name that the platform gave it", () => {
  const spec = "{source: {http: {url: 'https://a.example/x.img'}}, storage: {resources: {requests: {storage: 7Gi}}}}";
  const text = `apiVersion: cdi.kubevirt.io/v1beta1\nkind: DataVolume\nmetadata: {name: vm-disk-root}\nspec: ${spec}\n`;
  const read = readPasted(text, optionsOf("current"));
  expect(read).toMatchObject({
    ...{ ok: true, kind: "disk", changes: [{ line: 2, rule: "rawDisk", values: { from: "vm-disk-root" } }] },
    made: { name: "root", disk: { source: { kind: "url", url: "https://a.example/x.img" }, sizeBytes: 7 * 2 ** 30 } },
  });
});
