"use client";
import { GripVertical } from "lucide-react";
import { useTranslations } from "next-intl";
import type { KeyboardEvent, PointerEvent } from "react";

type DiskHandleProps = {
  name: string;
  index: number;
  count: number;
  onMove: (to: number) => void;
  /** Where the pointer is, null when it was given up. */
  onDrag: (y: number | null) => void;
  onDrop: () => void;
};

/** Pulls its row to another place; with the arrow keys, too. */
export const DiskHandle = ({ name, index, count, onMove, onDrag, onDrop }: DiskHandleProps) => {
  const t = useTranslations("create.disk");
  const handleKey = (event: KeyboardEvent) => {
    const to = { ArrowUp: index - 1, ArrowDown: index + 1, Home: 0, End: count - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    onMove(to);
    // The row moves in the page and would take the focus away with it.
    const button = event.currentTarget;
    requestAnimationFrame(() => button instanceof HTMLElement && button.focus());
  };
  const handleDown = (event: PointerEvent) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    onDrag(event.clientY);
  };
  const handleMove = (event: PointerEvent) => {
    if (event.currentTarget.hasPointerCapture(event.pointerId)) onDrag(event.clientY);
  };
  return (
    <button
      type="button"
      aria-label={t("move", { name, position: index + 1, count })}
      data-tip={t("moveHow")}
      onKeyDown={handleKey}
      onPointerDown={handleDown}
      onPointerMove={handleMove}
      onPointerUp={onDrop}
      onPointerCancel={() => onDrag(null)}
      className="-mx-1 inline-flex size-7 max-md:-m-1.5 max-md:size-10 shrink-0 touch-none cursor-grab items-center justify-center rounded-control text-ink-3 hover:bg-raised hover:text-ink"
    >
      <GripVertical aria-hidden="true" className="size-4" />
    </button>
  );
};
