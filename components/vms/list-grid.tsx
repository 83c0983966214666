import { useTranslations } from "next-intl";
import { type KeyboardEvent, useCallback, useEffect, useId, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { GridPart } from "#components/table/grid-part.tsx";
import { useRowWindow } from "#components/table/use-row-window.ts";
import { cx } from "#components/ui/cx.ts";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { PowerAction } from "#lib/api/requests.ts";
import { tenantOf } from "#lib/resources/tenant/view.ts";
import type { VmAccess } from "#lib/resources/vm/access.ts";
import type { ListQuery, SortKey } from "#lib/resources/vm/list-query.ts";
import type { VmRow } from "#lib/resources/vm/view.ts";
import { cardBelowPx, listWidths, rowHeightPx } from "./columns.ts";
import { ListHeader } from "./list-header.tsx";
import { ListRow } from "./list-row.tsx";

type ListGridProps = {
  tenant: string;
  /** May be fewer than `count` while only the first rows are known. */
  rows: readonly VmRow[];
  count: number;
  query: ListQuery;
  accessOf: (name: string) => VmAccess;
  sending: ReadonlySet<string>;
  onSort: (key: SortKey) => void;
  onOpen: (name: string) => void;
  onConsole: (row: VmRow) => void;
  onPower: (row: VmRow, action: PowerAction) => void;
};

const heightAt = (width: number): number => (width < cardBelowPx ? rowHeightPx.card : rowHeightPx.table);

/** The rows: only those in view are drawn, one of them is reached by Tab, keys move from there. */
export const ListGrid = ({ tenant, rows, count, query, accessOf, sending, ...on }: ListGridProps) => {
  const t = useTranslations("vms");
  const scroller = useRef<HTMLDivElement>(null);
  const keysId = useId();
  // By name, not by place: rows come, go and move while one works.
  const [activeName, setActiveName] = useState<string | null>(null);
  const found = rows.findIndex(({ name }) => name === activeName);
  const active = Math.max(0, found);
  const { indexes, reveal, pageSize, rowHeight } = useRowWindow({ scroller, count, heightAt, keep: found });
  // The focus, and where the row that has it stands: when that machine is deleted, its neighbour takes it over.
  const holdsFocus = useRef(false);
  const lastActive = useRef(0);
  const handleActivate = useCallback((name: string) => setActiveName(name), []);

  const moveTo = (index: number) => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, index))];
    if (!row) return;
    flushSync(() => setActiveName(row.name));
    reveal(rows.indexOf(row));
    scroller.current
      ?.querySelector<HTMLElement>(`[data-row="${CSS.escape(row.name)}"]`)
      ?.focus({ preventScroll: true });
  };

  useEffect(() => {
    if (found >= 0) {
      lastActive.current = found;
      return;
    }
    const isLost = holdsFocus.current && document.activeElement === document.body;
    const neighbour = rows[Math.min(lastActive.current, rows.length - 1)];
    if (activeName === null || !isLost || !neighbour) return;
    scroller.current
      ?.querySelector<HTMLElement>(`[data-row="${CSS.escape(neighbour.name)}"]`)
      ?.focus({ preventScroll: true });
  }, [found, rows, activeName]);

  const handleKey = (event: KeyboardEvent<HTMLDivElement>) => {
    const row = rows[active];
    if (!row || event.ctrlKey || event.metaKey || event.altKey || !(event.target instanceof Element)) return;
    if (event.target.closest("[role=menu], [role=columnheader]")) return;
    const onRow = event.target.getAttribute("role") === "row";
    const keys: Record<string, (() => void) | false> = {
      ArrowDown: () => moveTo(active + 1),
      ArrowUp: () => moveTo(active - 1),
      PageDown: () => moveTo(active + pageSize),
      PageUp: () => moveTo(active - pageSize),
      Home: () => moveTo(0),
      End: () => moveTo(rows.length - 1),
      Enter: onRow && (() => on.onOpen(row.name)),
      c: () => on.onConsole(row),
    };
    const act = Object.hasOwn(keys, event.key) && keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };

  return (
    <div className="@container mx-6 mb-6 flex min-h-80 flex-1 flex-col overflow-hidden rounded-card border border-line bg-surface max-md:mx-0 max-md:mb-0 max-md:rounded-none max-md:border-x-0 max-md:border-b-0">
      <div
        ref={scroller}
        className={cx("relative min-h-0 flex-1 overflow-y-auto overscroll-contain max-md:pb-20", listWidths)}
      >
        <p id={keysId} className="sr-only">
          {t("keys")}
        </p>
        <GridPart
          role="grid"
          aria-label={t("grid", { tenant: tenantOf(tenant).name })}
          aria-describedby={keysId}
          aria-rowcount={count + 1}
          onKeyDown={handleKey}
          onFocus={() => {
            holdsFocus.current = true;
          }}
          onBlur={({ relatedTarget, currentTarget }) => {
            // A focus that goes nowhere may be that of a row that goes away.
            if (relatedTarget) holdsFocus.current = currentTarget.contains(relatedTarget);
          }}
        >
          <ListHeader query={query} onSort={on.onSort} />
          <GridPart role="rowgroup" className="relative" style={{ height: `calc(var(--row) * ${count})` }}>
            {indexes.map((index) => {
              const row = rows[index];
              return row ? (
                <ListRow
                  key={row.name}
                  tenant={tenant}
                  row={row}
                  index={index}
                  active={index === active}
                  busy={sending.has(row.name)}
                  access={accessOf(row.name)}
                  card={rowHeight === rowHeightPx.card}
                  onActivate={handleActivate}
                  onConsole={on.onConsole}
                  onPower={on.onPower}
                />
              ) : (
                <ComingRow key={index} index={index} />
              );
            })}
          </GridPart>
        </GridPart>
      </div>
    </div>
  );
};

/** The place of a row that the stream is about to tell of. */
const ComingRow = ({ index }: { index: number }) => (
  <GridPart
    role="row"
    aria-busy="true"
    aria-rowindex={index + 2}
    style={{ top: `calc(var(--row) * ${index})` }}
    className="absolute inset-x-0 flex h-(--row) items-center border-line border-b px-4"
  >
    <GridPart role="gridcell" className="w-2/3">
      <Skeleton />
    </GridPart>
  </GridPart>
);
