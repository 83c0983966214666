import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { ProblemNotice } from "#components/feedback/problem-notice.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { problemFrom } from "#lib/api/client.ts";
import { queries } from "#lib/api/queries.ts";
import type { TaskView } from "#lib/create/task.ts";
import { CleanUp, useObjectWords } from "./clean-up.tsx";
import { GoOn } from "./go-on.tsx";

type RunLeftProps = {
  task: TaskView;
  /** Tries again with what the page still holds; null where it no longer does. */
  onRetry: (() => void) | null;
  onBegun: (task: TaskView) => void;
  onCleaned: () => void;
};

/** What a plan that stopped has made, as the cluster says, and the two ways from here: on, or back to nothing. */
export const RunLeft = ({ task, onRetry, onBegun, onCleaned }: RunLeftProps) => {
  const t = useTranslations("run.made");
  const progress = useTranslations("run.progress");
  const words = useObjectWords();
  const found = useQuery({ ...queries.run(task.tenant, task.run, task.vm), retry: false, staleTime: 0 });
  const problem = found.isError ? problemFrom(found.error) : null;
  const run = found.data;
  if (found.isPending) return <p className="text-ink-2">{t("reading")}</p>;
  // Nothing of it is there: all of it can be asked for again.
  if (problem && problem.code !== "not-found")
    return <ProblemNotice problem={problem} title={t("unread")} onRetry={() => void found.refetch()} />;
  const hasVm = run?.objects.some(({ kind }) => kind === "VMInstance");
  return (
    <Card title={t("title")}>
      {run ? (
        <>
          <ul className="space-y-1 font-medium">
            {run.objects.map((object) => (
              <li key={object.uid} className="break-words">
                {words(object)}
                {object.leaving && <span className="font-normal text-ink-2"> · {t("leaving")}</span>}
              </li>
            ))}
          </ul>
          <p className="mt-2 text-ink-2 text-sm">{t(hasVm ? "staysWithVm" : "stays")}</p>
        </>
      ) : (
        <p className="text-ink-2">{t("nothing")}</p>
      )}
      <div className="mt-3 flex flex-wrap items-start gap-3">
        {onRetry ? (
          <Button size="small" onClick={onRetry}>
            {progress("again")}
          </Button>
        ) : (
          run?.resumable && <GoOn run={run} onBegun={onBegun} />
        )}
        {run && <CleanUp run={run} onDone={onCleaned} />}
      </div>
    </Card>
  );
};
