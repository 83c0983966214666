import { Check, CircleAlert, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Link } from "#components/ui/link.tsx";
import { Progress } from "#components/ui/progress.tsx";
import { Spinner } from "#components/ui/spinner.tsx";
import type { TaskView } from "#lib/create/task.ts";
import { paths } from "#lib/paths.ts";
import { tenantOf } from "#lib/resources/tenant/view.ts";
import { currentStep, percentOf } from "./task-progress.ts";

export const TaskSign = ({ state }: Pick<TaskView, "state">) => {
  if (state === "running") return <Spinner />;
  return state === "done" ? (
    <Check aria-hidden="true" className="size-4 text-running" />
  ) : (
    <CircleAlert aria-hidden="true" className="size-4 text-failed" />
  );
};

type TaskRowProps = { task: TaskView; isHere: boolean; onDismiss: () => void };

/** A create: its step and how far it is, the way to the machine once there is one. */
export const TaskRow = ({ task, isHere, onDismiss }: TaskRowProps) => {
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
