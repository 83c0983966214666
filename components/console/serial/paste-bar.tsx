"use client";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { Progress } from "#components/ui/progress.tsx";
import type { PasteProgress } from "#lib/console/serial/paced-paste.ts";

/** A paste on its way, which can be stopped. One that is short is over before anybody could. */
export const PasteBar = ({ progress, onStop }: { progress: PasteProgress; onStop: () => void }) => {
  const t = useTranslations("serial.paste");
  if (progress.total < 2) return null;
  return (
    <div className="absolute inset-x-3 bottom-3 flex flex-wrap items-center gap-3 rounded-card border border-line bg-surface p-3 text-ink-2 text-sm">
      <p>{t("progress", { done: progress.done, total: progress.total })}</p>
      <div className="min-w-24 flex-1">
        <Progress label={t("sending")} percent={(100 * progress.done) / progress.total} />
      </div>
      <Button size="small" onClick={onStop}>
        {t("stop")}
      </Button>
    </div>
  );
};
