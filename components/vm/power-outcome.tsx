"use client";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { ProblemNotice } from "#components/feedback/problem-notice.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { Power } from "./use-power.ts";

type PowerOutcomeProps = { name: string; runStrategy: string; power: Power };

/** What became of the last power action; the region is always there, so that its words are read out when they come. */
export const PowerOutcome = ({ name, runStrategy, power: { done, failed, run, dismiss } }: PowerOutcomeProps) => {
  const t = useTranslations("vm");
  const close = (
    <IconButton label={t("done.dismiss")} icon={<X aria-hidden="true" className="size-4" />} onClick={dismiss} />
  );
  return (
    <div role="status" className="empty:hidden">
      {done && (
        <Notice
          tone={done.effect === "momentary" && done.action !== "restart" ? "attention" : "info"}
          title={
            <span className="flex items-start justify-between gap-3">
              <span className="font-normal">
                {done.action === "restart"
                  ? t("done.restart", { name })
                  : t(`done.${done.action}.${done.effect}`, { name, strategy: runStrategy })}
              </span>
              {close}
            </span>
          }
        />
      )}
      {failed && (
        <ProblemNotice
          problem={failed.problem}
          title={t(`failed.${failed.action}`, { name })}
          onRetry={() => run(failed.action)}
        />
      )}
    </div>
  );
};
