import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { useConnection, useTasks } from "#components/shell/live.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { lateCauseOf } from "#lib/create/late-error.ts";
import type { TaskView } from "#lib/create/task.ts";
import { paths } from "#lib/paths.ts";
import { LateReason } from "./late-reason.tsx";
import { Refusal } from "./refusal.tsx";
import { RunLeft } from "./run-left.tsx";
import { RunSteps } from "./run-steps.tsx";
import { whenNobodyTypes } from "./when-nobody-types.ts";

type RunProgressProps = {
  /** As the server answered; the stream tells how it goes on. */
  task: TaskView;
  /** Null when the page no longer knows what was asked for. */
  onRetry: (() => void) | null;
  onBack: () => void;
};

/** The plan while it runs, step by step; then one lands on the machine, or is told what exists and how to go on. */
export const RunProgress = ({ task: asked, onRetry, onBack }: RunProgressProps) => {
  const t = useTranslations("run");
  const router = useRouter();
  const connection = useConnection();
  const [begun, setBegun] = useState<TaskView | null>(null);
  const [isCleaned, setCleaned] = useState(false);
  const first = begun ?? asked;
  const task = useTasks().find(({ id }) => id === first.id) ?? first;
  const heading = useRef<HTMLHeadingElement>(null);
  const { tenant, vm: name, problem } = task;
  const address = paths.vm(tenant, name);
  const isDone = task.state === "done";
  const isMade = task.steps.some(({ id, state }) => id === "vm" && state === "done");
  const isBooted = task.steps.some(({ id, state }) => id === "boot" && state === "done");
  // An installer waits for somebody at its screen; everything else is shown when it is done.
  const screen = task.installs && isBooted && task.state !== "failed" ? paths.vmConsole(tenant, name) : null;
  const target = screen ?? (isDone ? address : null);
  const cause = problem?.detail ? lateCauseOf(problem.detail) : null;

  // The form, and with it the focus, has gone from the page.
  useEffect(() => heading.current?.focus(), []);
  useEffect(() => (target === null ? undefined : whenNobodyTypes(() => router.push(target))), [target, router]);

  const title = {
    running: t("progress.title", { name }),
    done: t("progress.titleDone", { name }),
    failed: t("progress.titleFailed", { name }),
  };
  return (
    <div className="mx-auto w-full max-w-2xl space-y-4 py-6">
      <div>
        <h1 ref={heading} tabIndex={-1} className="font-semibold text-title outline-none">
          {title[task.state]}
        </h1>
        {task.state === "running" && <p className="mt-1 text-ink-2">{t("progress.hint")}</p>}
        {task.state === "running" && connection.state === "stale" && (
          <p className="mt-1 text-attention">{t("progress.silent")}</p>
        )}
      </div>
      <Card flush>
        <RunSteps steps={task.steps} />
      </Card>
      {isCleaned ? (
        <Notice tone="info" title={t("cleanUp.done", { name })} announce />
      ) : (
        <>
          {problem &&
            (cause && problem.detail ? (
              <LateReason cause={cause} words={problem.detail} />
            ) : (
              <Refusal name={name} problem={problem} title={t("why.title")} />
            ))}
          {task.state === "failed" && (
            <RunLeft
              key={task.id}
              task={task}
              onRetry={onRetry}
              onBegun={setBegun}
              onCleaned={() => setCleaned(true)}
            />
          )}
        </>
      )}
      <div className="flex flex-wrap gap-2">
        {task.state === "failed" && (!isMade || isCleaned) && <Button onClick={onBack}>{t("progress.back")}</Button>}
        {isMade && !isCleaned && (
          <LinkButton href={screen ?? address} kind={task.state === "running" && !screen ? "secondary" : "primary"}>
            {t(screen ? "progress.openScreen" : "progress.open", { name })}
          </LinkButton>
        )}
      </div>
    </div>
  );
};
