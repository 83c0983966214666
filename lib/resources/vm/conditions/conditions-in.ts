import type { Condition } from "../../kube-object.ts";
import type { VmFacts } from "../facts.ts";
import type { ConditionOwner, VmCondition } from "../view.ts";

/** Upstream's texts can be pages long; the beginning names the cause. */
const messageLimit = 2_000;

/** What all objects of a machine say of themselves, as far as this role can read them: the machine first, then what it is made from. */
export const conditionsIn = ({ instance, virtualMachine, running, pods, dataVolumes }: VmFacts): VmCondition[] => {
  const { name } = instance.metadata;
  // The VirtualMachine repeats what its instance says.
  const machine =
    virtualMachine !== "unread" && virtualMachine !== null
      ? said("VirtualMachine", virtualMachine.metadata.name, virtualMachine.status.conditions)
      : running !== "unread" && running !== null
        ? said("VirtualMachineInstance", running.metadata.name, running.status.conditions)
        : [];
  // Those that have ended only say so.
  const current = pods === "unread" ? [] : pods.filter(({ status }) => !/^(?:Succeeded|Failed)$/.test(status.phase));
  return [
    ...machine,
    ...said("VMInstance", name, instance.status.conditions),
    ...current.flatMap(({ metadata, status }) => said("Pod", metadata.name, status.conditions)),
    ...[...dataVolumes].flatMap(([disk, volume]) => (volume ? said("DataVolume", disk, volume.status.conditions) : [])),
  ];
};

const said = (of: ConditionOwner, name: string, conditions: readonly Condition[]): VmCondition[] =>
  conditions.map(({ type, status, reason, message, lastTransitionTime }) => ({
    ...{ of, name, type, status, reason },
    message: message.slice(0, messageLimit),
    since: lastTransitionTime,
  }));
