import { useCallback, useState } from "react";
import type { Problem } from "#lib/api/problem.ts";
import type { PowerAction, PowerAnswer } from "#lib/api/requests.ts";
import type { VmRow } from "#lib/resources/vm/view.ts";
import { powerClient } from "./power-parts.ts";

export type RowPower = {
  /** Names of machines whose request is on its way. */
  sending: ReadonlySet<string>;
  /** What became of the last one. */
  outcome: { row: VmRow; done: PowerAnswer | null; failed: { action: PowerAction; problem: Problem } | null } | null;
  /** Whether it was accepted. */
  run: (row: VmRow, action: PowerAction) => Promise<boolean>;
  dismiss: () => void;
};

type Asked = Omit<NonNullable<RowPower["outcome"]>, "row">;

const unreachable: Problem = { type: "about:blank", status: 0, code: "unavailable" };

const asked = async (tenant: string, row: VmRow, action: PowerAction): Promise<Asked> => {
  const failed = (problem: Problem): Asked => ({ done: null, failed: { action, problem } });
  const loaded = await powerClient().catch(() => null);
  if (!loaded) return failed(unreachable);
  try {
    return { done: await loaded.client.power(tenant, row.name, { action }), failed: null };
  } catch (error) {
    return failed(loaded.problemFrom(error));
  }
};

/** Power from the list: several machines at a time, the last outcome in words. What changes comes back on the stream. */
export const useRowPower = (tenant: string): RowPower => {
  const [sending, setSending] = useState<ReadonlySet<string>>(new Set());
  const [outcome, setOutcome] = useState<RowPower["outcome"]>(null);

  const run = useCallback(
    async (row: VmRow, action: PowerAction) => {
      setSending((names) => new Set(names).add(row.name));
      setOutcome(null);
      const became = await asked(tenant, row, action);
      setOutcome({ row, ...became });
      setSending((names) => new Set([...names].filter((name) => name !== row.name)));
      return !became.failed;
    },
    [tenant],
  );
  return { sending, outcome, run, dismiss: () => setOutcome(null) };
};
