import { useTranslations } from "next-intl";
import { useAmounts } from "#components/ui/use-amounts.ts";
import type { BulkRun } from "#lib/resources/vm/bulk.ts";
import { tallyOf } from "#lib/resources/vm/bulk-runs.ts";

/** How many machines are done with, failed and were left alone, in one line. */
export const useTally = () => {
  const t = useTranslations("list.bulk");
  const { number } = useAmounts();
  return (run: BulkRun): string => {
    const { done, failed, skipped, total } = tallyOf(run);
    return [
      t("tally", { done: number(done), total: number(total) }),
      failed > 0 && t("tallyFailed", { count: number(failed) }),
      skipped > 0 && t("tallySkipped", { count: number(skipped) }),
    ]
      .filter(Boolean)
      .join(" · ");
  };
};
