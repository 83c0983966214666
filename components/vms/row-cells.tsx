import { useTranslations } from "next-intl";
import { GridPart } from "#components/table/grid-part.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { cx } from "#components/ui/cx.ts";
import { useAmounts } from "#components/ui/use-amounts.ts";
import { shownNameOfVm } from "#lib/resources/names.ts";
import type { VmRow } from "#lib/resources/vm/view.ts";

export const Size = ({ size }: { size: VmRow["size"] }) => {
  const t = useTranslations("vms");
  const amounts = useAmounts();
  const parts = [
    size.cpu !== null && amounts.cpu(size.cpu),
    size.memoryBytes !== null && amounts.bytes(size.memoryBytes),
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(" · ") : size.type || t("unknownSize");
};

type AddressesProps = {
  row: VmRow;
  tabIndex: number;
  copyable: boolean;
  compact: boolean;
  /** For the width at which a column that was left out is still part of a card. */
  className: string | false;
};

/** Public above private; each can be copied where the pointer or the keyboard is, and only there are buttons for it. */
export const AddressesCell = ({ row, tabIndex, copyable, compact, className }: AddressesProps) => {
  const t = useTranslations("vms.address");
  const shown = (["public", "private"] as const).flatMap((kind) => {
    const address = row.addresses[kind];
    return address ? [{ kind, address }] : [];
  });
  return (
    <GridPart
      role="gridcell"
      className={cx(
        "relative min-w-0 @max-[720px]:col-start-3 @max-[720px]:row-start-1 @max-[720px]:text-right",
        className,
      )}
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
            at > 0 && (compact ? "sr-only" : "@max-[720px]:hidden"),
            kind === "private" && "text-ink-2",
          )}
        >
          {address}
        </p>
      ))}
      {copyable && shown.length > 0 && (
        <span className="absolute top-1/2 -right-2 flex -translate-y-1/2 items-center rounded-control border border-line bg-surface opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 @max-[720px]:hidden">
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

/** The first label in full, how many more there are; all of them on hover. */
export const LabelsCell = ({ labels }: { labels: VmRow["labels"] }) => {
  // Plain keys are what people write; those with a prefix are mostly a tool's.
  const [first, ...others] = labels.toSorted((a, b) => Number(a.includes("/")) - Number(b.includes("/")));
  return (
    <GridPart
      role="gridcell"
      title={labels.join("\n") || undefined}
      className="flex min-w-0 items-center gap-1 text-xs @max-[1150px]:hidden"
    >
      {first && <span className="truncate rounded-tile bg-raised px-1.5 py-0.5 font-mono">{first}</span>}
      {others.length > 0 && (
        <span className="shrink-0 text-ink-2">
          +{others.length}
          <span className="sr-only"> {others.join(", ")}</span>
        </span>
      )}
    </GridPart>
  );
};

export const DisksCell = ({ disks }: { disks: VmRow["disks"] }) => {
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
