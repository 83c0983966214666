import { useLiveList } from "#components/shell/live.tsx";
import { type MachineFact, machineFactOf } from "#lib/console/machine-fact.ts";
import type { VmRow } from "#lib/resources/vm/view.ts";

/** What the server read for this page: the machine, that there is none, or nothing it could tell. */
export type FirstMachine = VmRow | "gone" | "unread";

const firstFact = (first: FirstMachine): MachineFact =>
  first === "gone" ? "gone" : first === "unread" ? "unknown" : machineFactOf(first.state);

/** The machine as the live list has it, else as the page was given it. */
export const useMachine = (name: string, first: FirstMachine): { row: VmRow | null; fact: MachineFact } => {
  const list = useLiveList();
  if (!list) return { row: typeof first === "string" ? null : first, fact: firstFact(first) };
  const row = list.rows.find((each) => each.name === name) ?? null;
  return { row, fact: machineFactOf(row?.state) };
};
