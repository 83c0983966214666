"use client";
import { Disc3, Globe, HardDrive, Monitor } from "lucide-react";
import type { PlanLine } from "./use-plan-lines.ts";

const icons = { disk: HardDrive, optical: Disc3, vm: Monitor, address: Globe } as const;

/** What will be created, one below the other. */
export const PlanSteps = ({ lines }: { lines: readonly PlanLine[] }) => (
  <ol className="px-4 py-3">
    {lines.map(({ id, kind, title, what }, index) => {
      const Icon = icons[kind];
      return (
        <li key={id} className="relative flex gap-3 pb-3 last:pb-0">
          {index < lines.length - 1 && (
            <span aria-hidden="true" className="absolute top-8 bottom-0 left-3.5 w-px bg-line" />
          )}
          <span className="flex size-7 shrink-0 items-center justify-center rounded-full border border-line text-ink-2">
            <Icon aria-hidden="true" className="size-3.5" />
          </span>
          <span className="min-w-0 flex-1">
            <span className="block break-words font-medium">{title}</span>
            <span className="block break-words text-ink-2 text-xs">{what}</span>
          </span>
        </li>
      );
    })}
  </ol>
);
