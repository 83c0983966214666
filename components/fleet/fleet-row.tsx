import { useTranslations } from "next-intl";
import { memo } from "react";
import { GridPart } from "#components/table/grid-part.tsx";
import { cx } from "#components/ui/cx.ts";
import { Link } from "#components/ui/link.tsx";
import { OsIcon } from "#components/ui/os-icon.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { useAmounts } from "#components/ui/use-amounts.ts";
import { ExposureBadge } from "#components/vms/exposure-badge.tsx";
import { VmStateDot, VmStateWord } from "#components/vms/vm-state.tsx";
import { paths } from "#lib/paths.ts";
import type { FleetRow as Machine } from "#lib/resources/fleet/fleet.ts";
import { shownNameOfVm } from "#lib/resources/names.ts";
import { rowGrid } from "./columns.ts";

type FleetRowProps = {
  machine: Machine;
  index: number;
  /** The one row that Tab reaches; arrows move it. */
  active: boolean;
  onActivate: (key: string) => void;
};

/** One machine of some tenant. Redrawn only when something of it changed. */
export const FleetRow = memo(({ machine, index, active, onActivate }: FleetRowProps) => {
  const t = useTranslations("fleet");
  const { cpu, bytes } = useAmounts();
  const { key, tenant, tenantName, row } = machine;
  const system = row.os.label || t("unknownSystem");
  const tabIndex = active ? 0 : -1;
  const { size } = row;
  const amounts = [size.cpu !== null && cpu(size.cpu), size.memoryBytes !== null && bytes(size.memoryBytes)];
  const address = row.addresses.public ?? row.addresses.private;
  return (
    <GridPart
      role="row"
      aria-rowindex={index + 2}
      tabIndex={tabIndex}
      data-row={key}
      onFocus={() => onActivate(key)}
      style={{ top: `calc(var(--row) * ${index})` }}
      className={cx(
        rowGrid,
        "absolute inset-x-0 h-(--row) border-line border-b transition-colors hover:bg-raised/60 focus-visible:-outline-offset-2",
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
      </GridPart>
      <GridPart
        role="gridcell"
        className="min-w-0 @max-[720px]:col-start-2 @max-[720px]:row-start-2 @max-[720px]:text-xs"
      >
        <Link
          href={paths.vms(tenant)}
          tabIndex={tabIndex}
          title={tenant}
          className="block truncate rounded-tile text-ink-2 hover:text-ink hover:underline"
        >
          {tenantName}
        </Link>
      </GridPart>
      <GridPart
        role="gridcell"
        title={row.trouble ?? undefined}
        className="min-w-0 @max-[720px]:col-start-3 @max-[720px]:row-start-2 @max-[720px]:justify-self-end @max-[720px]:text-xs"
      >
        <VmStateWord vm={row} />
      </GridPart>
      <GridPart role="gridcell" className="flex min-w-0 items-center gap-2 @max-[720px]:hidden">
        <OsIcon family={row.os.family} />
        <span title={system} className="line-clamp-2 min-w-0 leading-4 @max-[900px]:sr-only">
          {system}
        </span>
      </GridPart>
      <GridPart role="gridcell" className="truncate text-ink-2 text-sm @max-[1150px]:hidden">
        {amounts.filter(Boolean).join(" · ") || size.type}
      </GridPart>
      <GridPart
        role="gridcell"
        className="min-w-0 truncate font-mono text-xs @max-[720px]:col-start-3 @max-[720px]:row-start-1 @max-[720px]:justify-self-end"
      >
        {address ?? (
          <span className="text-ink-3 @max-[720px]:hidden">
            <span aria-hidden="true">–</span>
            <span className="sr-only">{t("noAddress")}</span>
          </span>
        )}
      </GridPart>
      <GridPart role="gridcell" className="min-w-0 @max-[900px]:hidden">
        <ExposureBadge vm={row} />
      </GridPart>
      <GridPart role="gridcell" className="truncate text-right text-ink-2 @max-[1150px]:hidden">
        <RelativeTime iso={row.createdAt} />
      </GridPart>
    </GridPart>
  );
});
