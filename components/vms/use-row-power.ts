import { useCallback, useState } from "react";
import { client, problemFrom } from "#lib/api/client.ts";
import type { Problem } from "#lib/api/problem.ts";
import type { PowerAction, PowerAnswer } from "#lib/api/requests.ts";
import type { VmRow } from "#lib/resources/vm/view.ts";

export type RowPower = {
  /** Names of machines whose request is on its way. */
  sending: ReadonlySet<string>;
  /** What became of the last one. */
  outcome: { row: VmRow; done: PowerAnswer | null; failed: { action: PowerAction; problem: Problem } | null } | null;
  run: (row: VmRow, action: PowerAction) => Promise<void>;
  dismiss: () => void;
};

/** Power from the list: several machines at a time, the last outcome in words. What changes comes back on the stream. */
export const useRowPower = (tenant: string): RowPower => {
  const [sending, setSending] = useState<ReadonlySet<string>>(new Set());
  const [outcome, setOutcome] = useState<RowPower["outcome"]>(null);

  const run = useCallback(
    async (row: VmRow, action: PowerAction) => {
      setSending((names) => new Set(names).add(row.name));
      setOutcome(null);
      try {
        const done = await client.power(tenant, row.name, { action });
        setOutcome({ row, done, failed: null });
      } catch (error) {
        setOutcome({ row, done: null, failed: { action, problem: problemFrom(error) } });
      } finally {
        setSending((names) => new Set([...names].filter((name) => name !== row.name)));
      }
    },
    [tenant],
  );
  return { sending, outcome, run, dismiss: () => setOutcome(null) };
};
