"use client";
import { useTranslations } from "next-intl";
import { type Ref, useRef, useState } from "react";
import type { VmDiskManifest } from "#lib/create/manifest.ts";
import { placeAt } from "./disk-order.ts";
import { DiskRow } from "./disk-row.tsx";
import { moved } from "./draft-disks.ts";
import { useCreateForm } from "./form-context.ts";

type DiskListProps = {
  ref: Ref<HTMLUListElement>;
  made: readonly VmDiskManifest[];
  /** What just happened, for who does not see it. */
  onSay: (text: string) => void;
};

/** The disks, to be put in another order by pulling a row, by its buttons or by the arrow keys on its handle. */
export const DiskList = ({ ref, made, onSay }: DiskListProps) => {
  const t = useTranslations("create.disk");
  const { draft, change } = useCreateForm();
  const [drag, setDrag] = useState<{ from: number; to: number } | null>(null);
  const rows = useRef(new Map<string, HTMLElement>());
  const { disks } = draft;
  const move = (from: number, to: number) => {
    const disk = disks[from];
    if (!disk || from === to || to < 0 || to >= disks.length) return;
    change((before) => ({ ...before, disks: moved(before.disks, from, to) }));
    onSay(t("moved", { position: to + 1, count: disks.length }));
  };
  const placeOf = (y: number): number =>
    placeAt(
      y,
      disks.map(({ part }) => rows.current.get(part)?.getBoundingClientRect() ?? { top: 0, bottom: 0 }),
    );
  const names = made.map(({ metadata }) => metadata.name);
  return (
    <ul ref={ref} aria-label={t("title")} className="divide-y divide-line rounded-card border border-line bg-surface">
      {disks.map((disk, index) => (
        <DiskRow
          key={disk.part}
          ref={(row) => {
            if (row) rows.current.set(disk.part, row);
            return () => void rows.current.delete(disk.part);
          }}
          disk={disk}
          index={index}
          name={disk.from === "existing" ? disk.existing : (names.shift() ?? "")}
          mark={drag?.to === index && drag.from !== index ? (drag.from < index ? "below" : "above") : null}
          isDragged={drag?.from === index}
          onMove={(to) => move(index, to)}
          onDrag={(y) => setDrag(y === null ? null : { from: index, to: placeOf(y) })}
          onDrop={() => {
            if (drag) move(drag.from, drag.to);
            setDrag(null);
          }}
          onRemoved={() => onSay(t("removed"))}
        />
      ))}
    </ul>
  );
};
