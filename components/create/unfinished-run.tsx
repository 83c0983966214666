import { useTranslations } from "next-intl";
import { Notice } from "#components/ui/notice.tsx";
import type { RunView } from "#lib/create/run.ts";
import type { TaskView } from "#lib/create/task.ts";
import { CleanUp } from "./clean-up.tsx";
import { GoOn } from "./go-on.tsx";

/** A plan that stands in the cluster alone: begun before a replica ended, in another browser, or by somebody else. */
export const UnfinishedRun = ({ run, onBegun }: { run: RunView; onBegun: (task: TaskView) => void }) => {
  const t = useTranslations("run.unfinished");
  return (
    <Notice
      tone="attention"
      title={t("title", { name: run.vm })}
      action={
        <div className="flex w-full flex-wrap items-start gap-3">
          {run.resumable && <GoOn run={run} onBegun={onBegun} />}
          <CleanUp run={run} />
        </div>
      }
    >
      <p>
        {t("body")} {!run.resumable && t("nameTaken")}
      </p>
    </Notice>
  );
};
