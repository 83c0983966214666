import { isDiskReady } from "../disk/schema.ts";
import { isOutside } from "../names.ts";
import { quantityToBytes, quantityToNumber } from "../quantity.ts";
import type { VmFacts } from "./facts.ts";
import { rowLabels } from "./labels.ts";
import type { VmInstance } from "./normalise.ts";
import { osOf } from "./os.ts";
import { ownStrategyOf } from "./outside.ts";
import type { Service } from "./schema.ts";
import { diskBeingPrepared, stateOf } from "./state.ts";
import type { Exposure, VmRow } from "./view.ts";

/** Three random bytes: two machines that follow each other under one name differ. */
const uidLength = 6;

/** One machine as the list shows it. Pure: the same facts give the same row. */
export const projectRow = (facts: VmFacts): VmRow => {
  const { instance } = facts;
  const reading = stateOf(facts);
  const { metadata, spec } = instance;
  return {
    name: metadata.name,
    origin: isOutside(metadata.name) ? "outside" : "platform",
    uid: metadata.uid.slice(0, uidLength),
    state: reading.state,
    status: reading.status,
    inferred: reading.inferred,
    progress: isPreparing(reading.state) ? (diskBeingPrepared(facts)?.progress ?? null) : null,
    trouble: reading.trouble,
    os: osOf(systemImageOf(facts), spec.instanceProfile),
    size: sizeOf(facts),
    addresses: { public: publicAddressOf(facts), private: privateAddressOf(facts) },
    exposure: exposureOf(instance),
    filtersPorts: instance.filtersPorts,
    disks: { count: spec.disks.length, totalBytes: totalBytesOf(facts) },
    labels: rowLabels(metadata.labels),
    createdAt: metadata.creationTimestamp,
    runStrategy: spec.runStrategy,
    drifted: isDrifted(facts),
    contradictory: instance.contradictory,
    deleting: metadata.deletionTimestamp !== null,
  };
};

/** By the VirtualMachine's own run strategy, or by what a start would meet. */
const isDrifted = ({ instance, virtualMachine, asked }: VmFacts): boolean => {
  const strategy = instance.spec.runStrategy;
  if (virtualMachine === null) return false;
  if (virtualMachine === "unread")
    return (asked === "on" && strategy === "Halted") || (asked === "off" && strategy === "Always");
  const own = ownStrategyOf(virtualMachine);
  return own !== "" && strategy !== "" && (own === "Halted") !== (strategy === "Halted");
};

/** States in which a volume may be what the machine waits for. */
const isPreparing = (state: VmRow["state"]): boolean =>
  state === "provisioning" || state === "attention" || state === "starting";

/** Image of the first disk in boot order that came from one; an installer's machine boots an empty disk first. */
export const systemImageOf = ({ instance, disks }: VmFacts): string | null => {
  if (disks === "unread") return null;
  for (const { name } of instance.spec.disks) {
    const source = disks.get(name)?.spec.source;
    if (source?.kind === "image") return source.name;
  }
  return null;
};

const sizeOf = ({ instance, instanceType }: VmFacts): VmRow["size"] => {
  const { resources, instanceType: type } = instance.spec;
  if (type !== "") return { type, cpu: instanceType?.cpu ?? null, memoryBytes: instanceType?.memoryBytes ?? null };
  const cpu = quantityToNumber(resources.cpu);
  const sockets = quantityToNumber(resources.sockets);
  // Custom resources: both are needed or neither is used (platform-api.md 2.1).
  return { type, cpu: cpu && sockets ? cpu * sockets : null, memoryBytes: quantityToBytes(resources.memory) };
};

export const exposureOf = ({ spec }: VmInstance): Exposure => {
  if (!spec.external) return { kind: "private" };
  return spec.externalMethod === "WholeIP" ? { kind: "whole" } : { kind: "ports", ports: spec.externalPorts };
};

const publicAddressOf = ({ service }: VmFacts): string | null => {
  if (service === "unread" || service?.spec.type !== "LoadBalancer") return null;
  return addressesOf(service)[0] ?? null;
};

export const addressesOf = ({ status }: Service): string[] =>
  status.loadBalancer.ingress.flatMap(({ ip, hostname }) => ip ?? hostname ?? []);

/** The guest's address on the pod network is the launcher pod's (bridge binding). */
const privateAddressOf = ({ pods, running: machine }: VmFacts): string | null => {
  if (pods === "unread") return machine === "unread" ? null : (machine?.status.interfaces[0]?.ipAddress ?? null);
  const running = pods.filter(({ status }) => status.phase === "Running" && status.podIP);
  const staying = running.find(({ metadata }) => metadata.deletionTimestamp === null);
  return (staying ?? running[0])?.status.podIP ?? null;
};

/** Null as soon as one disk's size is not known: a partial sum would read as the whole. */
const totalBytesOf = ({ instance, disks }: VmFacts): number | null => {
  if (disks === "unread") return null;
  let total = 0;
  for (const { name } of instance.spec.disks) {
    const bytes = quantityToBytes(disks.get(name)?.spec.storage);
    if (bytes === null) return null;
    total += bytes;
  }
  return total;
};

/** Attached disks whose DataVolume is worth asking for: not known to be finished, and something waits for them. */
export const disksToAskFor = (facts: VmFacts, { state, inferred }: Pick<VmRow, "state" | "inferred">): string[] => {
  const { instance, disks, dataVolumes } = facts;
  if (disks === "unread") return [];
  // Where the state is only concluded, a machine that seems off may as well wait for a volume, or have lost one.
  const isWaiting = isPreparing(state) || (inferred && (state === "unknown" || state === "stopped"));
  return instance.spec.disks.flatMap(({ name }) => {
    const disk = disks.get(name);
    if (!disk || dataVolumes.get(name)?.status.phase === "Succeeded") return [];
    return isWaiting || !isDiskReady(disk) ? [name] : [];
  });
};
