"use client";
import { ArrowDown, ArrowUp, Disc, HardDrive, X } from "lucide-react";
import { useTranslations } from "next-intl";
import type { Ref } from "react";
import { DiskHandle } from "#components/create/disk-handle.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { cx } from "#components/ui/cx.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Link } from "#components/ui/link.tsx";
import { Select } from "#components/ui/select.tsx";
import { buses } from "#lib/create/schema-disks.ts";
import type { AttachedDisk } from "#lib/edit/disks.ts";
import { paths } from "#lib/paths.ts";
import type { DiskRow } from "#lib/resources/disk/view.ts";
import { DiskState } from "./disk-state.tsx";
import { useOriginWords } from "./use-origin-words.ts";
import { useSizeWords } from "./use-size-words.ts";

type AttachedRowProps = {
  ref: Ref<HTMLLIElement>;
  tenant: string;
  entry: AttachedDisk;
  /** Null: there is no such disk; undefined: the disks were not read. */
  disk: DiskRow | null | undefined;
  index: number;
  count: number;
  /** Chosen and not saved yet. */
  isNew: boolean;
  mayChange: boolean;
  hasBus: boolean;
  /** Where a dragged row would land. */
  mark: "above" | "below" | null;
  isDragged: boolean;
  onMove: (to: number) => void;
  onDrag: (y: number | null) => void;
  onDrop: () => void;
  onBus: (bus: string) => void;
  onRemove: () => void;
  onGrow: ((disk: DiskRow) => void) | null;
};

/** One attached disk: its place, what it is, and what can be done with it. */
export const AttachedRow = (props: AttachedRowProps) => {
  const { ref, tenant, entry, disk, index, count, isNew, mayChange, mark, isDragged, onMove, onDrag, onDrop } = props;
  const t = useTranslations("disks");
  const name = entry.name || t("attached.unreadable");
  const Icon = disk?.optical ? Disc : HardDrive;
  const canMove = mayChange && count > 1;
  return (
    <li
      ref={ref}
      aria-label={t("attached.row", { name, position: index + 1 })}
      className={cx(
        "flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-3",
        isDragged && "bg-raised opacity-70",
        mark === "above" && "shadow-[inset_0_2px_0_var(--accent)]",
        mark === "below" && "shadow-[inset_0_-2px_0_var(--accent)]",
      )}
    >
      <div className="flex min-w-0 flex-1 basis-64 items-start gap-3">
        {canMove ? (
          <DiskHandle name={name} index={index} count={count} onMove={onMove} onDrag={onDrag} onDrop={onDrop} />
        ) : (
          <Icon aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-ink-2" />
        )}
        <div className="min-w-0">
          <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
            {entry.name && disk !== null ? (
              <Link
                href={paths.disk(tenant, entry.name)}
                className="wrap-anywhere font-medium text-ink hover:underline"
              >
                {name}
              </Link>
            ) : (
              <span className={cx("wrap-anywhere font-medium", !entry.name && "text-failed")}>{name}</span>
            )}
            <span className="text-ink-2 text-xs">
              {index === 0 ? t("attached.first") : t("attached.place", { position: index + 1 })}
            </span>
            {isNew && <Badge tone="accent">{t("attached.unsaved")}</Badge>}
          </p>
          <About disk={disk} />
        </div>
      </div>
      <Deeds {...props} name={name} canMove={canMove} />
    </li>
  );
};

const About = ({ disk }: Pick<AttachedRowProps, "disk">) => {
  const t = useTranslations("disks");
  const originWords = useOriginWords();
  const sizeWords = useSizeWords();
  if (disk === undefined) return null;
  if (disk === null) return <p className="text-ink-2 text-xs">{t("attached.notKnown")}</p>;
  const { size, note } = sizeWords(disk);
  const about = [size, disk.storageClass, disk.optical && t("optical"), originWords(disk.origin)];
  return (
    <>
      <p className="wrap-anywhere text-ink-2 text-xs">{about.filter(Boolean).join(" · ")}</p>
      {note && <p className="text-attention text-xs">{note}</p>}
      {disk.usedBy.length > 1 && (
        <p className="text-failed text-xs">{t("several.title", { count: disk.usedBy.length })}</p>
      )}
      {disk.state !== "ready" && disk.state !== "unknown" && <DiskState disk={disk} className="mt-1" />}
    </>
  );
};

const Deeds = ({
  name,
  entry,
  disk,
  index,
  count,
  canMove,
  mayChange,
  hasBus,
  onMove,
  onBus,
  onRemove,
  onGrow,
}: AttachedRowProps & { name: string; canMove: boolean }) => {
  const t = useTranslations("disks.attached");
  const icon = { "aria-hidden": true, className: "size-4" } as const;
  const known: readonly string[] = buses;
  const offered = entry.bus === "" || known.includes(entry.bus) ? known : [entry.bus, ...known];
  if (!mayChange)
    return entry.bus ? <span className="text-ink-2 text-xs">{t("busIs", { bus: entry.bus })}</span> : null;
  return (
    <div className="flex flex-wrap items-center gap-1 max-sm:w-full">
      {hasBus && (
        <div className="mr-1 w-36 max-sm:mr-0 max-sm:w-full">
          <Select value={entry.bus} aria-label={t("bus", { name })} onChange={({ target }) => onBus(target.value)}>
            <option value="">{t("busDefault")}</option>
            {offered.map((bus) => (
              <option key={bus} value={bus}>
                {bus}
              </option>
            ))}
          </Select>
        </div>
      )}
      {onGrow && disk && !disk.optical && (
        <Button size="small" aria-label={t("growNamed", { name })} onClick={() => onGrow(disk)}>
          {t("grow")}
        </Button>
      )}
      <span className="ml-auto flex items-center gap-1 max-md:gap-3 max-md:px-1.5">
        {canMove && (
          <>
            <IconButton
              label={t("up", { name })}
              icon={<ArrowUp {...icon} />}
              disabledReason={index === 0 ? t("isFirst") : null}
              onClick={() => onMove(index - 1)}
            />
            <IconButton
              label={t("down", { name })}
              icon={<ArrowDown {...icon} />}
              disabledReason={index === count - 1 ? t("isLast") : null}
              onClick={() => onMove(index + 1)}
            />
          </>
        )}
        <IconButton label={t(disk?.optical ? "eject" : "detach", { name })} icon={<X {...icon} />} onClick={onRemove} />
      </span>
    </div>
  );
};
