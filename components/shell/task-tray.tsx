"use client";
import { Check, ChevronDown, ChevronUp, CircleAlert, X } from "lucide-react";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Link } from "#components/ui/link.tsx";
import { Progress } from "#components/ui/progress.tsx";
import { Spinner } from "#components/ui/spinner.tsx";
import type { TaskView } from "#lib/create/task.ts";
import { paths } from "#lib/paths.ts";
import { tenantOf } from "#lib/resources/tenant/view.ts";
import { keepDismissed, readDismissed } from "./dismissed.ts";
import { LateWords } from "./late-words.tsx";
import { useToldTasks } from "./live.tsx";
import { currentStep, percentOf } from "./task-progress.ts";
import { useTasksElsewhere } from "./use-tasks-elsewhere.ts";

const words = ["tools"] as const;

/** Long work that goes on whatever page one is on, of whichever tenant: how far it is, how it ended, the way to the machine. */
export const TaskTray = ({ tenant }: { tenant: string }) => (
  <LateWords areas={words}>
    <Tray tenant={tenant} />
  </LateWords>
);

const Tray = ({ tenant }: { tenant: string }) => {
  const t = useTranslations("tools.tray");
  const pathname = usePathname();
  const own = useToldTasks();
  const [dismissed, setDismissed] = useState<readonly string[]>(readDismissed);
  const [isOpen, setOpen] = useState(false);
  const isShown = ({ id }: TaskView) => !dismissed.includes(id);
  const elsewhere = useTasksElsewhere(tenant, own, isShown);
  const tasks = [...elsewhere, ...(own ?? []).filter(isShown)].toSorted((a, b) => (a.startedAt < b.startedAt ? 1 : -1));
  const running = tasks.filter(({ state }) => state === "running").length;
  const [first] = tasks;
  const dismiss = (id: string) => {
    const now = [...dismissed, id];
    keepDismissed(now);
    setDismissed(now);
  };
  // The create page itself shows what is under way, in full.
  const hasPlace = first !== undefined && pathname !== paths.vmNew(tenant);
  const Fold = isOpen ? ChevronDown : ChevronUp;
  return (
    <>
      <p role="status" className="sr-only">
        {first && t(first.state, { name: first.vm })}
      </p>
      {hasPlace && (
        <section
          aria-label={t("title")}
          className="fixed right-4 bottom-4 z-2 w-[min(340px,calc(100vw-32px))] overflow-hidden rounded-card border border-line bg-surface shadow-float max-md:bottom-32"
        >
          {isOpen && (
            <ul className="max-h-[50dvh] divide-y divide-line overflow-y-auto border-line border-b">
              {tasks.map((task) => (
                <TaskRow key={task.id} task={task} isHere={task.tenant === tenant} onDismiss={() => dismiss(task.id)} />
              ))}
            </ul>
          )}
          <button
            type="button"
            aria-expanded={isOpen}
            aria-label={isOpen ? t("close") : `${t(first.state, { name: first.vm })}. ${t("open", { running })}`}
            onClick={() => setOpen(!isOpen)}
            className="flex h-11 w-full items-center gap-2.5 px-3 text-left text-sm -outline-offset-2 hover:bg-raised"
          >
            <TaskSign state={running > 0 ? "running" : first.state} />
            <span className="min-w-0 flex-1 truncate font-medium">
              {isOpen ? t("title") : t(first.state, { name: first.vm })}
            </span>
            {!isOpen && first.state === "running" && (
              <span className="text-ink-2 text-xs">{Math.round(percentOf(first))} %</span>
            )}
            {tasks.length > 1 && (
              <span className="rounded-full bg-pressed px-1.5 font-medium text-ink-2 text-xs">{tasks.length}</span>
            )}
            <Fold aria-hidden="true" className="size-4 text-ink-3" />
          </button>
        </section>
      )}
    </>
  );
};

const TaskSign = ({ state }: Pick<TaskView, "state">) => {
  if (state === "running") return <Spinner />;
  return state === "done" ? (
    <Check aria-hidden="true" className="size-4 text-running" />
  ) : (
    <CircleAlert aria-hidden="true" className="size-4 text-failed" />
  );
};

type TaskRowProps = { task: TaskView; isHere: boolean; onDismiss: () => void };

const TaskRow = ({ task, isHere, onDismiss }: TaskRowProps) => {
  const t = useTranslations("tools.tray");
  const step = currentStep(task);
  // Until its machine exists, its page would say that there is none.
  const isMade = task.steps.some(({ id, state }) => id === "vm" && state === "done");
  return (
    <li className="flex items-start gap-2.5 px-3 py-2.5 text-sm">
      <span className="mt-0.5">
        <TaskSign state={task.state} />
      </span>
      <div className="min-w-0 flex-1">
        <p className="break-words font-medium">{t(task.state, { name: task.vm })}</p>
        {!isHere && (
          <p className="mt-0.5 break-words text-ink-2 text-xs">{t("tenant", { tenant: tenantOf(task.tenant).name })}</p>
        )}
        {task.state === "running" && step && (
          <>
            <p className="mt-0.5 text-ink-2 text-xs">
              {t("step", { step: step.at + 1, count: task.steps.length, what: t(`what.${step.id}`) })}
            </p>
            <div className="mt-1.5">
              <Progress label={t("running", { name: task.vm })} percent={percentOf(task)} tone="working" />
            </div>
          </>
        )}
        {isMade && (
          <Link href={paths.vm(task.tenant, task.vm)} className="mt-1 inline-block text-accent text-xs hover:underline">
            {t("show", { name: task.vm })}
          </Link>
        )}
      </div>
      {task.state !== "running" && (
        <IconButton
          label={t("dismiss", { name: task.vm })}
          icon={<X aria-hidden="true" className="size-4" />}
          onClick={onDismiss}
        />
      )}
    </li>
  );
};
