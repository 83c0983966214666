"use client";
import { SquareTerminal } from "lucide-react";
import { useTranslations } from "next-intl";
import { type MouseEvent, memo, useState } from "react";
import { GridPart } from "#components/table/grid-part.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { cx } from "#components/ui/cx.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Link } from "#components/ui/link.tsx";
import { OsIcon } from "#components/ui/os-icon.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { paths } from "#lib/paths.ts";
import { shownNameOfVm } from "#lib/resources/names.ts";
import type { VmAccess } from "#lib/resources/vm/access.ts";
import { consolePermit } from "#lib/resources/vm/console-permit.ts";
import type { OptionalColumn } from "#lib/resources/vm/list-columns.ts";
import type { VmRow } from "#lib/resources/vm/view.ts";
import { rowGrid } from "./columns.ts";
import { ExposureBadge } from "./exposure-badge.tsx";
import { OutsideBadge } from "./outside-badge.tsx";
import { AddressesCell, DisksCell, LabelsCell, Size } from "./row-cells.tsx";
import { PowerMenu, RowMenu } from "./row-menu.tsx";
import type { OnPower } from "./row-menu-lines.tsx";
import { useStateWord, VmStateDot, VmStateWord } from "./vm-state.tsx";

type ListRowProps = {
  tenant: string;
  row: VmRow;
  /** Its place among rows and headings, and what CSS places it by. */
  index: number;
  top: string;
  columns: ReadonlySet<OptionalColumn>;
  compact: boolean;
  /** It stands under a heading. */
  grouped: boolean;
  /** The one row that Tab reaches; arrows move it. */
  active: boolean;
  selected: boolean;
  /** Something is selected: a card shows its box only then. */
  selecting: boolean;
  /** A power action was sent and has not been answered. */
  busy: boolean;
  access: VmAccess;
  /** The list is so narrow that a row is a card: one menu holds what it offers. */
  card: boolean;
  onActivate: (key: string) => void;
  /** `extend`: from the row that was marked before to this one. */
  onSelect: (row: VmRow, extend?: boolean) => void;
  onConsole: (row: VmRow) => void;
  onPower: OnPower;
  onDelete: (row: VmRow) => void;
};

