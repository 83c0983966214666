"use client";
import { useTranslations } from "next-intl";
import { type Ref, useRef, useState } from "react";
import { placeAt } from "#components/create/disk-order.ts";
import { type AttachedDisk, movedDisk } from "#lib/edit/disks.ts";
import type { DiskRow } from "#lib/resources/disk/view.ts";
import { AttachedRow } from "./attached-row.tsx";

type AttachedListProps = {
  ref: Ref<HTMLOListElement>;
  tenant: string;
  shown: readonly AttachedDisk[];
  stored: readonly AttachedDisk[];
  /** The tenant's disks by name; null while they are not read. */
  rows: ReadonlyMap<string, DiskRow> | null;
  mayChange: boolean;
  hasBus: boolean;
  /** `words`: what just happened, for who does not see it. */
  onChange: (next: AttachedDisk[], words: string) => void;
  onGrow: ((disk: DiskRow) => void) | null;
};

/** The disks, to be put in another order by pulling a row, by its buttons or by the arrow keys on its handle. */
export const AttachedList = ({ ref, tenant, shown, stored, rows, onChange, onGrow, ...rest }: AttachedListProps) => {
  const t = useTranslations("disks.attached");
  const [drag, setDrag] = useState<{ from: number; to: number } | null>(null);
  const elements = useRef(new Map<string, HTMLElement>());
  const move = (from: number, to: number) => {
    if (from === to || to < 0 || to >= shown.length) return;
    onChange(movedDisk(shown, from, to), t("moved", { position: to + 1, count: shown.length }));
  };
  const placeOf = (y: number): number =>
    placeAt(
      y,
      shown.map(({ name }) => elements.current.get(name)?.getBoundingClientRect() ?? { top: 0, bottom: 0 }),
    );
  return (
    <ol ref={ref} tabIndex={-1} aria-label={t("title")} className="divide-y divide-line outline-none">
      {shown.map((entry, index) => (
        <AttachedRow
          key={entry.name || index}
          ref={(row) => {
            if (row) elements.current.set(entry.name, row);
            return () => void elements.current.delete(entry.name);
          }}
          {...{ tenant, entry, index, ...rest }}
          count={shown.length}
          disk={rows ? (rows.get(entry.name) ?? null) : undefined}
          isNew={!stored.some(({ name }) => name === entry.name)}
          mark={drag?.to === index && drag.from !== index ? (drag.from < index ? "below" : "above") : null}
          isDragged={drag?.from === index}
          onMove={(to) => move(index, to)}
          onDrag={(y) => setDrag(y === null ? null : { from: index, to: placeOf(y) })}
          onDrop={() => {
            if (drag) move(drag.from, drag.to);
            setDrag(null);
          }}
          onBus={(bus) =>
            onChange(
              shown.map((one, at) => (at === index ? { ...one, bus } : one)),
              t("busSaid", { name: entry.name, bus: bus || t("busDefault") }),
            )
          }
          onRemove={() =>
            onChange(
              shown.filter((_, at) => at !== index),
              t("removed", { name: entry.name }),
            )
          }
          onGrow={onGrow}
        />
      ))}
    </ol>
  );
};
