import { useLiveList } from "#components/shell/live.tsx";
import { type MachineFact, machineFactOf } from "#lib/console/machine-fact.ts";
import type { VmRow } from "#lib/resources/vm/view.ts";

/** What the server read for this page: the machine, that there is none, or nothing it could tell. */
export type FirstMachine = VmRow | "gone" | "unread";

export const firstFact = (first: FirstMachine): MachineFact =>
  first === "gone" ? "gone" : first === "unread" ? "unknown" : machineFactOf(first.state);

/**
 * The machine as the live list has it, else as the page was given it. `instance`: the launcher pod's address, which a
 * start or a move changes where the network does not keep it for the machine (kube-ovn does); roles that may not read pods have none.
 */
export const useMachine = (name: string, first: FirstMachine) => {
  const list = useLiveList();
  const firstRow = typeof first === "string" ? null : first;
  const row: VmRow | null = list ? (list.rows.find((each) => each.name === name) ?? null) : firstRow;
  const fact = list ? machineFactOf(row?.state) : firstFact(first);
  return { row, fact, instance: row?.addresses.private ?? null };
};
