import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Spinner } from "#components/ui/spinner.tsx";
import { StateDot } from "#components/ui/state-dot.tsx";
import { useAmounts } from "#components/ui/use-amounts.ts";
import type { BootFailure } from "#lib/console/boot/signs.ts";
import type { BootStep } from "#lib/console/boot/steps.ts";
import { useDuration } from "./use-duration.ts";

/** Earlier boots are a word worth where they differ by more than this. */
const unlike = (tookMs: number, usualMs: number): boolean => Math.abs(tookMs - usualMs) > Math.max(1000, usualMs / 5);

/** `percent`: how far what it does now is, where the platform says so. */
export const StepLine = ({ step, percent }: { step: BootStep; percent: number | null }) => {
  const t = useTranslations("boot");
  const duration = useDuration();
  const { number } = useAmounts();
  const { stage, tookMs, usualMs, isCurrent } = step;
  return (
    <li className="flex items-start gap-2.5">
      <span className="mt-0.5 flex size-4 shrink-0 items-center justify-center text-working">
        {isCurrent ? <Spinner className="size-3.5" /> : <StateDot shape="full" tone="running" />}
      </span>
      <div className="min-w-0 flex-1">
        <p className={isCurrent ? "font-medium" : undefined}>{t(`stage.${stage}`)}</p>
        {isCurrent && percent !== null && (
          <p className="text-ink-3 text-xs tabular-nums">{t("percent", { n: number(percent) })}</p>
        )}
        {usualMs !== null && (isCurrent || (tookMs !== null && unlike(tookMs, usualMs))) && (
          <p className="text-ink-3 text-xs">{t("usual", { time: duration(usualMs) })}</p>
        )}
      </div>
      <span className="shrink-0 text-ink-2 tabular-nums">
        {isCurrent ? <Running sinceMs={step.atMs} /> : tookMs !== null && duration(tookMs)}
      </span>
    </li>
  );
};

export const FailureLine = ({ failure }: { failure: BootFailure }) => {
  const t = useTranslations("boot.failure");
  return (
    <li className="flex items-start gap-2.5">
      <span className="mt-0.5 flex size-4 shrink-0 items-center justify-center">
        <StateDot shape="diamond" tone="failed" />
      </span>
      <div className="min-w-0 flex-1">
        <p className="font-medium text-failed">{t(`${failure}.title`)}</p>
        <p className="text-ink-2 text-xs">{t(`${failure}.body`)}</p>
      </div>
    </li>
  );
};

/** How long it has been at it, for the eye. */
const Running = ({ sinceMs }: { sinceMs: number }) => {
  const t = useTranslations("boot");
  const { number } = useAmounts();
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return t("seconds", { n: number(Math.max(0, Math.floor((nowMs - sinceMs) / 1000))) });
};
