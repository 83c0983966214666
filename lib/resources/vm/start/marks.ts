import { conditionOf } from "../../kube-object.ts";
import type { VmFacts } from "../facts.ts";

/** Steps of a start in the order in which they come; keys of messages `vm.start.step`. */
export const startSteps = ["created", "disks", "place", "node", "power", "guest", "agent"] as const;
export type StartStep = (typeof startSteps)[number];

/** When a step was reached: ISO 8601, to the second, as the cluster says it. */
export type StartMark = { step: StartStep; at: string };

/** Making the machine is part of a start that followed at once; a later one begins with its place. */
const firstStartMs = 3_600_000;

const isTime = (at: string | undefined): at is string => at !== undefined && !Number.isNaN(Date.parse(at));

const reachedAt = (conditions: Parameters<typeof conditionOf>[0], type: string): string | undefined => {
  const condition = conditionOf(conditions, type);
  return condition?.status === "True" ? condition.lastTransitionTime : undefined;
};

/** When each step of the machine's present or latest start was reached, as far as this role can see it. */
export const startMarks = (facts: VmFacts): StartMark[] => {
  const { instance, virtualMachine, running, pods, dataVolumes } = facts;
  const launcher = pods === "unread" ? undefined : latest(pods);
  const placedAt = launcher?.metadata.creationTimestamp;
  const told =
    virtualMachine !== "unread" && virtualMachine !== null
      ? virtualMachine.status.conditions
      : running !== "unread" && running !== null
        ? running.status.conditions
        : [];
  const made = instance.metadata.creationTimestamp;
  const isFirst = placedAt === undefined || Date.parse(placedAt) - Date.parse(made) < firstStartMs;
  const filled = [...dataVolumes.values()].map((volume) => volume && reachedAt(volume.status.conditions, "Ready"));
  const ofPlace = (at: string | undefined) =>
    // What an earlier start reached says nothing of this one.
    placedAt !== undefined && at !== undefined && Date.parse(at) >= Date.parse(placedAt) ? at : undefined;
  const at: Record<StartStep, string | undefined> = {
    created: isFirst ? made : undefined,
    disks: isFirst && filled.length > 0 && filled.every(isText) ? filled.filter(isText).sort().at(-1) : undefined,
    place: placedAt,
    node: launcher && ofPlace(reachedAt(launcher.status.conditions, "PodScheduled")),
    power: launcher && ofPlace(reachedAt(launcher.status.conditions, "ContainersReady")),
    guest: ofPlace(reachedAt(told, "Ready")) ?? (launcher && ofPlace(reachedAt(launcher.status.conditions, "Ready"))),
    agent: ofPlace(reachedAt(told, "AgentConnected")),
  };
  return startSteps.flatMap((step) => (isTime(at[step]) ? [{ step, at: at[step] }] : []));
};

const isText = (at: string | null | undefined): at is string => typeof at === "string" && isTime(at);

/** The one that runs or is to run; of two while it moves, the older: it holds the guest. */
const latest = (pods: Exclude<VmFacts["pods"], "unread">) =>
  [...pods]
    .filter(
      ({ metadata, status }) => metadata.deletionTimestamp === null && !/^(?:Succeeded|Failed)$/.test(status.phase),
    )
    .sort((a, b) => (a.metadata.creationTimestamp < b.metadata.creationTimestamp ? -1 : 1))
    .at(0);
