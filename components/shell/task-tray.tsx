"use client";
import { ChevronDown, ChevronUp } from "lucide-react";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { laterWorded } from "#components/ui/later-worded.tsx";
import { runWords } from "#components/vms/list-words.ts";
import type { TaskView } from "#lib/create/task.ts";
import { paths } from "#lib/paths.ts";
import { type TenantRun, tallyOf } from "#lib/resources/vm/bulk-runs.ts";
import { useBulkRuns, useShownRuns } from "./bulk-runs.tsx";
import { keepDismissed, readDismissed } from "./dismissed.ts";
import { LateWords } from "./late-words.tsx";
import { useToldTasks } from "./live.tsx";
import { percentOf } from "./task-progress.ts";
import { TaskRow, TaskSign } from "./task-row.tsx";
import { useTasksElsewhere } from "./use-tasks-elsewhere.ts";

const words = ["tools"] as const;
const trayRun = laterWorded(async () => (await import("#components/vms/tray-run.tsx")).TrayRun, runWords);

/** Long work that goes on whatever page one is on, of whichever tenant: how far it is, how it ended, the way to the machine. */
export const TaskTray = ({ tenant }: { tenant: string }) => (
  <LateWords areas={words}>
    <Tray tenant={tenant} />
  </LateWords>
);

type Line = { title: string; state: TaskView["state"]; percent: number | null };

const useLine = () => {
  const t = useTranslations("tools.tray");
  return {
    ofTask: (task: TaskView): Line => ({
      title: t(task.state, { name: task.vm }),
      state: task.state,
      percent: percentOf(task),
    }),
    ofRun: ({ run }: TenantRun): Line => {
      const { done, failed, total } = tallyOf(run);
      const state = !run.isOver ? "running" : failed > 0 ? "failed" : "done";
      const title = t(`${run.isOver ? "ran" : "run"}.${run.action}`, { done, total });
      return { title, state, percent: total === 0 ? null : ((done + failed) / total) * 100 };
    },
  };
};

const Tray = ({ tenant }: { tenant: string }) => {
  const t = useTranslations("tools.tray");
  const line = useLine();
  const pathname = usePathname();
  const own = useToldTasks();
  const bulk = useBulkRuns();
  // A list shows what was asked from it itself.
  const runs = useShownRuns().filter((one) => pathname !== paths.vms(one.tenant));
  const [dismissed, setDismissed] = useState<readonly string[]>(readDismissed);
  const [isOpen, setOpen] = useState(false);
  const isShown = ({ id }: TaskView) => !dismissed.includes(id);
  const elsewhere = useTasksElsewhere(tenant, own, isShown);
  const tasks = [...elsewhere, ...(own ?? []).filter(isShown)].toSorted((a, b) => (a.startedAt < b.startedAt ? 1 : -1));
  const lines = [...runs.map(line.ofRun), ...tasks.map(line.ofTask)];
  const running = lines.filter(({ state }) => state === "running").length;
  const [first] = lines;
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
        {first?.title}
      </p>
      {hasPlace && (
        <section
          aria-label={t("title")}
          className="fixed right-4 bottom-4 z-2 w-[min(340px,calc(100vw-32px))] overflow-hidden rounded-card border border-line bg-surface shadow-float max-md:bottom-32"
        >
          {isOpen && (
            <ul className="max-h-[50dvh] divide-y divide-line overflow-y-auto border-line border-b">
              {runs.map((one) => (
                <trayRun.Part
                  key={one.tenant}
                  {...one}
                  isHere={one.tenant === tenant}
                  onDismiss={() => bulk.dismiss(one.tenant)}
                />
              ))}
              {tasks.map((task) => (
                <TaskRow key={task.id} task={task} isHere={task.tenant === tenant} onDismiss={() => dismiss(task.id)} />
              ))}
            </ul>
          )}
          <button
            type="button"
            aria-expanded={isOpen}
            aria-label={isOpen ? t("close") : `${first.title}. ${t("open", { running })}`}
            onClick={() => setOpen(!isOpen)}
            className="flex h-11 w-full items-center gap-2.5 px-3 text-left text-sm -outline-offset-2 hover:bg-raised"
          >
            <TaskSign state={running > 0 ? "running" : first.state} />
            <span className="min-w-0 flex-1 truncate font-medium">{isOpen ? t("title") : first.title}</span>
            {!isOpen && first.state === "running" && first.percent !== null && (
              <span className="text-ink-2 text-xs">{Math.round(first.percent)} %</span>
            )}
            {lines.length > 1 && (
              <span className="rounded-full bg-pressed px-1.5 font-medium text-ink-2 text-xs">{lines.length}</span>
            )}
            <Fold aria-hidden="true" className="size-4 text-ink-3" />
          </button>
        </section>
      )}
    </>
  );
};
