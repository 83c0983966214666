import { useMemo, useState, useSyncExternalStore } from "react";
import { useBulkRuns } from "#components/shell/bulk-runs.tsx";
import { client, problemFrom } from "#lib/api/client.ts";
import type { VmAccess } from "#lib/resources/vm/access.ts";
import { type BulkPlan, createBulk, failedOf, planBulk, undoOf } from "#lib/resources/vm/bulk.ts";
import { markOf, type Selection } from "#lib/resources/vm/selection.ts";
import type { VmRow } from "#lib/resources/vm/view.ts";
import { BulkBar } from "./bulk-bar.tsx";
import { BulkDialog } from "./bulk-dialog.tsx";
import { BulkResults } from "./bulk-results.tsx";

type BulkDeskProps = {
  tenant: string;
  /** All machines, and those that the search and filters leave. */
  rows: readonly VmRow[];
  shown: readonly VmRow[];
  selection: Selection;
  accessOf: (name: string) => VmAccess;
  /** A machine whose deletion was asked for in its own row. */
  deleting: VmRow | null;
  onAsked: () => void;
  onClear: () => void;
};

const createTenantBulk = (tenant: string) =>
  createBulk({
    send: (action, { name, uid }) =>
      action === "delete" ? client.deleteVm(tenant, name, { uid }) : client.power(tenant, name, { action }),
    problemOf: problemFrom,
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  });

/** Everything about many machines at once: the bar, the question, what became of each. */
export const BulkDesk = ({ tenant, rows, shown, selection, accessOf, deleting, onAsked, onClear }: BulkDeskProps) => {
  const runs = useBulkRuns();
  const [bulk] = useState(() => runs.of(tenant, () => createTenantBulk(tenant)));
  const run = useSyncExternalStore(bulk.subscribe, bulk.getSnapshot, bulk.getSnapshot);
  const [asked, setAsked] = useState<BulkPlan | null>(null);
  const selected = useMemo(() => rows.filter((row) => selection.has(markOf(row))), [rows, selection]);
  const hidden = useMemo(() => {
    const inView = new Set(shown.map(markOf));
    return selected.filter((row) => !inView.has(markOf(row))).length;
  }, [selected, shown]);
  const plans = useMemo(() => {
    const plan = (action: BulkPlan["action"]) => planBulk(action, selected, accessOf);
    return { start: plan("start"), stop: plan("stop"), restart: plan("restart"), delete: plan("delete") };
  }, [selected, accessOf]);
  const isRunning = run !== null && !run.isOver;

  const handleConfirm = ({ action, rows: chosen, skipped }: BulkPlan) => {
    if (action === "delete") onClear();
    void bulk.begin(action, chosen, skipped);
  };
  return (
    <>
      <div className="mx-6 -mt-3 mb-4 flex flex-col gap-3 empty:hidden max-md:fixed max-md:inset-x-2 max-md:bottom-18 max-md:z-3 max-md:m-0">
        {run && (
          <BulkResults
            run={run}
            onRetry={() => void bulk.begin(run.action, failedOf(run))}
            onUndo={() => {
              const undo = undoOf(run);
              if (undo) void bulk.begin(undo.action, undo.rows);
            }}
            onDismiss={bulk.dismiss}
          />
        )}
        {selected.length > 0 && (
          <BulkBar {...{ tenant, selected, hidden, plans, accessOf, onClear }} busy={isRunning} onAsk={setAsked} />
        )}
      </div>
      <BulkDialog
        tenant={tenant}
        plan={asked ?? (deleting && { action: "delete", rows: [deleting], skipped: [] })}
        onConfirm={handleConfirm}
        onClose={() => {
          setAsked(null);
          onAsked();
        }}
      />
    </>
  );
};
