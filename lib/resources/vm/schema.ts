import * as z from "zod";
import {
  conditionsSchema,
  flag,
  labelledMetadataSchema,
  leanMetadataSchema,
  lenient,
  metadataWith,
  optionalText,
  quantity,
  section,
  text,
  texts,
} from "../kube-object.ts";
import { vmOfRelease } from "../names.ts";

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

/** Most machines have none: they share one list. */
const noNames: readonly string[] = [];
/** A list that every dialect keeps as objects with a name; null when an entry of it has none. */
const names = entries.transform((list): readonly string[] | null => {
  if (list.length === 0) return noNames;
  const read = list.map((entry) => named.safeParse(entry).data?.name);
  return read.every((name) => name !== undefined) ? read : null;
});
/** Of such a list only whether an entry of it has none. */
const holdsLostEntry = entries.transform((list) => list.some((entry) => !named.safeParse(entry).success));

/** VMInstance (`apps.cozystack.io/v1alpha1`) in any dialect. The aggregated server validates nothing, so any field may hold anything. */
export const vmInstanceSchema = z.object({
  metadata: labelledMetadataSchema,
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
    gpus: names,
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

/** KubeVirt says what a thing is by the one key beside its name: `{ name: root, containerDisk: { image: … } }`. */
const kindOf = ({ name: _, ...rest }: Record<string, unknown>): readonly [kind: string, value: unknown] =>
  Object.entries(rest).find(([, value]) => typeof value === "object" && value !== null) ?? ["", null];

/** What it is made from, under whichever word that kind has for it. */
const sourceOf = z
  .object({ name: text, claimName: text, image: text, networkName: text, secretName: text })
  .transform(
    ({ name, claimName, image, networkName, secretName }) => claimName || image || networkName || secretName || name,
  )
  .catch("");
/** Hostile and without a limit of its own. */
const longest = 500;

const machineDevice = z
  .looseObject({ name: text, bootOrder: z.number().int().nullable().catch(null).default(null) })
  .transform(({ name, bootOrder, ...device }) => {
    const [, attached] = kindOf(device);
    return { name, bootOrder, bus: section({ bus: text }).parse(attached).bus };
  });
const machinePart = z.looseObject({ name: text }).transform((part) => {
  const [kind, value] = kindOf(part);
  return { name: part.name.slice(0, longest), kind, source: sourceOf.parse(value ?? {}).slice(0, longest) };
});

const machineDomain = section({
  devices: section({ disks: lenient(machineDevice) }),
  cpu: section({ cores: quantity, sockets: quantity, threads: quantity }),
  memory: section({ guest: quantity }),
  resources: section({ requests: section({ cpu: quantity, memory: quantity }) }),
});
const ownSpecSchema = section({
  instancetype: section({ name: text }),
  preference: section({ name: text }),
  template: section({
    metadata: section({ labels: texts }),
    spec: section({ domain: machineDomain, volumes: lenient(machinePart), networks: lenient(machinePart) }),
  }),
});
/** What a VirtualMachine says itself of its making. */
export type OwnSpec = z.output<typeof ownSpecSchema>;

/** VirtualMachine (`kubevirt.io/v1`), readable from `admin` on. */
export const virtualMachineSchema = z
  .object({
    metadata: labelledMetadataSchema,
    spec: z.preprocess(
      (spec) => ({ power: spec, own: spec }),
      z.object({
        power: section({ runStrategy: text, running: z.boolean().nullable().catch(null).default(null) }),
        own: ownSpecSchema,
      }),
    ),
    status: section({
      printableStatus: text,
      conditions: conditionsSchema,
      stateChangeRequests: lenient(z.object({ action: text })),
    }),
  })
  .transform(({ metadata: { labels, ...metadata }, spec, status }) => {
    // A release's machine is told of by its VMInstance: of thousands nothing is kept twice.
    const isOwn = vmOfRelease(metadata.name) === null;
    return {
      metadata: { ...metadata, labels: isOwn ? labels : {} },
      spec: { ...spec.power, own: isOwn ? spec.own : null },
      status,
    };
  });
export type VirtualMachine = z.output<typeof virtualMachineSchema>;

/**
 * VirtualMachineInstance (`kubevirt.io/v1`): a machine that runs. No stock role may read it; an operator may grant it. What it says is
 * exact where the VirtualMachine itself cannot be read.
 */
export const runningMachineSchema = z.object({
  metadata: leanMetadataSchema,
  status: section({
    phase: text,
    nodeName: optionalText,
    conditions: conditionsSchema.transform((all) =>
      all.filter(({ type }) => type === "Paused" || type === "AgentConnected"),
    ),
    interfaces: lenient(z.object({ ipAddress: optionalText })),
  }),
});
export type RunningMachine = z.output<typeof runningMachineSchema>;

/** The label by which a launcher pod names its machine's VirtualMachine. */
export const launcherVmLabel = "vm.kubevirt.io/name";

const containerStatusSchema = z.object({ state: section({ waiting: section({ reason: text, message: text }) }) });

export const launcherPodSchema = z.object({
  metadata: metadataWith(launcherVmLabel),
  spec: section({ nodeName: optionalText }),
  status: section({
    phase: text,
    podIP: optionalText,
    conditions: conditionsSchema,
    containerStatuses: lenient(containerStatusSchema),
  }),
});
export type LauncherPod = z.output<typeof launcherPodSchema>;

export const serviceSchema = z.object({
  metadata: leanMetadataSchema,
  spec: section({ type: text, selector: texts, ports: lenient(z.object({ port: z.number().int() })) }),
  status: section({
    loadBalancer: section({ ingress: lenient(z.object({ ip: optionalText, hostname: optionalText })) }),
  }),
});
export type Service = z.output<typeof serviceSchema>;

/** WorkloadMonitor (`cozystack.io/v1alpha1`); `operational` is null until its controller has looked. */
export const workloadMonitorSchema = z.object({
  metadata: leanMetadataSchema,
  status: section({ operational: z.boolean().nullable().catch(null).default(null) }),
});
export type WorkloadMonitor = z.output<typeof workloadMonitorSchema>;
