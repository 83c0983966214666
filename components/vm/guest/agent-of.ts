import type { GuestView } from "#lib/resources/guest/view.ts";
import type { VmView } from "#lib/resources/vm/view.ts";

/** Keys of messages `vm.guest.agent`. `unseen`: nothing that this role may read tells. */
export type Agent = "answers" | "absent" | "off" | "unseen";

/** Whether a guest agent runs in the machine, from whatever this role may read of it. */
export const agentOf = (vm: Pick<VmView, "state" | "conditions">, guest: GuestView | null): Agent => {
  if (vm.state !== "running" && vm.state !== "migrating") return "off";
  const parts = guest ? [guest.system, guest.users, guest.fileSystems].map(({ state }) => state) : [];
  if (parts.includes("ready")) return "answers";
  if (parts.includes("no-agent")) return "absent";
  const ofMachine = vm.conditions.filter(({ of }) => of === "VirtualMachine" || of === "VirtualMachineInstance");
  if (ofMachine.length === 0) return "unseen";
  return ofMachine.some(({ type, status }) => type === "AgentConnected" && status === "True") ? "answers" : "absent";
};
