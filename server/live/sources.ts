import type * as z from "zod";
import { type VmDiskObject, vmDiskSchema } from "#lib/resources/disk/schema.ts";
import { parseList } from "#lib/resources/kube-object.ts";
import {
  type LauncherPod,
  launcherPodSchema,
  type RunningMachine,
  runningMachineSchema,
  type Service,
  serviceSchema,
  type VirtualMachine,
  type VmInstanceObject,
  virtualMachineSchema,
  vmInstanceSchema,
  type WorkloadMonitor,
  workloadMonitorSchema,
} from "#lib/resources/vm/schema.ts";
import { isTransitionalStatus } from "#lib/resources/vm/status.ts";
import type { Person } from "../auth/person.ts";
import type { Kube, KubePath } from "../kube/api.ts";
import type { Logger } from "../log.ts";
import type { Retry } from "./retry.ts";
import type { Change, Listing, Source } from "./source.ts";
import { watchSource } from "./watch-source.ts";

/** What the list of one tenant's machines is joined from (platform-api.md 11.1). */
export type Sources = {
  instances: Source<VmInstanceObject>;
  disks: Source<VmDiskObject>;
  pods: Source<LauncherPod>;
  services: Source<Service>;
  monitors: Source<WorkloadMonitor>;
  machines: Source<VirtualMachine>;
  running: Source<RunningMachine>;
};

export type SourceHandlers = {
  onInstances: (changes: Change<VmInstanceObject>[]) => void;
  onDisks: (changes: Change<VmDiskObject>[]) => void;
  onPods: (changes: Change<LauncherPod>[]) => void;
  onServices: (changes: Change<Service>[]) => void;
  onMonitors: (changes: Change<WorkloadMonitor>[]) => void;
  onMachines: (changes: Change<VirtualMachine>[]) => void;
  onRunning: (changes: Change<RunningMachine>[]) => void;
  onState: () => void;
};

export type SourcesOptions = {
  kube: Kube;
  person: () => Person;
  tenant: string;
  listing: Listing;
  retry: Retry;
  log: Logger;
};

export const openSources = ({ tenant, ...context }: SourcesOptions, handlers: SourceHandlers): Sources => {
  const { onState } = handlers;
  const reading = <T extends z.ZodType>(
    schema: T,
    path: KubePath,
    onChange: (changes: Change<z.output<T>>[]) => void,
  ) => ({
    ...context,
    path,
    parse: (object: unknown): z.output<T> | null => schema.safeParse(object).data ?? null,
    parseAll: (answer: unknown) => parseList(schema, answer),
    onChange,
    onState,
  });
  const cozystack = (resource: string): KubePath => [
    "apis",
    "apps.cozystack.io",
    "v1alpha1",
    "namespaces",
    tenant,
    resource,
  ];
  const core = (resource: string): KubePath => ["api", "v1", "namespaces", tenant, resource];
  const monitors: KubePath = ["apis", "cozystack.io", "v1alpha1", "namespaces", tenant, "workloadmonitors"];
  const kubevirt = (resource: string): KubePath => ["apis", "kubevirt.io", "v1", "namespaces", tenant, resource];
  return {
    instances: watchSource({
      ...reading(vmInstanceSchema, cozystack("vminstances"), handlers.onInstances),
      isAggregated: true,
    }),
    disks: watchSource({ ...reading(vmDiskSchema, cozystack("vmdisks"), handlers.onDisks), isAggregated: true }),
    pods: watchSource({
      ...reading(launcherPodSchema, core("pods"), handlers.onPods),
      query: { labelSelector: "kubevirt.io=virt-launcher" },
      isAggregated: false,
    }),
    services: watchSource({ ...reading(serviceSchema, core("services"), handlers.onServices), isAggregated: false }),
    monitors: watchSource({ ...reading(workloadMonitorSchema, monitors, handlers.onMonitors), isAggregated: false }),
    machines: watchSource({
      ...reading(virtualMachineSchema, kubevirt("virtualmachines"), handlers.onMachines),
      isAggregated: false,
      isTransitional: ({ status }) => isTransitionalStatus(status.printableStatus) || status.printableStatus === "",
    }),
    running: watchSource({
      ...reading(runningMachineSchema, kubevirt("virtualmachineinstances"), handlers.onRunning),
      isAggregated: false,
    }),
  };
};
