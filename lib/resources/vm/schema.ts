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

export type DiskEntry = { name: string; bus: string; form: "object" | "name" | "lost" };

const named = z.object({ name: z.string().min(1), bus: text });

/** One entry in whatever dialect it was stored; `lost` where that reads back as `{}` or says no name (platform-api.md 1.5). */
const diskEntry = z.unknown().transform((entry): DiskEntry => {
  if (typeof entry === "string" && entry !== "") return { name: entry, bus: "", form: "name" };
  const { data } = named.safeParse(entry);
  return data ? { ...data, form: "object" } : { name: "", bus: "", form: "lost" };
});

/** What is no list counts as one entry that cannot be read: it is not nothing. */
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : value === null ? [] : [null]);
const entries = z.unknown().default(null).transform(listOf);

const port = z.number().int().nullable().catch(null);
const ports = z
  .unknown()
  .default(null)
  .transform((value) => (value === null ? null : listOf(value).map((entry) => port.parse(entry))));

/** A list that every dialect keeps as objects with a name: only whether an entry of it is none. */
const holdsLostEntry = entries.transform((list) => list.some((entry) => !named.safeParse(entry).success));

/** VMInstance (`apps.cozystack.io/v1alpha1`) in any dialect. The aggregated server validates nothing, so any field may hold anything. */
export const vmInstanceSchema = z.object({
  metadata: metadataSchema,
  spec: section({
    external: flag,
    externalMethod: text,
    /** Null where it is left out, and where an entry is no port. */
    externalPorts: ports,
    runStrategy: optionalText,
    /** Platforms before v1.0 said `running` instead of a run strategy. */
    running: z.boolean().nullable().catch(null).default(null),
    /** Null where it is left out, which is not the same as none (`""`). */
    instanceType: optionalText,
    instanceProfile: optionalText,
    disks: entries.pipe(z.array(diskEntry)),
    gpus: holdsLostEntry,
    networks: holdsLostEntry,
    subnets: holdsLostEntry,
    resources: section({ cpu: quantity, sockets: quantity, memory: quantity }),
    /** Only how many: the list has no use for the keys. */
    sshKeys: lenient(z.string()).transform((keys) => keys.length),
    /** Only whether there is one: it often holds a password. */
    cloudInit: text.transform((userData) => userData !== ""),
  }),
  status: section({ conditions: conditionsSchema }),
});
/** As one platform stores it; `normalise` (normalise.ts) makes it a VmInstance. */
export type VmInstanceObject = z.output<typeof vmInstanceSchema>;

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
