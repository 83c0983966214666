import { Check, Circle, CircleAlert, Minus } from "lucide-react";
import { useTranslations } from "next-intl";
import { cx } from "#components/ui/cx.ts";
import { Progress } from "#components/ui/progress.tsx";
import { Spinner } from "#components/ui/spinner.tsx";
import type { TaskStep } from "#lib/create/task.ts";

const marks = { waiting: Circle, done: Check, failed: CircleAlert, skipped: Minus } as const;
const colours = {
  waiting: "text-ink-3",
  running: "text-working",
  done: "text-running",
  failed: "text-failed",
  skipped: "text-ink-3",
} as const;

export const RunSteps = ({ steps }: { steps: readonly TaskStep[] }) => (
  <ol aria-live="polite" className="divide-y divide-line">
    {steps.map((step) => (
      <StepRow key={step.id} step={step} />
    ))}
  </ol>
);

const StepRow = ({ step }: { step: TaskStep }) => {
  const t = useTranslations("run.progress");
  const Mark = step.state === "running" ? null : marks[step.state];
  const percent = step.state === "running" ? step.progress : null;
  return (
    <li className="flex items-center gap-3 px-4 py-3">
      <span className={cx("flex size-5 shrink-0 items-center justify-center", colours[step.state])}>
        {Mark ? <Mark aria-hidden="true" className="size-4" /> : <Spinner />}
      </span>
      <span className={cx("min-w-0 flex-1", step.state === "waiting" && "text-ink-2")}>
        {t(`step.${step.id}`)}
        {step.note && <span className="block text-ink-2 text-xs">{t(`note.${step.note}`)}</span>}
      </span>
      {percent !== null && (
        <span aria-live="off" className="flex w-40 items-center gap-2 max-sm:w-28">
          <span className="flex-1">
            <Progress label={t(`step.${step.id}`)} percent={percent} tone="working" />
          </span>
          <span className="w-9 text-right text-ink-2 text-xs">
            {t("percent", { percent: Math.round(percent) / 100 })}
          </span>
        </span>
      )}
      {!step.note && (
        <span className={cx("text-xs", step.state === "failed" ? "text-failed" : "text-ink-2")}>
          {t(`state.${step.state}`)}
        </span>
      )}
    </li>
  );
};
