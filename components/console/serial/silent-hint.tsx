"use client";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import type { SilenceLevel } from "#lib/console/serial/silence.ts";
import { silentFixes } from "#lib/console/serial/silent-fix.ts";
import type { OsFamily } from "#lib/resources/vm/view.ts";

type SilentHintProps = {
  level: Exclude<SilenceLevel, "none">;
  os: { family: OsFamily; label: string } | null;
  onEnter: () => void;
  /** Null where there is no screen to go to. */
  onScreen: (() => void) | null;
};

/** Connected, and nothing has been heard: the line may only be waiting for a key, or the guest does not use it. */
export const SilentHint = ({ level, os, onEnter, onScreen }: SilentHintProps) => {
  const t = useTranslations("serial.silent");
  return (
    <section
      aria-label={t("label")}
      className="absolute inset-x-3 bottom-3 max-h-[80%] overflow-y-auto rounded-card border border-line bg-surface p-3 text-ink-2 text-sm"
    >
      <div className="flex flex-wrap items-center gap-3">
        <p role="status" style={{ minWidth: "min(100%, 240px)" }} className="flex-1">
          {t(level === "long" ? "long" : "text")}
        </p>
        <Button size="small" onClick={onEnter}>
          {t("action")}
        </Button>
        {level === "long" && onScreen && (
          <Button size="small" onClick={onScreen}>
            {t("screen")}
          </Button>
        )}
      </div>
      {level === "long" && (
        <details className="mt-2">
          <summary className="font-medium text-ink">{t("how", { system: os?.label || "Linux" })}</summary>
          <ul className="mt-2 flex flex-col gap-2">
            {silentFixes(os?.family ?? "other").map(({ what, commands }) => (
              <li key={what}>
                {t(`fix.${what}`)}
                <pre className="mt-1.5 overflow-x-auto rounded-control border border-line bg-page p-2 font-mono text-xs">
                  {commands.join("\n")}
                </pre>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
};
