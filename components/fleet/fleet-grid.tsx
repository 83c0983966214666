import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useCallback, useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { GridPart } from "#components/table/grid-part.tsx";
import { useRowWindow } from "#components/table/use-row-window.ts";
import { cx } from "#components/ui/cx.ts";
import { paths } from "#lib/paths.ts";
import type { FleetQuery, FleetSort, FleetRow as Machine } from "#lib/resources/fleet/fleet.ts";
import { cardBelowPx, fleetWidths, rowHeightPx } from "./columns.ts";
import { FleetHeader } from "./fleet-header.tsx";
import { FleetRow } from "./fleet-row.tsx";

/** Scrolling past a tenant is not looking at it. */
const looksAfterMs = 400;

type FleetGridProps = {
  rows: readonly Machine[];
  query: FleetQuery;
  onSort: (key: FleetSort) => void;
  /** Whose machines are on screen. */
  onLook: (tenants: ReadonlySet<string>) => void;
};

const heightAt = (width: number): number => (width < cardBelowPx ? rowHeightPx.card : rowHeightPx.table);

/** The machines of all tenants: only those in view are drawn, one of them is reached by Tab, keys move from there. */
export const FleetGrid = ({ rows, query, onSort, onLook }: FleetGridProps) => {
  const t = useTranslations("fleet");
  const router = useRouter();
  const scroller = useRef<HTMLDivElement>(null);
  // By key, not by place: rows come, go and move while one works.
  const [activeKey, setActiveKey] = useState<string | null>(null);
  const found = rows.findIndex(({ key }) => key === activeKey);
  const active = Math.max(0, found);
  const { indexes, reveal, pageSize } = useRowWindow({ scroller, count: rows.length, heightAt, keep: found });
  const handleActivate = useCallback((key: string) => setActiveKey(key), []);

  const seen = [...new Set(indexes.flatMap((index) => rows[index]?.tenant ?? []))].sort().join(" ");
  useEffect(() => {
    const timer = setTimeout(() => onLook(new Set(seen.split(" ").filter(Boolean))), looksAfterMs);
    return () => clearTimeout(timer);
  }, [seen, onLook]);

  const moveTo = (index: number) => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, index))];
    if (!row) return;
    flushSync(() => setActiveKey(row.key));
    reveal(rows.indexOf(row));
    scroller.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(row.key)}"]`)?.focus({ preventScroll: true });
  };
  const handleKey = (event: KeyboardEvent<HTMLDivElement>) => {
    const machine = rows[active];
    if (!machine || event.ctrlKey || event.metaKey || event.altKey || !(event.target instanceof Element)) return;
    if (event.target.closest("[role=columnheader]")) return;
    const onRow = event.target.getAttribute("role") === "row";
    const keys: Record<string, (() => void) | false> = {
      ArrowDown: () => moveTo(active + 1),
      ArrowUp: () => moveTo(active - 1),
      PageDown: () => moveTo(active + pageSize),
      PageUp: () => moveTo(active - pageSize),
      Home: () => moveTo(0),
      End: () => moveTo(rows.length - 1),
      Enter: onRow && (() => router.push(paths.vm(machine.tenant, machine.row.name))),
    };
    const act = Object.hasOwn(keys, event.key) && keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };

  return (
    <div className="@container mx-6 mb-6 flex min-h-80 flex-1 flex-col overflow-hidden rounded-card border border-line bg-surface max-md:mx-0 max-md:mb-0 max-md:rounded-none max-md:border-x-0 max-md:border-b-0">
      <div ref={scroller} className={cx("relative min-h-0 flex-1 overflow-y-auto overscroll-contain", fleetWidths)}>
        <GridPart role="grid" aria-label={t("grid")} aria-rowcount={rows.length + 1} onKeyDown={handleKey}>
          <FleetHeader query={query} onSort={onSort} />
          <GridPart role="rowgroup" className="relative" style={{ height: `calc(var(--row) * ${rows.length})` }}>
            {indexes.map((index) => {
              const machine = rows[index];
              return (
                machine && (
                  <FleetRow
                    key={machine.key}
                    machine={machine}
                    index={index}
                    active={index === active}
                    onActivate={handleActivate}
                  />
                )
              );
            })}
          </GridPart>
        </GridPart>
      </div>
    </div>
  );
};
