"use client";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { lazy, Suspense, useCallback, useMemo, useState } from "react";
import { useShownRuns } from "#components/shell/bulk-runs.tsx";
import { useLiveList } from "#components/shell/live.tsx";
import { later } from "#components/ui/later.tsx";
import { seldom } from "#components/ui/seldom.tsx";
import { useAmounts } from "#components/ui/use-amounts.ts";
import type { Problem } from "#lib/api/problem.ts";
import { paths } from "#lib/paths.ts";
import { shownNameOfVm } from "#lib/resources/names.ts";
import type { AccessView, VmAccess } from "#lib/resources/vm/access.ts";
import { accessTo } from "#lib/resources/vm/access-to.ts";
import type { ConfirmedAction } from "#lib/resources/vm/actions.ts";
import { consolePermit } from "#lib/resources/vm/console-permit.ts";
import type { ListLook } from "#lib/resources/vm/list-columns.ts";
import { everything, isNarrowed, type ListQuery, type ListShown, showList } from "#lib/resources/vm/list-query.ts";
import type { MissingSource, VmRow } from "#lib/resources/vm/view.ts";
import { LaterBulkDesk } from "./bulk-parts.ts";
import { ListGrid } from "./list-grid.tsx";
import { ListToolbar } from "./list-toolbar.tsx";
import { LaterPowerDialog, LaterPowerOutcome } from "./power-parts.ts";
import type { Effect, RowAction } from "./row-menu-lines.tsx";
import { useListLook } from "./use-list-look.ts";
import { useListQuery } from "./use-list-query.ts";
import { useRowPower } from "./use-row-power.ts";
import { useSelection } from "./use-selection.ts";

// Only the server starts with it: then it comes with the page, and nobody else pays for it.
const Unread = lazy(async () => ({ default: (await import("./unread.tsx")).Unread }));

/** What stands in the place of rows: most lists have some. */
const noMachines = later(async () => (await import("./no-rows.tsx")).NoMachines);
const noMatch = later(async () => (await import("./no-rows.tsx")).NoMatch);

/** Most people see every detail. */
const missingNotice = seldom(async () => (await import("./missing-notice.tsx")).MissingNotice);

/** What the page itself read: the first screens of rows, and the figures of the whole list. */
export type FirstList =
  | { state: "ready"; head: ListShown; matching: number; missing: MissingSource[] }
  | { state: "failed"; problem: Problem }
  /** The cluster took longer than a page waits. */
  | { state: "pending" };

type VmListProps = {
  tenant: string;
  first: FirstList;
  firstQuery: ListQuery;
  /** As this browser remembers it. */
  firstLook: ListLook;
  access: VmAccess;
  /** Where somebody has more on single machines. */
  named: AccessView["named"];
  mayCreate: boolean;
};

