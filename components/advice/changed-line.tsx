"use client";
import { Undo2 } from "lucide-react";
import { useTranslations } from "next-intl";
import type { PracticeChange } from "#components/create/practice-changes.ts";
import { Button } from "#components/ui/button.tsx";
import { useChangeWords } from "./use-change-words.ts";

/** What a click changed, and the way back. */
export const ChangedLine = ({ changes, onUndo }: { changes: readonly PracticeChange[]; onUndo: () => void }) => {
  const t = useTranslations("advice");
  const words = useChangeWords();
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
      <p className="min-w-0 break-words">{t("changed.said", { changes: changes.map(words).join(" · ") })}</p>
      <Button kind="ghost" size="small" icon={<Undo2 aria-hidden="true" className="size-4" />} onClick={onUndo}>
        {t("undo")}
      </Button>
    </div>
  );
};
