import { useTranslations } from "next-intl";
import { type CSSProperties, useCallback, useEffect, useId, useMemo, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { GridPart } from "#components/table/grid-part.tsx";
import { useRowWindow } from "#components/table/use-row-window.ts";
import { cx } from "#components/ui/cx.ts";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { tenantOf } from "#lib/resources/tenant/view.ts";
import type { VmAccess } from "#lib/resources/vm/access.ts";
import type { ListLook } from "#lib/resources/vm/list-columns.ts";
import type { RowGroup } from "#lib/resources/vm/list-group.ts";
import type { ListQuery, SortKey } from "#lib/resources/vm/list-query.ts";
import { markOf, selectedOf, toggleAll } from "#lib/resources/vm/selection.ts";
import type { VmRow } from "#lib/resources/vm/view.ts";
import { headingHeightPx, listStyle, listWidths, rowHeights } from "./columns.ts";
import { gridKeys } from "./grid-keys.ts";
import { ListHeader } from "./list-header.tsx";
import { ListRow } from "./list-row.tsx";
import { groupRow } from "./list-tools.ts";
import type { OnPower } from "./row-menu-lines.tsx";
import { useListPlaces } from "./use-list-places.ts";
import type { SelectionTools } from "./use-selection.ts";

type ListGridProps = {
  tenant: string;
  /** May be fewer than `count` while only the first rows are known. */
  rows: readonly VmRow[];
  count: number;
  groups: readonly RowGroup[] | null;
  query: ListQuery;
  look: ListLook;
  marks: SelectionTools;
  accessOf: (name: string) => VmAccess;
  sending: ReadonlySet<string>;
  onSort: (key: SortKey) => void;
  onOpen: (name: string) => void;
  onConsole: (row: VmRow) => void;
  onPower: OnPower;
  onDelete: (row: VmRow) => void;
};

const cardRow = rowHeights.comfortable(0);
const placed = (rows: number, headings: number): string =>
  headings === 0 ? `calc(var(--row) * ${rows})` : `calc(var(--row) * ${rows} + ${headings * headingHeightPx}px)`;

/** The rows: only those in view are drawn, one of them is reached by Tab, keys move from there. */
export const ListGrid = ({ tenant, rows, groups, query, look, marks, accessOf, sending, ...rest }: ListGridProps) => {
  const { onSort, onOpen, onConsole, onPower, onDelete } = rest;
  const t = useTranslations("vms");
  const scroller = useRef<HTMLDivElement>(null);
  const keysId = useId();
  const { by } = query;
  const places = useListPlaces(rows, { by, groups, count: rest.count });
  const { sections, count } = places;
  // By name, not by place: rows come, go and move while one works.
  const [activeKey, setActiveKey] = useState<string | null>(null);
  const found = places.entryOf(activeKey);
  const active = Math.max(0, found);
  const { indexes, reveal, pageSize, rowHeight } = useRowWindow({
    scroller,
    count,
    heightAt: rowHeights[look.density],
    above: (index) => sections?.at(index) ?? { rows: index, headings: 0 },
    headingHeight: headingHeightPx,
    keep: found,
  });
  const card = rowHeight === cardRow;
  // The focus, and where the row that has it stands: when that machine is deleted, its neighbour takes it over.
  const holdsFocus = useRef(false);
  const lastActive = useRef(0);
  const handleActivate = useCallback((key: string) => setActiveKey(key), []);
  const shownColumns = useMemo(() => new Set(look.columns), [look.columns]);
  const style = useMemo(() => listStyle(shownColumns, look.density), [shownColumns, look.density]);

  const { selection, mark, stretch } = marks;
  const selected = useMemo(
    () => (rows.length < rest.count ? null : selectedOf(selection, rows)),
    [selection, rows, rest.count],
  );
  const visible = useRef(places.visible);
  useEffect(() => {
    visible.current = places.visible;
  });
  const handleSelect = useCallback(
    (row: VmRow, extend = false) => mark(row, { extend, visible: visible.current() }),
    [mark],
  );

  const entryAt = (index: number): { key: string; row: VmRow | null } | null => {
    const at = sections?.at(index);
    if (at?.row === null) return { key: sections?.sections[at.section]?.key ?? "", row: null };
    const row = rows[at?.row ?? index];
    return row ? { key: row.name, row } : null;
  };
  const focusOn = (key: string) =>
    scroller.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(key)}"]`)?.focus({ preventScroll: true });
  const moveTo = (index: number) => {
    const at = Math.max(0, Math.min(count - 1, index));
    const entry = entryAt(at);
    if (!entry) return;
    flushSync(() => setActiveKey(entry.key));
    reveal(at);
    focusOn(entry.key);
  };

  useEffect(() => {
    if (found >= 0) {
      lastActive.current = found;
      return;
    }
    const isLost = holdsFocus.current && document.activeElement === document.body;
    const neighbour = entryAt(Math.min(lastActive.current, count - 1));
    if (activeKey !== null && isLost && neighbour) focusOn(neighbour.key);
  });

  const handleKey = gridKeys({
    entry: () => entryAt(active),
    at: active,
    last: count - 1,
    pageSize,
    moveTo,
    onToggle: places.toggle,
    isOpen: () => sections?.sections[sections.at(active).section]?.open ?? true,
    headingOf: () => (sections ? sections.headingOf(sections.at(active).section) : active),
    onOpen,
    onConsole,
    onSelect: handleSelect,
    onStretch: (to) => {
      const [here, there] = [entryAt(active)?.row, entryAt(to)?.row];
      const shown = places.visible();
      if (here && there) stretch(shown.indexOf(here), shown.indexOf(there), shown);
    },
    onSelectAll: () => marks.setSelection((now) => toggleAll(now, rows)),
    onClear: marks.clear,
  });

  return (
    <div className="@container mx-6 mb-6 flex min-h-80 flex-1 flex-col overflow-hidden rounded-card border border-line bg-surface max-md:mx-0 max-md:mb-0 max-md:rounded-none max-md:border-x-0 max-md:border-b-0">
      <div
        ref={scroller}
        // Custom properties are no CSSProperties to TypeScript.
        style={style as CSSProperties}
        className={cx("relative min-h-0 flex-1 overflow-y-auto overscroll-contain max-md:pb-20", listWidths)}
      >
        <p id={keysId} className="sr-only">
          {t("keys")}
        </p>
        <GridPart
          role={sections ? "treegrid" : "grid"}
          aria-label={t("grid", { tenant: tenantOf(tenant).name })}
          aria-describedby={keysId}
          aria-rowcount={count + 1}
          aria-multiselectable
          onKeyDown={handleKey}
          onFocus={() => {
            holdsFocus.current = true;
          }}
          onBlur={({ relatedTarget, currentTarget }) => {
            // A focus that goes nowhere may be that of a row that goes away.
            if (relatedTarget) holdsFocus.current = currentTarget.contains(relatedTarget);
          }}
        >
          <ListHeader
            query={query}
            shown={shownColumns}
            selected={selected}
            onSelectAll={() => marks.setSelection((now) => toggleAll(now, rows))}
            onSort={onSort}
          />
          <GridPart
            role="rowgroup"
            className="relative"
            style={{ height: sections ? placed(sections.at(count).rows, sections.sections.length) : placed(count, 0) }}
          >
            {indexes.map((index) => {
              const at = sections?.at(index);
              const top = placed(at?.rows ?? index, at?.headings ?? 0);
              const entry = entryAt(index);
              const group = at && groups?.[at.section];
              if (at?.row === null && entry && group && by)
                return (
                  <groupRow.Part
                    key={entry.key}
                    {...{ by, group, index, top }}
                    id={entry.key}
                    open={sections?.sections[at.section]?.open ?? true}
                    active={index === active}
                    onActivate={handleActivate}
                    onToggle={places.toggle}
                  />
                );
              return entry?.row ? (
                <ListRow
                  key={entry.key}
                  {...{ tenant, index, top, card, onConsole, onPower, onDelete }}
                  row={entry.row}
                  columns={shownColumns}
                  compact={look.density === "compact"}
                  grouped={sections !== null}
                  active={index === active}
                  selected={selection.has(markOf(entry.row))}
                  selecting={selection.size > 0}
                  busy={sending.has(entry.row.name)}
                  access={accessOf(entry.row.name)}
                  onActivate={handleActivate}
                  onSelect={handleSelect}
                />
              ) : (
                <ComingRow key={index} index={index} top={top} />
              );
            })}
          </GridPart>
        </GridPart>
      </div>
    </div>
  );
};

/** The place of a row that the stream is about to tell of. */
const ComingRow = ({ index, top }: { index: number; top: string }) => (
  <GridPart
    role="row"
    aria-busy="true"
    aria-rowindex={index + 2}
    style={{ top }}
    className="absolute inset-x-0 flex h-(--row) items-center border-line border-b px-4"
  >
    <GridPart role="gridcell" className="w-2/3">
      <Skeleton />
    </GridPart>
  </GridPart>
);
