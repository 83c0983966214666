import { type HclValue, hclBlock, hclIdentifier, Reference } from "./hcl.ts";
import type { SourceSpec, VmDiskManifest, VmInstanceManifest } from "./manifest.ts";
import type { CreatePlan } from "./plan.ts";

/**
 * The plan as resources of the provider `cozystack/cozystack`. What the provider cannot express is left out whole, and `terraformGaps` says
 * so: an object that is nearly the same would be another one. Schemas: github.com/cozystack/terraform-provider-cozystack, docs/resources.
 */
export const terraformOf = (plan: CreatePlan): string => {
  const disks = plan.disks.filter((disk) => diskGap(disk) === null);
  const blocks = disks.map(diskBlock);
  const vm = machineGap(plan.vm) === null ? machineBlock(plan.vm, disks) : null;
  if (vm !== null) blocks.push(vm);
  return blocks.length === 0 ? "" : [head, ...blocks].join("\n");
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
export type TerraformGap = { name: string; reason: TerraformReason };

export const terraformGaps = ({ disks, vm }: CreatePlan): TerraformGap[] =>
  [
    ...disks.map((disk) => ({ name: disk.metadata.name, reason: diskGap(disk) })),
    { name: vm.metadata.name, reason: machineGap(vm) },
  ].flatMap(({ name, reason }) => (reason === null ? [] : [{ name, reason }]));

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
