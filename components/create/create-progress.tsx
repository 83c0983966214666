"use client";
import { Check, Circle, CircleAlert, Minus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { useConnection, useTasks } from "#components/shell/live.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { cx } from "#components/ui/cx.ts";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Progress } from "#components/ui/progress.tsx";
import { Spinner } from "#components/ui/spinner.tsx";
import type { TaskStep, TaskView } from "#lib/create/task.ts";
import { paths } from "#lib/paths.ts";
import { Refusal } from "./refusal.tsx";

type CreateProgressProps = {
  /** As the server answered; the stream tells how it goes on. */
  task: TaskView;
  /** Null when the page no longer knows what was asked for. */
  onRetry: (() => void) | null;
  onBack: () => void;
};

/** The plan while it runs, step by step; then one lands on the machine, or is told what exists and how to go on. */
export const CreateProgress = ({ task: first, onRetry, onBack }: CreateProgressProps) => {
  const t = useTranslations("create.progress");
  const router = useRouter();
  const connection = useConnection();
  const task = useTasks().find(({ id }) => id === first.id) ?? first;
  const heading = useRef<HTMLHeadingElement>(null);
  const address = paths.vm(task.tenant, task.vm);
  const isDone = task.state === "done";
  const isMade = stepState(task, "vm") === "done";

  // The form, and with it the focus, has gone from the page.
  useEffect(() => heading.current?.focus(), []);
  useEffect(() => {
    if (isDone) router.push(address);
  }, [isDone, router, address]);

  const title = {
    running: t("title", { name: task.vm }),
    done: t("titleDone", { name: task.vm }),
    failed: t("titleFailed", { name: task.vm }),
  };
  return (
    <div className="mx-auto w-full max-w-2xl space-y-4 py-6">
      <div>
        <h1 ref={heading} tabIndex={-1} className="font-semibold text-title outline-none">
          {title[task.state]}
        </h1>
        {task.state === "running" && <p className="mt-1 text-ink-2">{t("hint")}</p>}
        {task.state === "running" && connection.state === "stale" && (
          <p className="mt-1 text-attention">{t("silent")}</p>
        )}
      </div>
      <Card flush>
        <ol aria-live="polite" className="divide-y divide-line">
          {task.steps.map((step) => (
            <StepRow key={step.id} step={step} />
          ))}
        </ol>
      </Card>
      {task.state === "failed" && (
        <Card title={t("exists")}>
          <Existing task={task} />
        </Card>
      )}
      {task.problem && <Refusal name={task.vm} problem={task.problem} title={t("why")} />}
      <div className="flex flex-wrap gap-2">
        {task.state === "failed" && !isMade && (
          <>
            {onRetry && (
              <Button kind="primary" onClick={onRetry}>
                {t("again")}
              </Button>
            )}
            <Button onClick={onBack}>{t("back")}</Button>
          </>
        )}
        {isMade && (
          <LinkButton href={address} kind={task.state === "running" ? "secondary" : "primary"}>
            {t("open", { name: task.vm })}
          </LinkButton>
        )}
      </div>
    </div>
  );
};

const stepState = (task: TaskView, id: TaskStep["id"]) => task.steps.find((step) => step.id === id)?.state;

const Existing = ({ task }: { task: TaskView }) => {
  const t = useTranslations("create.progress");
  const hasVm = stepState(task, "vm") === "done";
  const made = [
    ...(stepState(task, "disk") === "done" ? task.disks.map((name) => t("existsDisk", { name })) : []),
    hasVm && t("existsVm", { name: task.vm }),
  ].filter((word) => word !== false);
  if (made.length === 0) return <p className="text-ink-2">{t("existsNothing")}</p>;
  return (
    <>
      <ul className="space-y-1 font-medium">
        {made.map((word) => (
          <li key={word}>{word}</li>
        ))}
      </ul>
      <p className="mt-2 text-ink-2 text-sm">{t(hasVm ? "staysWithVm" : "stays")}</p>
    </>
  );
};

const marks = { waiting: Circle, done: Check, failed: CircleAlert, skipped: Minus } as const;
const colours = {
  waiting: "text-ink-3",
  running: "text-working",
  done: "text-running",
  failed: "text-failed",
  skipped: "text-ink-3",
} as const;

const StepRow = ({ step }: { step: TaskStep }) => {
  const t = useTranslations("create.progress");
  const Mark = step.state === "running" ? null : marks[step.state];
  const percent = step.state === "running" ? step.progress : null;
  return (
    <li className="flex items-center gap-3 px-4 py-3">
      <span className={cx("flex size-5 items-center justify-center", colours[step.state])}>
        {Mark ? <Mark aria-hidden="true" className="size-4" /> : <Spinner />}
      </span>
      <span className={cx("min-w-0 flex-1", step.state === "waiting" && "text-ink-2")}>{t(`step.${step.id}`)}</span>
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
      <span className={cx("text-xs", colours[step.state])}>{t(`state.${step.state}`)}</span>
    </li>
  );
};
