import { type HclValue, hclBlock, hclIdentifier, Reference } from "./hcl.ts";
import type { SourceSpec, VmDiskManifest, VmInstanceManifest } from "./manifest.ts";
import type { CreatePlan } from "./plan.ts";

/**
 * Plans as resources of the provider `cozystack/cozystack`. What the provider cannot express is left out whole, and `terraformGaps` says
 * so: an object that is nearly the same would be another one. Schemas: github.com/cozystack/terraform-provider-cozystack, docs/resources.
 */
export const terraformOf = (...plans: readonly CreatePlan[]): string => {
  const blocks = plans.flatMap(blocksOf);
  return blocks.length === 0 ? "" : [head, ...blocks].join("\n");
};

const blocksOf = ({ disks: all, vm }: CreatePlan): string[] => {
  const disks = all.filter((disk) => diskGap(disk) === null);
  return [...disks.map(diskBlock), ...(machineGap(vm) === null ? [machineBlock(vm, disks)] : [])];
};

/** Why an object is not in the text; a key of messages `create.plan.terraformGap`. */
export type TerraformReason =
  | "empty"
  | "headers"
  | "checksum"
  | "registry"
  | "diskNames"
  | "halted"
  | "subnets"
  | "more";
export type TerraformGap = { names: string[]; reason: TerraformReason };

/** One for each reason, with all that it is the reason for. */
export const terraformGaps = (...plans: readonly CreatePlan[]): TerraformGap[] => {
  const names = new Map<TerraformReason, string[]>();
  const add = (name: string, reason: TerraformReason | null) =>
    reason && names.set(reason, [...(names.get(reason) ?? []), name]);
  for (const { disks, vm } of plans) {
    for (const disk of disks) add(disk.metadata.name, diskGap(disk));
    add(vm.metadata.name, machineGap(vm));
  }
  return [...names].map(([reason, named]) => ({ names: named, reason }));
};

const head = `terraform {
  required_providers {
    cozystack = { source = "cozystack/cozystack" }
  }
}
`;

const diskGap = ({ spec: { source, ...spec } }: VmDiskManifest): TerraformReason | null => {
  if (!Object.keys(spec).every((key) => expressedOfDisk.has(key))) return "more";
  if (!source) return "empty";
  if ("registry" in source) return "registry";
  if (!("http" in source)) return null;
  if (source.http.headers) return "headers";
  return source.http.checksum ? "checksum" : null;
};

/** The provider writes the platform's current words alone: `runStrategy`, disks as objects, `networks`. */
const machineGap = ({ spec }: VmInstanceManifest): TerraformReason | null => {
  if (spec.disks.some((disk) => typeof disk === "string")) return "diskNames";
  if ("running" in spec && !spec.running) return "halted";
  if (spec.subnets) return "subnets";
  return Object.keys(spec).every((key) => expressed.has(key)) ? null : "more";
};

const expressed: ReadonlySet<string> = new Set([
  ...["running", "runStrategy", "instanceType", "resources", "instanceProfile", "disks", "gpus", "external"],
  ...["externalMethod", "externalPorts", "externalAllowICMP", "networks", "sshKeys", "cloudInit", "cpuModel"],
]);

const expressedOfDisk: ReadonlySet<string> = new Set(["optical", "storage", "storageClass"]);

const diskBlock = ({ metadata: { name, namespace }, spec }: VmDiskManifest): string =>
  hclBlock(`resource "cozystack_vmdisk" "${hclIdentifier(name)}"`, {
    name,
    namespace,
    source: sourceOf(spec.source),
    ...(spec.optical && { optical: true }),
    storage: spec.storage,
    storage_class: spec.storageClass,
  });

const sourceOf = (source: SourceSpec | undefined): HclValue => {
  if (source && "image" in source) return { image: { name: source.image.name } };
  if (source && "disk" in source) return { disk: { name: source.disk.name } };
  return source && "http" in source ? { http: { url: source.http.url } } : {};
};

/** The provider's own defaults are left out. A reference to a disk makes the machine wait for it. */
const machineBlock = (
  { metadata: { name, namespace }, spec }: VmInstanceManifest,
  made: readonly VmDiskManifest[],
): string => {
  const isMade = (disk: string) => made.some(({ metadata }) => metadata.name === disk);
  const disks = spec.disks.flatMap((disk): HclValue[] => {
    if (typeof disk === "string") return [];
    const named = isMade(disk.name) ? new Reference(`cozystack_vmdisk.${hclIdentifier(disk.name)}.name`) : disk.name;
    return [{ name: named, ...(disk.bus && { bus: disk.bus }) }];
  });
  const cpuModel: unknown = Reflect.get(spec, "cpuModel");
  return hclBlock(`resource "cozystack_vminstance" "${hclIdentifier(name)}"`, {
    name,
    namespace,
    ...("runStrategy" in spec && { run_strategy: spec.runStrategy }),
    instance_type: spec.instanceType,
    ...(spec.resources && { resources: spec.resources }),
    instance_profile: spec.instanceProfile,
    disks,
    ...(spec.gpus && { gpus: spec.gpus }),
    external: spec.external,
    ...(spec.externalMethod && { external_method: spec.externalMethod }),
    ...(spec.externalPorts && { external_ports: spec.externalPorts }),
    ...(spec.externalAllowICMP !== undefined && { external_allow_icmp: spec.externalAllowICMP }),
    ...(spec.networks && { networks: spec.networks }),
    ...(spec.sshKeys && { ssh_keys: spec.sshKeys }),
    ...(spec.cloudInit && { cloud_init: spec.cloudInit }),
    ...(typeof cpuModel === "string" && { cpu_model: cpuModel }),
  });
};