/** The machines of a tenant, live: what the page read at first, then what the stream says. */
export const VmList = ({ tenant, first, firstQuery, firstLook, access, named, mayCreate }: VmListProps) => {
  const t = useTranslations("vms");
  const why = useTranslations("actions.reasons");
  const { number } = useAmounts();
  const router = useRouter();
  const live = useLiveList();
  const { query, deferred, change, sortBy } = useListQuery(firstQuery);
  const { look, changeLook } = useListLook(firstLook, query, change);
  const power = useRowPower(tenant);
  const marks = useSelection();
  const [deleting, setDeleting] = useState<VmRow | null>(null);
  // From the first selection on it stays: it tells what became of what was done.
  const hasRun = useShownRuns().some((one) => one.tenant === tenant);
  const [hasDesk, setHasDesk] = useState(false);
  if (!hasDesk && (marks.selection.size > 0 || deleting || hasRun)) setHasDesk(true);
  const [asked, setAsked] = useState<{ row: VmRow; action: ConfirmedAction; effect: Effect } | null>(null);
  // From the first question on the dialog stays: it gives the focus back when it closes.
  const [hasAsked, setHasAsked] = useState(false);
  const [refusal, setRefusal] = useState("");
  const { run } = power;

  const accessOf = useCallback((name: string) => accessTo({ vms: access, named }, name), [named, access]);

  const shown = useMemo(() => {
    if (live) {
      const whole = showList(live.rows, deferred);
      return { ...whole, matching: whole.rows.length, missing: live.missing };
    }
    if (first.state !== "ready") return null;
    // Until the stream has told of the whole list, another question is answered from the rows that came with the page.
    if (deferred === firstQuery) return { ...first.head, matching: first.matching, missing: first.missing };
    const { rows, groups } = showList(first.head.rows, deferred);
    return { ...first.head, rows, groups, matching: rows.length, missing: first.missing };
  }, [live, first, firstQuery, deferred]);

  const handlePower = useCallback(
    (row: VmRow, action: RowAction, effect: Effect) => {
      if (action === "start") return run(row, action);
      setAsked({ row, action, effect });
      setHasAsked(true);
    },
    [run],
  );
  const handleOpen = useCallback((name: string) => router.push(paths.vm(tenant, name)), [router, tenant]);
  const handleConsole = useCallback(
    (row: VmRow) => {
      const permit = consolePermit(row, accessOf(row.name));
      if (permit.allowed) router.push(paths.vm(tenant, row.name, "console"));
      else setRefusal(`${shownNameOfVm(row.name)}: ${why(permit.reason)}`);
    },
    [router, tenant, accessOf, why],
  );

  const known = live?.rows ?? shown?.rows ?? [];
  return (
    <>
      <h1 className="px-4 pt-3 font-semibold text-title md:sr-only">
        {t("title")}{" "}
        {shown && <span className="font-normal text-ink-2 text-section md:hidden">{number(shown.total)}</span>}
      </h1>
      {shown && shown.total > 0 && (
        <ListToolbar
          {...{ tenant, query, look, shown }}
          rows={known}
          onChange={change}
          onLook={changeLook}
          onReach={noMatch.soon}
        />
      )}
      {shown && shown.total > 0 && shown.missing.length > 0 && <missingNotice.Part missing={shown.missing} />}
      <div className="px-6 pb-3 empty:hidden max-md:px-4">
        {power.outcome && (
          <LaterPowerOutcome
            name={shownNameOfVm(power.outcome.row.name)}
            runStrategy={power.outcome.row.runStrategy}
            power={{
              ...power.outcome,
              underWay: null,
              run: (action) => power.outcome && void run(power.outcome.row, action),
              dismiss: power.dismiss,
            }}
          />
        )}
      </div>
      <p role="status" className="sr-only">
        {refusal || (shown && isNarrowed(deferred) && t("announce", { shown: shown.matching, total: shown.total }))}
      </p>
      {!shown && first.state !== "ready" && (
        <Suspense>
          <Unread tenant={tenant} problem={first.state === "failed" ? first.problem : null} />
        </Suspense>
      )}
      {shown && shown.total === 0 && <noMachines.Part tenant={tenant} mayCreate={mayCreate} />}
      {shown && shown.total > 0 && shown.matching === 0 && (
        <noMatch.Part total={shown.total} onShowAll={() => change(everything)} />
      )}
      {shown && shown.matching > 0 && (
        <ListGrid
          tenant={tenant}
          rows={shown.rows}
          count={shown.matching}
          groups={shown.groups}
          query={deferred}
          look={look}
          marks={marks}
          accessOf={accessOf}
          sending={power.sending}
          onSort={sortBy}
          onOpen={handleOpen}
          onConsole={handleConsole}
          onPower={handlePower}
          onDelete={setDeleting}
        />
      )}
      {hasDesk && (
        <LaterBulkDesk
          {...{ tenant, accessOf, deleting }}
          rows={known}
          shown={shown?.rows ?? []}
          selection={marks.selection}
          onAsked={() => setDeleting(null)}
          onClear={marks.clear}
        />
      )}
      {hasAsked && (
        <LaterPowerDialog
          action={asked?.action ?? null}
          name={shownNameOfVm(asked?.row.name ?? "")}
          runStrategy={asked?.row.runStrategy ?? ""}
          effect={asked?.effect ?? "durable"}
          keeps={asked?.row.state === "stopped"}
          onClose={() => setAsked(null)}
          onConfirm={(action) => {
            if (asked) void run(asked.row, action);
            setAsked(null);
          }}
        />
      )}
    </>
  );
};
