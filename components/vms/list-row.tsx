"use client";
import { SquareTerminal } from "lucide-react";
import { useTranslations } from "next-intl";
import { memo, useState } from "react";
import { GridPart } from "#components/table/grid-part.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { cx } from "#components/ui/cx.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import { later } from "#components/ui/later.tsx";
import { Link } from "#components/ui/link.tsx";
import { OsIcon } from "#components/ui/os-icon.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { useAmounts } from "#components/ui/use-amounts.ts";
import type { PowerAction } from "#lib/api/requests.ts";
import { paths } from "#lib/paths.ts";
import { shownNameOfVm } from "#lib/resources/names.ts";
import type { VmAccess } from "#lib/resources/vm/access.ts";
import { consolePermit } from "#lib/resources/vm/actions.ts";
import type { VmRow } from "#lib/resources/vm/view.ts";
import { rowGrid } from "./columns.ts";
import { ExposureBadge } from "./exposure-badge.tsx";
import { OutsideBadge } from "./outside-badge.tsx";
import { PowerMenu } from "./power-menu.tsx";
import { VmStateDot, VmStateWord } from "./vm-state.tsx";

/** Only where a row is a card: what a wide screen never draws does not come with its page. */
const { Part: CardMenu } = later(async () => (await import("./card-menu.tsx")).CardMenu);

type ListRowProps = {
  tenant: string;
  row: VmRow;
  index: number;
  /** The one row that Tab reaches; arrows move it. */
  active: boolean;
  /** A power action was sent and has not been answered. */
  busy: boolean;
  access: VmAccess;
  /** The list is so narrow that a row is a card: one menu holds what it offers. */
  card: boolean;
  onActivate: (name: string) => void;
  onConsole: (row: VmRow) => void;
  onPower: (row: VmRow, action: PowerAction) => void;
};

/** One machine. Redrawn only when something of it changed. */
export const ListRow = memo(
  ({ tenant, row, index, active, busy, access, card, onActivate, onConsole, onPower }: ListRowProps) => {
    const t = useTranslations("vms");
    const why = useTranslations("actions.reasons");
    const tabIndex = active ? 0 : -1;
    const [hovered, setHovered] = useState(false);
    const screen = consolePermit(row, access);
    return (
      <GridPart
        role="row"
        aria-rowindex={index + 2}
        tabIndex={tabIndex}
        data-row={row.name}
        onFocus={() => onActivate(row.name)}
        onPointerEnter={() => setHovered(true)}
        onPointerLeave={() => setHovered(false)}
        style={{ top: `calc(var(--row) * ${index})` }}
        className={cx(
          rowGrid,
          "group absolute inset-x-0 h-(--row) border-line border-b transition-colors hover:bg-raised/60 focus-visible:-outline-offset-2",
        )}
      >
        <GridPart role="gridcell" className="flex min-w-0 items-center gap-2.5 @max-[720px]:contents">
          <VmStateDot vm={row} className="@max-[720px]:self-center" />
          <Link
            href={paths.vm(tenant, row.name)}
            tabIndex={tabIndex}
            className="truncate rounded-tile font-semibold hover:underline @max-[720px]:after:absolute @max-[720px]:after:inset-0"
          >
            {shownNameOfVm(row.name)}
          </Link>
          {row.origin === "outside" && <OutsideBadge />}
        </GridPart>
        <GridPart
          role="gridcell"
          className="min-w-0 @max-[720px]:col-start-2 @max-[720px]:row-start-2 @max-[720px]:text-xs"
          title={row.trouble ?? undefined}
        >
          <VmStateWord vm={row} />
        </GridPart>
        <GridPart
          role="gridcell"
          className="flex min-w-0 items-center gap-2 @max-[720px]:col-span-2 @max-[720px]:col-start-2 @max-[720px]:row-start-3"
        >
          <OsIcon family={row.os.family} className="@max-[720px]:size-4" />
          <span
            title={row.os.label}
            className="min-w-0 truncate @min-[720px]:@max-[900px]:sr-only @max-[720px]:text-sm"
          >
            {row.os.label}
            <span className="text-ink-2 @min-[720px]:hidden">
              {" · "}
              <Size size={row.size} />
            </span>
          </span>
        </GridPart>
        <GridPart role="gridcell" className="min-w-0 truncate text-ink-2 text-sm @max-[720px]:hidden">
          <span className="font-mono text-ink text-xs @max-[900px]:hidden">{row.size.type} </span>
          <Size size={row.size} />
        </GridPart>
        <Addresses row={row} tabIndex={tabIndex} copyable={active || hovered} />
        <GridPart
          role="gridcell"
          className="min-w-0 @max-[720px]:col-start-3 @max-[720px]:row-start-2 @max-[720px]:max-w-[150px] @max-[720px]:justify-self-end"
        >
          <ExposureBadge exposure={row.exposure} />
        </GridPart>
        <Disks disks={row.disks} />
        <GridPart role="gridcell" className="truncate text-right text-ink-2 @max-[1150px]:hidden">
          <RelativeTime iso={row.createdAt} />
        </GridPart>
        {card ? (
          <GridPart role="gridcell" className="relative z-1 col-start-4 row-span-3 row-start-1 w-9 justify-self-end">
            <CardMenu
              row={row}
              access={access}
              busy={busy}
              tabIndex={tabIndex}
              onPower={onPower}
              onConsole={onConsole}
            />
          </GridPart>
        ) : (
          <GridPart role="gridcell" className="flex justify-end gap-0.5 @max-[720px]:hidden">
            <IconButton
              label={t("console", { name: shownNameOfVm(row.name) })}
              tabIndex={tabIndex}
              disabledReason={screen.allowed ? null : why(screen.reason)}
              icon={<SquareTerminal aria-hidden="true" className="size-4" />}
              onClick={() => onConsole(row)}
            />
            <PowerMenu row={row} access={access} busy={busy} tabIndex={tabIndex} onPower={onPower} />
          </GridPart>
        )}
      </GridPart>
    );
  },
);

