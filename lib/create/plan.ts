import type { CatalogueView } from "../resources/image/view.ts";
import type { QuotaView } from "../resources/tenant/view.ts";
import type { CreateInput } from "./input.ts";
import { startsInstaller } from "./installers.ts";
import type { VmDiskManifest, VmInstanceManifest } from "./manifest.ts";
import { vmDisksOf } from "./plan-disks.ts";
import { vmInstanceOf } from "./plan-vm.ts";
import { type QuotaEffect, quotaEffects } from "./quota.ts";
import type { CreateStepId } from "./task.ts";

/** What will be done, in order: each step with the object it makes or waits for. */
export type PlanStep = { id: CreateStepId; kind: string; names: string[] };

export type CreatePlan = {
  /** Somebody has to install it, on its screen. */
  installs: boolean;
  steps: PlanStep[];
  /** New disks, in boot order. */
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
  /** The plan is one machine's; its quota is that of so many. */
  copies = 1,
): CreatePlan => {
  const { made, attached } = vmDisksOf(input, tenant, catalogue);
  const installs = startsInstaller(input, catalogue);
  return {
    installs,
    steps: stepsOf(
      input,
      installs,
      made.map(({ metadata }) => metadata.name),
    ),
    disks: made,
    vm: vmInstanceOf(input, tenant, attached, catalogue.dialect),
    quota: quotaEffects(input, catalogue, quota, copies),
  };
};

const stepsOf = (input: CreateInput, isInstaller: boolean, disks: string[]): PlanStep[] => {
  const names = [input.name];
  const steps: PlanStep[] = [{ id: "vm", kind: "VMInstance", names }];
  if (disks.length > 0) {
    steps.unshift(
      { id: "disk", kind: "VMDisk", names: disks },
      { id: "data-volume", kind: "DataVolume", names: disks },
    );
    steps.push({ id: "import", kind: "DataVolume", names: disks });
  }
  if (input.start) steps.push({ id: "schedule", kind: "Pod", names }, { id: "boot", kind: "VirtualMachine", names });
  if (input.exposure.kind !== "private") steps.push({ id: "address", kind: "Service", names });
  // An installer answers on no port.
  if (input.start && input.exposure.kind !== "private" && !isInstaller)
    steps.push({ id: "answer", kind: "VirtualMachineInstance", names });
  return steps;
};

/** The plan with other names for its new disks, in their order: those that an earlier try of it gave them. */
export const withDiskNames = (plan: CreatePlan, names: readonly string[]): CreatePlan => {
  const renamed = new Map(plan.disks.map(({ metadata }, index) => [metadata.name, names[index] ?? metadata.name]));
  const nameOf = (name: string): string => renamed.get(name) ?? name;
  const { disks } = plan.vm.spec;
  const entries = disks.map((entry) =>
    typeof entry === "string" ? nameOf(entry) : { ...entry, name: nameOf(entry.name) },
  );
  return {
    ...plan,
    steps: plan.steps.map((step) => ({ ...step, names: step.names.map(nameOf) })),
    disks: plan.disks.map((disk) => ({ ...disk, metadata: { ...disk.metadata, name: nameOf(disk.metadata.name) } })),
    // Each entry keeps the form that the dialect gave all of them.
    vm: { ...plan.vm, spec: { ...plan.vm.spec, disks: entries as typeof disks } },
  };
};
