import { Check, Circle, CircleAlert, Minus } from "lucide-react";
import { useTranslations } from "next-intl";
import { currentStep, percentOf } from "#components/shell/task-progress.ts";
import { Button } from "#components/ui/button.tsx";
import { cx } from "#components/ui/cx.ts";
import { Link } from "#components/ui/link.tsx";
import { Progress } from "#components/ui/progress.tsx";
import { Spinner } from "#components/ui/spinner.tsx";
import { lateCauseOf } from "#lib/create/late-error.ts";
import type { TaskView } from "#lib/create/task.ts";
import { paths } from "#lib/paths.ts";
import type { Copies, Copy } from "./copies-run.ts";
import { LateReason } from "./late-reason.tsx";
import { Refusal } from "./refusal.tsx";
import { RunLeft } from "./run-left.tsx";

/** How one of several stands; each a key of messages `like.copies.state`. */
type Shown = {
  state: "waiting" | "asking" | "refused" | "cleaned" | "running" | "done" | "failed";
  task: TaskView | null;
};

/** Once its plan is begun, the stream tells more than the answer did. */
export const shownOf = ({ state }: Copy, tasks: readonly TaskView[]): Shown => {
  if (state.kind !== "begun") return { state: state.kind, task: null };
  const task = tasks.find(({ id }) => id === state.task.id) ?? state.task;
  return task.isCleanedUp ? { state: "cleaned", task: null } : { state: task.state, task };
};

const marks = {
  waiting: { Icon: Circle, colour: "text-ink-3" },
  asking: { Icon: null, colour: "text-working" },
  running: { Icon: null, colour: "text-working" },
  done: { Icon: Check, colour: "text-running" },
  cleaned: { Icon: Minus, colour: "text-ink-3" },
  refused: { Icon: CircleAlert, colour: "text-failed" },
  failed: { Icon: CircleAlert, colour: "text-failed" },
} as const;

type CopyRowProps = { tenant: string; copy: Copy; shown: Shown; copies: Copies };

/** One of several machines: its step, its end, and the ways from there. */
export const CopyRow = ({ tenant, copy, shown: { state, task }, copies }: CopyRowProps) => {
  const t = useTranslations("like.copies");
  const run = useTranslations("run");
  const { name } = copy.input;
  const { Icon, colour } = marks[state];
  const step = task && currentStep(task);
  const isMade = task?.steps.some(({ id, state: of }) => id === "vm" && of === "done") ?? false;
  const retry = () => void copies.retry(name);
  const said = step ? `${t(`state.${state}`)}: ${run(`progress.step.${step.id}`)}` : t(`state.${state}`);
  return (
    <li className="px-4 py-3">
      <div className="flex items-center gap-3">
        <span className={cx("flex size-5 shrink-0 items-center justify-center", colour)}>
          {Icon ? <Icon aria-hidden="true" className="size-4" /> : <Spinner />}
        </span>
        <span className="min-w-0 flex-1">
          <span className="block break-words font-medium">
            {isMade ? (
              <Link href={paths.vm(tenant, name)} className="text-accent hover:underline">
                {name}
              </Link>
            ) : (
              name
            )}
          </span>
          <span className="block text-ink-2 text-xs">{said}</span>
        </span>
        {state === "running" && task && (
          <span className="w-24">
            <Progress label={run("progress.title", { name })} percent={percentOf(task)} tone="working" />
          </span>
        )}
      </div>
      {copy.state.kind === "refused" && (
        <div className="mt-3 space-y-3">
          <Refusal name={name} problem={copy.state.problem} />
          <Button size="small" onClick={retry}>
            {t("retry", { name })}
          </Button>
        </div>
      )}
      {state === "failed" && task && (
        <div className="mt-3 space-y-3">
          <Reason name={name} task={task} />
          <RunLeft
            key={task.id}
            task={task}
            onRetry={retry}
            onBegun={(next) => copies.follow(name, next)}
            onCleaned={() => copies.cleaned(name)}
          />
        </div>
      )}
    </li>
  );
};

const Reason = ({ name, task: { problem } }: { name: string; task: TaskView }) => {
  const t = useTranslations("run.why");
  if (!problem) return null;
  const cause = problem.detail ? lateCauseOf(problem.detail) : null;
  return cause && problem.detail ? (
    <LateReason cause={cause} words={problem.detail} />
  ) : (
    <Refusal name={name} problem={problem} title={t("title")} />
  );
};
