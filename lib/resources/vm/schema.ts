import * as z from "zod";
import {
  conditionsSchema,
  flag,
  lenient,
  metadataSchema,
  optionalText,
  quantity,
  section,
  text,
} from "../kube-object.ts";

/** VMInstance (`apps.cozystack.io/v1alpha1`). The aggregated server validates nothing, so any field may hold anything. */
export const vmInstanceSchema = z.object({
  metadata: metadataSchema,
  spec: section({
    external: flag,
    externalMethod: text,
    externalPorts: lenient(z.number().int()),
    runStrategy: optionalText,
    /** Platforms before v1.0 said `running` instead of a run strategy. */
    running: z.boolean().nullable().catch(null).default(null),
    instanceType: text,
    instanceProfile: text,
    /** `name` is empty where the stored entry was of another dialect and reads back as `{}` (platform-api.md 1.5). */
    disks: lenient(z.object({ name: text, bus: text })),
    resources: section({ cpu: quantity, sockets: quantity, memory: quantity }),
    /** Only how many: the list has no use for the keys. */
    sshKeys: lenient(z.string()).transform((keys) => keys.length),
    /** Only whether there is one: it often holds a password. */
    cloudInit: text.transform((userData) => userData !== ""),
  }),
  status: section({ conditions: conditionsSchema }),
});
export type VmInstance = z.output<typeof vmInstanceSchema>;

/** The desired strategy in today's words. */
export const runStrategyOf = ({ spec }: VmInstance): string =>
  spec.runStrategy ?? (spec.running === false ? "Halted" : "Always");

/** A disk entry without a name: writing anything to this object would store the loss (platform-api.md 10.2.6, rule 6). */
export const isContradictory = ({ spec }: VmInstance): boolean => spec.disks.some(({ name }) => name === "");

/** VirtualMachine (`kubevirt.io/v1`), readable from `admin` on. */
export const virtualMachineSchema = z.object({
  metadata: metadataSchema,
  spec: section({ runStrategy: text }),
  status: section({
    printableStatus: text,
    conditions: conditionsSchema,
    stateChangeRequests: lenient(z.object({ action: text })),
  }),
});
export type VirtualMachine = z.output<typeof virtualMachineSchema>;

const containerStatusSchema = z.object({ state: section({ waiting: section({ reason: text, message: text }) }) });

export const launcherPodSchema = z.object({
  metadata: metadataSchema,
  spec: section({ nodeName: optionalText }),
  status: section({
    phase: text,
    podIP: optionalText,
    conditions: conditionsSchema,
    containerStatuses: lenient(containerStatusSchema),
  }),
});
export type LauncherPod = z.output<typeof launcherPodSchema>;

/** The label by which a launcher pod names its machine (= the release). */
export const launcherVmLabel = "vm.kubevirt.io/name";

export const serviceSchema = z.object({
  metadata: metadataSchema,
  spec: section({ type: text, ports: lenient(z.object({ port: z.number().int() })) }),
  status: section({
    loadBalancer: section({ ingress: lenient(z.object({ ip: optionalText, hostname: optionalText })) }),
  }),
});
export type Service = z.output<typeof serviceSchema>;

/** WorkloadMonitor (`cozystack.io/v1alpha1`); `operational` is null until its controller has looked. */
export const workloadMonitorSchema = z.object({
  metadata: metadataSchema,
  status: section({ operational: z.boolean().nullable().catch(null).default(null) }),
});
export type WorkloadMonitor = z.output<typeof workloadMonitorSchema>;
