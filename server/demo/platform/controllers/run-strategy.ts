import type { RunStrategy, VirtualMachine, VirtualMachineInstance } from "../kinds/kubevirt.ts";

/** What the machine's controller does next. `clear` also takes away the wishes that are fulfilled with it. */
export type Decision = "start" | "stop" | "clear" | "none";

/** What the machine is asked for, in either word. */
export const strategyOf = ({ spec }: VirtualMachine): RunStrategy =>
  spec.runStrategy ?? (spec.running === false ? "Halted" : "Always");

/** What changes the machine's strategy, in the word that it uses. */
export const strategyPatch = ({ spec }: VirtualMachine, strategy: RunStrategy): Partial<VirtualMachine["spec"]> =>
  spec.running === undefined ? { runStrategy: strategy } : { running: strategy !== "Halted" };

/** The run strategy and pending wishes of start, stop and restart (virt-controller watch/vm/vm.go; platform-api.md 4.6). */
export const decide = (vm: VirtualMachine, vmi: VirtualMachineInstance | undefined): Decision => {
  const [wish, ...more] = vm.status?.stateChangeRequests ?? [];
  const isFinal = vmi !== undefined && ["Succeeded", "Failed"].includes(vmi.status?.phase ?? "");
  const isFailed = vmi?.status?.phase === "Failed";

  if (wish?.action === "Stop") {
    const isGone = vmi === undefined || (wish.uid !== undefined && wish.uid !== vmi.metadata.uid);
    if (!isGone) return "stop";
    return more.length === 0 ? "clear" : "start";
  }
  if (wish?.action === "Start") {
    if (vmi === undefined) return "start";
    return isFinal ? "stop" : "clear";
  }

  switch (strategyOf(vm)) {
    case "Always":
      if (vmi === undefined) return "start";
      return isFinal ? "stop" : "none";
    case "RerunOnFailure":
      if (vmi === undefined) return "start";
      return isFailed ? "stop" : "none";
    case "Once":
      return vmi === undefined ? "start" : "none";
    case "Halted":
      return vmi === undefined ? "none" : "stop";
    default:
      return "none";
  }
};
