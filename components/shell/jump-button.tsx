"use client";
import { Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { useHydrated } from "#components/ui/use-hydrated.ts";
import { openPalette } from "./palette-signal.ts";

/** The palette, for the pointer; says its keys. */
export const JumpButton = ({ compact = false }: { compact?: boolean }) => {
  const t = useTranslations("shell");
  const isMac = useHydrated() && /Mac|iPhone|iPad/.test(navigator.platform);
  return (
    <button
      type="button"
      aria-label={t("jump")}
      aria-haspopup="dialog"
      aria-keyshortcuts="Control+K Meta+K"
      onClick={openPalette}
      className="flex h-8 max-md:h-10 shrink-0 items-center gap-2 rounded-control px-2 text-ink-2 text-sm transition-colors hover:bg-raised hover:text-ink"
    >
      <Search aria-hidden="true" className={compact ? "size-5" : "size-4"} />
      {!compact && t("jump")}
      {!compact && (
        <kbd className="rounded-tile border border-line bg-raised px-1 font-sans text-ink-3 text-xs">
          {isMac ? "⌘ K" : "Ctrl K"}
        </kbd>
      )}
    </button>
  );
};