const Size = ({ size }: { size: VmRow["size"] }) => {
  const t = useTranslations("vms");
  const amounts = useAmounts();
  const parts = [
    size.cpu !== null && amounts.cpu(size.cpu),
    size.memoryBytes !== null && amounts.bytes(size.memoryBytes),
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(" · ") : size.type || t("unknownSize");
};

/** Public above private; each can be copied where the pointer or the keyboard is, and only there are buttons for it. */
const Addresses = ({ row, tabIndex, copyable }: { row: VmRow; tabIndex: number; copyable: boolean }) => {
  const t = useTranslations("vms.address");
  const shown = (["public", "private"] as const).flatMap((kind) => {
    const address = row.addresses[kind];
    return address ? [{ kind, address }] : [];
  });
  return (
    <GridPart
      role="gridcell"
      className="relative min-w-0 @max-[720px]:col-start-3 @max-[720px]:row-start-1 @max-[720px]:text-right"
    >
      {shown.length === 0 && (
        <span className="text-ink-3 @max-[720px]:hidden">
          <span aria-hidden="true">–</span>
          <span className="sr-only">{t("none")}</span>
        </span>
      )}
      {shown.map(({ kind, address }, at) => (
        <p
          key={kind}
          className={cx(
            "truncate font-mono text-xs leading-[18px]",
            at > 0 && "@max-[720px]:hidden",
            kind === "private" && "text-ink-2",
          )}
        >
          {address}
        </p>
      ))}
      {copyable && shown.length > 0 && (
        <span className="absolute inset-y-0 -right-3 flex items-center rounded-control opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 @max-[720px]:hidden">
          {shown.map(({ kind, address }) => (
            <CopyButton
              key={kind}
              text={address}
              what={t(kind, { name: shownNameOfVm(row.name) })}
              tabIndex={tabIndex}
              className="size-6!"
            />
          ))}
        </span>
      )}
    </GridPart>
  );
};

const Disks = ({ disks }: { disks: VmRow["disks"] }) => {
  const t = useTranslations("vms");
  const { bytes } = useAmounts();
  return (
    <GridPart role="gridcell" className="truncate text-right text-ink-2 @max-[1150px]:hidden">
      <span className="sr-only">{t("disks", { count: disks.count })}</span>
      <span aria-hidden="true" className="text-ink">
        {disks.count}
      </span>
      {disks.totalBytes !== null && <> · {bytes(disks.totalBytes)}</>}
    </GridPart>
  );
};
