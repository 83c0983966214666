import { progressOf } from "../disk/schema.ts";
import { eventCount, eventTime, type KubeEvent } from "../event/schema.ts";
import { defaultsOfImage } from "../image/families.ts";
import type { CatalogueOverlay } from "../image/overlay.ts";
import { quantityToBytes } from "../quantity.ts";
import { conditionsIn } from "./conditions/conditions-in.ts";
import type { VmFacts } from "./facts.ts";
import { outsideFactsOf } from "./outside-facts.ts";
import type { OwnObject } from "./own-object.ts";
import { addressesOf, projectRow, systemImageOf } from "./project.ts";
import { startMarks } from "./start/marks.ts";
import { missingDiskOf } from "./state.ts";
import { missingPhase, type VmDisk, type VmView } from "./view.ts";

const eventLimit = 20;
const idLength = 8;

type Detail = {
  facts: VmFacts;
  events: readonly KubeEvent[];
  /** Null where it could not be read. */
  own: OwnObject | null;
  overlay?: CatalogueOverlay | undefined;
};

/** One machine as its own page shows it. */
export const projectDetail = ({ facts, events, own, overlay }: Detail): VmView => {
  const { instance, pods, running: machine, virtualMachine } = facts;
  const image = systemImageOf(facts);
  const imageUser = image ? defaultsOfImage(image, overlay).loginUser : null;
  const loginUser = own?.loginUser ?? imageUser;
  const running = pods === "unread" ? undefined : pods.find(({ status }) => status.phase === "Running");
  return {
    ...projectRow(facts),
    profile: instance.spec.instanceProfile,
    disksAttached: disksOf(facts),
    sshKeyCount: instance.spec.sshKeys,
    hasCloudInit: instance.spec.cloudInit,
    service: serviceOf(facts),
    node: running?.spec.nodeName ?? (machine === "unread" ? null : machine?.status.nodeName) ?? null,
    outside: virtualMachine === "unread" || virtualMachine === null ? null : outsideFactsOf(virtualMachine),
    instance: instanceIdOf(facts),
    notes: own?.notes ?? null,
    firstBoot: own?.firstBoot ?? null,
    loginUser,
    loginUserFrom: loginUser === null ? null : own?.loginUser ? "cloud-init" : "image",
    startMarks: startMarks(facts),
    conditions: conditionsIn(facts),
    events: projectEvents(events),
  };
};

const serviceOf = ({ service }: VmFacts): VmView["service"] => {
  if (service === "unread" || service === null) return service;
  const { type, ports } = service.spec;
  return { type, ports: ports.map(({ port }) => port), addresses: addressesOf(service) };
};

/** A launcher pod comes and goes with each run of the machine, and can be seen by every role. */
const instanceIdOf = ({ pods, running }: VmFacts): string | null => {
  if (pods === "unread") return running === "unread" ? null : (running?.metadata.uid.slice(0, idLength) ?? null);
  const staying = pods.filter(
    ({ metadata, status }) =>
      metadata.deletionTimestamp === null && status.phase !== "Succeeded" && status.phase !== "Failed",
  );
  const [newest] = staying.sort((one, other) =>
    one.metadata.creationTimestamp < other.metadata.creationTimestamp ? 1 : -1,
  );
  return newest?.metadata.uid.slice(0, idLength) ?? null;
};

const disksOf = (facts: VmFacts): VmDisk[] => {
  const { instance, disks, dataVolumes } = facts;
  const isMissing = (name: string) => missingDiskOf(facts, [name]) !== null;
  return instance.spec.disks.map(({ name }, index) => {
    const disk = disks === "unread" ? undefined : disks.get(name);
    const dataVolume = dataVolumes.get(name);
    return {
      name,
      sizeBytes: quantityToBytes(disk?.spec.storage),
      storageClass: disk?.spec.storageClass ?? "",
      optical: disk?.spec.optical ?? false,
      bootOrder: index + 1,
      phase: isMissing(name) ? missingPhase : (dataVolume?.status.phase ?? ""),
      progress: dataVolume ? progressOf(dataVolume) : null,
      image: disk?.spec.source.kind === "image" ? disk.spec.source.name : null,
    };
  });
};

/** Newest first. */
export const projectEvents = (events: readonly KubeEvent[]): VmView["events"] =>
  events
    .map((event) => ({
      at: eventTime(event),
      kind: event.involvedObject.kind,
      name: event.involvedObject.name,
      type: event.type,
      reason: event.reason,
      message: event.message,
      count: eventCount(event),
    }))
    .sort((a, b) => (a.at < b.at ? 1 : -1))
    .slice(0, eventLimit);
