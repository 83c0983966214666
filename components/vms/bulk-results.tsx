import { RotateCw, Undo2, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Progress } from "#components/ui/progress.tsx";
import { type BulkRun, failedOf, undoOf } from "#lib/resources/vm/bulk.ts";
import { percentOfRun } from "#lib/resources/vm/bulk-runs.ts";
import { BulkLines, RunIcon } from "./bulk-lines.tsx";
import { useTally } from "./use-tally.ts";

type BulkResultsProps = { run: BulkRun; onRetry: () => void; onUndo: () => void; onDismiss: () => void };

/** How far it is, what became of each machine, what can be tried again or taken back. */
export const BulkResults = ({ run, onRetry, onUndo, onDismiss }: BulkResultsProps) => {
  const t = useTranslations("list.bulk");
  const tally = useTally();
  const failed = failedOf(run).length;
  const undo = undoOf(run);
  return (
    <section
      aria-label={t(`${run.isOver ? "over" : "progress"}.${run.action}`)}
      className="rounded-card border border-line bg-surface p-4 shadow-float"
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <RunIcon run={run} />
        <p role="status" className="mr-auto">
          <span className="font-semibold">{t(`${run.isOver ? "over" : "progress"}.${run.action}`)}</span>{" "}
          <span className="text-ink-2">{tally(run)}</span>
        </p>
        {run.isOver && failed > 0 && (
          <Button size="small" icon={<RotateCw aria-hidden="true" className="size-3.5" />} onClick={onRetry}>
            {t("retry", { count: failed })}
          </Button>
        )}
        {undo && (run.action === "start" || run.action === "stop") && (
          <Button size="small" icon={<Undo2 aria-hidden="true" className="size-3.5" />} onClick={onUndo}>
            {t(`undo.${run.action}`)}
          </Button>
        )}
        {run.isOver && (
          <IconButton label={t("dismiss")} icon={<X aria-hidden="true" className="size-4" />} onClick={onDismiss} />
        )}
      </div>
      {!run.isOver && (
        <div className="mt-3">
          <Progress label={t(`progress.${run.action}`)} percent={percentOfRun(run)} />
        </div>
      )}
      <BulkLines run={run} />
    </section>
  );
};