/** One machine. Redrawn only when something of it changed. */
export const ListRow = memo(({ tenant, row, index, columns, access, onActivate, ...rest }: ListRowProps) => {
  const { active, selected, selecting, busy, card, compact, grouped, onSelect, onConsole, onPower, onDelete } = rest;
  const t = useTranslations("vms");
  const why = useTranslations("actions.reasons");
  const tabIndex = active ? 0 : -1;
  const [hovered, setHovered] = useState(false);
  const screen = consolePermit(row, access);
  const stateWord = useStateWord();
  const name = shownNameOfVm(row.name);
  const system = row.os.label || t("unknownSystem");
  // A card shows what the table leaves out.
  const onlyCard = (column: OptionalColumn) => !columns.has(column) && "@min-[720px]:hidden";
  return (
    <GridPart
      role="row"
      aria-rowindex={index + 2}
      aria-level={grouped ? 2 : undefined}
      aria-selected={selected}
      // Its box and buttons would be part of a name that is made of its content.
      aria-label={[name, row.origin === "outside" && t("outside.badge"), stateWord(row)].filter(Boolean).join(", ")}
      tabIndex={tabIndex}
      data-row={row.name}
      onFocus={() => onActivate(row.name)}
      onPointerEnter={() => setHovered(true)}
      onPointerLeave={() => setHovered(false)}
      style={{ top: rest.top }}
      className={cx(
        rowGrid,
        "group absolute inset-x-0 h-(--row) border-line border-b transition-colors focus-visible:-outline-offset-2",
        selected ? "bg-accent-soft" : "hover:bg-raised/60",
      )}
    >
      <GridPart
        role="gridcell"
        className={cx(
          "flex @max-[720px]:relative @max-[720px]:z-1 @max-[720px]:col-start-1 @max-[720px]:row-span-2 @max-[720px]:row-start-2",
          !selecting && "@max-[720px]:hidden",
        )}
      >
        <Checkbox
          aria-label={t("selectOne", { name })}
          tabIndex={tabIndex}
          checked={selected}
          readOnly
          onClick={(event: MouseEvent) => onSelect(row, event.shiftKey)}
        />
      </GridPart>
      <GridPart role="gridcell" className="flex min-w-0 items-center gap-2.5 @max-[720px]:contents">
        <VmStateDot vm={row} className="@max-[720px]:col-start-1 @max-[720px]:row-start-1 @max-[720px]:self-center" />
        <span className="flex min-w-0 items-center gap-2 @max-[720px]:col-start-2 @max-[720px]:row-start-1">
          <Link
            href={paths.vm(tenant, row.name)}
            tabIndex={tabIndex}
            className="truncate rounded-tile font-semibold hover:underline @max-[720px]:after:absolute @max-[720px]:after:inset-0"
          >
            {name}
          </Link>
          {row.origin === "outside" && <OutsideBadge short />}
        </span>
      </GridPart>
      <GridPart
        role="gridcell"
        className={cx(
          "min-w-0 @max-[720px]:col-start-2 @max-[720px]:row-start-2 @max-[720px]:text-xs",
          onlyCard("state"),
        )}
        title={row.trouble ?? undefined}
      >
        <VmStateWord vm={row} />
      </GridPart>
      <GridPart
        role="gridcell"
        className={cx(
          "flex min-w-0 items-center gap-2 @max-[720px]:col-span-2 @max-[720px]:col-start-2 @max-[720px]:row-start-3",
          onlyCard("system"),
        )}
      >
        <OsIcon family={row.os.family} className="@max-[720px]:size-4" />
        <span
          title={system}
          className="line-clamp-2 min-w-0 leading-4 @max-[720px]:line-clamp-1 @min-[720px]:@max-[900px]:sr-only @max-[720px]:text-sm"
        >
          {system}
          {card && (
            <span className="text-ink-2">
              {" · "}
              <Size size={row.size} />
            </span>
          )}
        </span>
      </GridPart>
      {columns.has("size") && (
        <GridPart role="gridcell" className="min-w-0 truncate text-ink-2 text-sm @max-[720px]:hidden">
          <span className="font-mono text-ink text-xs @max-[900px]:hidden">{row.size.type} </span>
          <Size size={row.size} />
        </GridPart>
      )}
      <AddressesCell
        row={row}
        tabIndex={tabIndex}
        copyable={active || hovered}
        compact={compact && !card}
        className={onlyCard("addresses")}
      />
      <GridPart
        role="gridcell"
        className={cx(
          "min-w-0 @max-[720px]:col-start-3 @max-[720px]:row-start-2 @max-[720px]:max-w-[150px] @max-[720px]:justify-self-end",
          onlyCard("exposure"),
        )}
      >
        <ExposureBadge vm={row} />
      </GridPart>
      {columns.has("labels") && <LabelsCell labels={row.labels} />}
      {columns.has("disks") && <DisksCell disks={row.disks} />}
      {columns.has("age") && (
        <GridPart role="gridcell" className="truncate text-right text-ink-2 @max-[1150px]:hidden">
          <RelativeTime iso={row.createdAt} />
        </GridPart>
      )}
      <GridPart
        role="gridcell"
        className="flex justify-end gap-0.5 max-md:gap-3 @max-[720px]:relative @max-[720px]:z-1 @max-[720px]:col-start-4 @max-[720px]:row-span-3 @max-[720px]:row-start-1"
      >
        {!card && (
          <>
            <IconButton
              label={t("console", { name })}
              tabIndex={tabIndex}
              disabledReason={screen.allowed ? null : why(screen.reason)}
              icon={<SquareTerminal aria-hidden="true" className="size-4" />}
              className="@max-[720px]:hidden"
              onClick={() => onConsole(row)}
            />
            <span className="@max-[900px]:hidden">
              <PowerMenu row={row} access={access} busy={busy} tabIndex={tabIndex} onPower={onPower} />
            </span>
          </>
        )}
        <RowMenu {...{ row, access, busy, tabIndex, card, selected, onPower, onConsole, onSelect, onDelete }} />
      </GridPart>
    </GridPart>
  );
});
