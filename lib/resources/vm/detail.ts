import { progressOf } from "../disk/schema.ts";
import { eventCount, eventTime, type KubeEvent } from "../event/schema.ts";
import { defaultsOfImage } from "../image/families.ts";
import type { CatalogueOverlay } from "../image/overlay.ts";
import type { Condition } from "../kube-object.ts";
import { quantityToBytes } from "../quantity.ts";
import type { VmFacts } from "./facts.ts";
import { addressesOf, projectRow, systemImageOf } from "./project.ts";
import { missingDiskOf } from "./state.ts";
import { missingPhase, type VmCondition, type VmDisk, type VmView } from "./view.ts";

const eventLimit = 20;

/** One machine as its own page shows it. */
export const projectDetail = (facts: VmFacts, events: readonly KubeEvent[], overlay?: CatalogueOverlay): VmView => {
  const { instance, pods, virtualMachine, running: machine } = facts;
  const image = systemImageOf(facts);
  const conditions = [
    ...(virtualMachine === "unread" || virtualMachine === null ? [] : virtualMachine.status.conditions),
    ...instance.status.conditions.map((condition) => ({ ...condition, type: `VMInstance ${condition.type}` })),
  ];
  const running = pods === "unread" ? undefined : pods.find(({ status }) => status.phase === "Running");
  return {
    ...projectRow(facts),
    profile: instance.spec.instanceProfile,
    disksAttached: disksOf(facts),
    sshKeyCount: instance.spec.sshKeys,
    hasCloudInit: instance.spec.cloudInit,
    service: serviceOf(facts),
    node: running?.spec.nodeName ?? (machine === "unread" ? null : machine?.status.nodeName) ?? null,
    loginUser: image ? defaultsOfImage(image, overlay).loginUser : null,
    conditions: conditions.map(projectCondition),
    events: projectEvents(events),
  };
};

const serviceOf = ({ service }: VmFacts): VmView["service"] => {
  if (service === "unread" || service === null) return service;
  const { type, ports } = service.spec;
  return { type, ports: ports.map(({ port }) => port), addresses: addressesOf(service) };
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
      image: disk?.spec.source.image.name ?? null,
    };
  });
};

const projectCondition = ({ type, status, reason, message, lastTransitionTime }: Condition): VmCondition => ({
  type,
  status,
  reason,
  message,
  since: lastTransitionTime,
});

/** Newest first. */
const projectEvents = (events: readonly KubeEvent[]): VmView["events"] =>
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
