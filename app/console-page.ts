import type { FirstMachine } from "#components/console/use-machine.ts";
import type { VmAccess } from "#lib/resources/vm/access.ts";
import { accessTo } from "#lib/resources/vm/access-to.ts";
import type { PersonReads } from "#server/runtime.ts";
import { vmAccess } from "./session.ts";

/** The messages that a console needs. */
export const consoleMessages = [
  "console",
  "watching",
  "serial",
  "typing",
  "screen",
  "states",
  "actions",
  "problems",
  "boot",
] as const;

/** What both pages of a console read before it: the machine as it is now, what the person may do with it, and whether they only look. */
export const readForConsole = async (
  reads: PersonReads,
  tenant: string,
  name: string,
  view: "only" | "full" | null = null,
): Promise<{ first: FirstMachine; access: VmAccess; login: string | null; viewOnly: boolean }> => {
  const [vm, access] = await Promise.all([reads.vm(tenant, name), vmAccess(tenant)]);
  const first = vm.state === "ready" ? vm.data : vm.problem.code === "not-found" ? "gone" : "unread";
  return {
    first,
    access: accessTo(access, name),
    login: vm.state === "ready" ? vm.data.loginUser : null,
    viewOnly: view === "only" || (view !== "full" && reads.isSupport),
  };
};
