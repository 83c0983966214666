import { Check, CircleAlert, Minus, RotateCw, Undo2, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Progress } from "#components/ui/progress.tsx";
import { Spinner } from "#components/ui/spinner.tsx";
import { useAmounts } from "#components/ui/use-amounts.ts";
import { shownNameOfVm } from "#lib/resources/names.ts";
import { type BulkItem, type BulkRun, failedOf, undoOf } from "#lib/resources/vm/bulk.ts";

type BulkResultsProps = { run: BulkRun; onRetry: () => void; onUndo: () => void; onDismiss: () => void };

/** Lines of machines that are drawn; what failed comes first. */
const mostLines = 100;
const order: Record<BulkItem["state"], number> = { failed: 0, sending: 1, skipped: 2, done: 3, waiting: 4 };

/** How far it is, what became of each machine, what can be tried again or taken back. */
export const BulkResults = ({ run, onRetry, onUndo, onDismiss }: BulkResultsProps) => {
  const t = useTranslations("list.bulk");
  const { number } = useAmounts();
  const count = (state: BulkItem["state"]) => run.items.filter((item) => item.state === state).length;
  const [done, failed, skipped] = [count("done"), count("failed"), count("skipped")];
  const total = run.items.length - skipped;
  const undo = undoOf(run);
  const lines = run.items.toSorted((a, b) => order[a.state] - order[b.state]).slice(0, mostLines);
  return (
    <section
      aria-label={t(`${run.isOver ? "over" : "progress"}.${run.action}`)}
      className="rounded-card border border-line bg-surface p-4 shadow-float"
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        {run.isOver ? failed > 0 ? <FailedIcon /> : <DoneIcon /> : <Spinner />}
        <p role="status" className="mr-auto">
          <span className="font-semibold">{t(`${run.isOver ? "over" : "progress"}.${run.action}`)}</span>{" "}
          <span className="text-ink-2">
            {[
              t("tally", { done: number(done), total: number(total) }),
              failed > 0 && t("tallyFailed", { count: number(failed) }),
              skipped > 0 && t("tallySkipped", { count: number(skipped) }),
            ]
              .filter(Boolean)
              .join(" · ")}
          </span>
        </p>
        {run.isOver && failed > 0 && (
          <Button size="small" icon={<RotateCw aria-hidden="true" className="size-3.5" />} onClick={onRetry}>
            {t("retry", { count: failedOf(run).length })}
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
          <Progress label={t(`progress.${run.action}`)} percent={total === 0 ? 100 : ((done + failed) / total) * 100} />
        </div>
      )}
      <details className="mt-2" open={failed > 0 || undefined}>
        <summary className="w-fit text-ink-2 text-sm hover:text-ink">{t("details")}</summary>
        <ul className="mt-2 max-h-44 space-y-1 overflow-y-auto text-sm">
          {lines.map((item) => (
            <li key={item.row.name} className="flex items-baseline gap-2">
              <span className="flex size-4 shrink-0 translate-y-0.5 items-center justify-center">
                <ItemIcon state={item.state} />
              </span>
              <span className="font-medium">{shownNameOfVm(item.row.name)}</span>
              <Outcome item={item} />
            </li>
          ))}
          {run.items.length > lines.length && (
            <li className="text-ink-2">{t("andMore", { count: number(run.items.length - lines.length) })}</li>
          )}
        </ul>
      </details>
    </section>
  );
};

const DoneIcon = () => <Check aria-hidden="true" className="size-4 text-running" />;
const FailedIcon = () => <CircleAlert aria-hidden="true" className="size-4 text-failed" />;

const ItemIcon = ({ state }: { state: BulkItem["state"] }) => {
  if (state === "done") return <DoneIcon />;
  if (state === "failed") return <FailedIcon />;
  return state === "sending" ? <Spinner /> : <Minus aria-hidden="true" className="size-4 text-ink-3" />;
};

const Outcome = ({ item }: { item: BulkItem }) => {
  const t = useTranslations("list.bulk");
  const why = useTranslations("actions.reasons");
  const problem = useTranslations("problems");
  if (item.state === "skipped") return <span className="text-ink-2">{t("skipped", { reason: why(item.reason) })}</span>;
  if (item.state !== "failed") return <span className="text-ink-2">{t(`state.${item.state}`)}</span>;
  const { code, detail, denied } = item.problem;
  const right = denied && `${denied.verb} ${denied.resource}`;
  return (
    <span className="min-w-0 break-words text-failed">
      {t("failed", { reason: problem(`${code}.title`) })}
      {(detail || right) && <span className="text-ink-2"> ({(detail ?? right ?? "").slice(0, 300)})</span>}
    </span>
  );
};
