import { Check, CircleAlert, Minus } from "lucide-react";
import { useTranslations } from "next-intl";
import { Spinner } from "#components/ui/spinner.tsx";
import { useAmounts } from "#components/ui/use-amounts.ts";
import { shownNameOfVm } from "#lib/resources/names.ts";
import type { BulkItem, BulkRun } from "#lib/resources/vm/bulk.ts";

/** Lines of machines that are drawn; what failed comes first. */
const mostLines = 100;
const order: Record<BulkItem["state"], number> = { failed: 0, sending: 1, skipped: 2, done: 3, waiting: 4 };

/** What became of each machine, folded away unless something failed. */
export const BulkLines = ({ run }: { run: BulkRun }) => {
  const t = useTranslations("list.bulk");
  const { number } = useAmounts();
  const lines = run.items.toSorted((a, b) => order[a.state] - order[b.state]).slice(0, mostLines);
  return (
    <details className="mt-2" open={run.items.some(({ state }) => state === "failed") || undefined}>
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
  );
};

/** How all of it ended, or that it has not. */
export const RunIcon = ({ run }: { run: BulkRun }) => {
  if (!run.isOver) return <Spinner />;
  return <ItemIcon state={run.items.some(({ state }) => state === "failed") ? "failed" : "done"} />;
};

const ItemIcon = ({ state }: { state: BulkItem["state"] }) => {
  if (state === "done") return <Check aria-hidden="true" className="size-4 text-running" />;
  if (state === "failed") return <CircleAlert aria-hidden="true" className="size-4 text-failed" />;
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
