import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { RunView } from "#lib/create/run.ts";
import type { TaskView } from "#lib/create/task.ts";
import { UnfinishedRun } from "./unfinished-run.tsx";

type RunNoticesProps = {
  tasks: readonly TaskView[];
  runs: readonly RunView[];
  onFollow: (task: TaskView) => void;
};

/** More than these are told of in one. */
const mostSingle = 2;

/** One for each plan: tasks of this person first, then what is in the cluster of plans that nobody works on. */
export const RunNotices = ({ tasks, runs, onFollow }: RunNoticesProps) => {
  const t = useTranslations("run.underWay");
  const running = tasks.filter(({ state }) => state === "running");
  // Of the tries of one machine the last counts: where the first made nothing, the next is another run.
  const failed = tasks.filter(
    ({ state, vm, isCleanedUp }, index) =>
      state === "failed" && !isCleanedUp && !tasks.slice(index + 1).some((later) => later.vm === vm),
  );
  const left = runs.filter(({ run }) => !tasks.some((task) => task.run === run && !task.isCleanedUp));
  return (
    <div className="space-y-3">
      {running.length > mostSingle && <ManyRunning tasks={running} onFollow={onFollow} />}
      {(running.length > mostSingle ? [] : running).map((task) => (
        <Notice
          key={task.id}
          tone="info"
          announce
          title={t("title", { name: task.vm })}
          action={
            <Button size="small" onClick={() => onFollow(task)}>
              {t("follow")}
            </Button>
          }
        >
          {t("body")}
        </Notice>
      ))}
      {failed.map((task) => (
        <Notice
          key={task.id}
          tone="attention"
          title={t("failedTitle", { name: task.vm })}
          action={
            <Button size="small" onClick={() => onFollow(task)}>
              {t("look")}
            </Button>
          }
        >
          {t("failedBody")}
        </Notice>
      ))}
      {left.map((run) => (
        <UnfinishedRun key={run.run} run={run} onBegun={onFollow} />
      ))}
    </div>
  );
};

/** Several at once would push the form off the page, one below the other. */
const ManyRunning = ({ tasks, onFollow }: Pick<RunNoticesProps, "tasks" | "onFollow">) => {
  const t = useTranslations("run.underWay");
  return (
    <Notice
      tone="info"
      announce
      title={t("several", { count: tasks.length })}
      action={tasks.map((task) => (
        <Button
          key={task.id}
          size="small"
          aria-label={t("followOne", { name: task.vm })}
          onClick={() => onFollow(task)}
        >
          {task.vm}
        </Button>
      ))}
    >
      {t("body")}
    </Notice>
  );
};
