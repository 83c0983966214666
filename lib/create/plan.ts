import { type DiskEntries, diskEntries, type PowerSpec, powerSpec } from "../resources/dialect/write.ts";
import { derivedName } from "../resources/free-name.ts";
import type { CatalogueView } from "../resources/image/view.ts";
import { diskNameLimit } from "../resources/names.ts";
import { bytesToQuantity } from "../resources/quantity.ts";
import type { QuotaView } from "../resources/tenant/view.ts";
import type { Exposure } from "../resources/vm/view.ts";
import type { CreateInput } from "./input.ts";
import { type QuotaEffect, quotaEffects } from "./quota.ts";
import type { CreateStepId } from "./task.ts";

/**
 * The label every object made here carries. A plain key: the platform prefixes it, and objects without any user label share a map inside the
 * aggregated server that its writers corrupt (platform-api.md 10.2.2).
 */
export const ownLabel = { "created-by": "porthole" } as const;

const apiVersion = "apps.cozystack.io/v1alpha1";
type Metadata = { name: string; namespace: string; labels: Readonly<Record<string, string>> };

export type VmDiskManifest = {
  apiVersion: typeof apiVersion;
  kind: "VMDisk";
  metadata: Metadata;
  spec: { source?: { image: { name: string } }; optical?: boolean; storage: string; storageClass: string };
};

export type VmInstanceManifest = {
  apiVersion: typeof apiVersion;
  kind: "VMInstance";
  metadata: Metadata;
  spec: PowerSpec & {
    instanceType: string;
    instanceProfile: string;
    disks: DiskEntries;
    external: boolean;
    externalMethod?: "PortList" | "WholeIP";
    externalPorts?: number[];
    sshKeys?: string[];
  };
};

export type Manifest = VmDiskManifest | VmInstanceManifest;

/** What will be done, in order: each step with the object it makes or waits for. */
export type PlanStep = { id: CreateStepId; kind: string; names: string[] };

export type CreatePlan = {
  steps: PlanStep[];
  disks: VmDiskManifest[];
  vm: VmInstanceManifest;
  quota: QuotaEffect[];
};

/** The whole plan of an input in one tenant, from the catalogue alone and in its dialect: the page shows it, the server runs it. */
export const planOf = (
  input: CreateInput,
  tenant: string,
  catalogue: CatalogueView,
  quota: QuotaView | null = null,
): CreatePlan => {
  const disks = disksOf(input, tenant, catalogue);
  const diskNames = disks.map(({ metadata }) => metadata.name);
  const vm: VmInstanceManifest = {
    apiVersion,
    kind: "VMInstance",
    metadata: { name: input.name, namespace: tenant, labels: ownLabel },
    spec: {
      ...powerSpec(catalogue.dialect, input.start ? "Always" : "Halted"),
      instanceType: input.instanceType,
      instanceProfile: input.profile,
      disks: diskEntries(
        catalogue.dialect,
        diskNames.map((name) => ({ name })),
      ),
      ...exposureSpec(input.exposure),
      ...(input.sshKeys.length > 0 && { sshKeys: input.sshKeys }),
    },
  };
  return { steps: stepsOf(input, diskNames), disks, vm, quota: quotaEffects(input, catalogue, quota) };
};

const stepsOf = (input: CreateInput, disks: string[]): PlanStep[] => {
  const names = [input.name];
  const steps: PlanStep[] = [
    { id: "disk", kind: "VMDisk", names: disks },
    { id: "data-volume", kind: "DataVolume", names: disks },
    { id: "vm", kind: "VMInstance", names },
    { id: "import", kind: "DataVolume", names: disks },
  ];
  if (input.start) steps.push({ id: "boot", kind: "VirtualMachine", names });
  if (input.exposure.kind !== "private") steps.push({ id: "address", kind: "Service", names });
  return steps;
};

/** The system disk; for an installer an empty one, and the installer behind it, so that it boots only while the first is empty. */
const disksOf = (input: CreateInput, tenant: string, catalogue: CatalogueView): VmDiskManifest[] => {
  const { storageClass, sizeBytes } = input.systemDisk;
  const image = catalogue.images.find(({ name }) => name === input.image);
  const source = { image: { name: input.image } };
  const disk = (
    part: string,
    spec: Pick<VmDiskManifest["spec"], "source" | "optical">,
    bytes: number,
  ): VmDiskManifest => ({
    apiVersion,
    kind: "VMDisk",
    metadata: {
      name: derivedName(input.name, part, catalogue.takenDiskNames, diskNameLimit),
      namespace: tenant,
      labels: ownLabel,
    },
    spec: { ...spec, storage: bytesToQuantity(bytes), storageClass },
  });
  return image?.kind === "installer"
    ? [disk("system", {}, sizeBytes), disk("installer", { source, optical: true }, image.minimumBytes)]
    : [disk("system", { source }, sizeBytes)];
};

const exposureSpec = (
  exposure: Exposure,
): Pick<VmInstanceManifest["spec"], "external" | "externalMethod" | "externalPorts"> => {
  switch (exposure.kind) {
    case "private":
      return { external: false };
    case "ports":
      return { external: true, externalMethod: "PortList", externalPorts: exposure.ports };
    case "whole":
      return { external: true, externalMethod: "WholeIP" };
  }
};
