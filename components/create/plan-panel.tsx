"use client";
import { ChevronUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useId, useState } from "react";
import { PlanPrice } from "#components/price/plan-price.tsx";
import { Button } from "#components/ui/button.tsx";
import { cx } from "#components/ui/cx.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import type { Problem } from "#lib/api/problem.ts";
import { copyNames, isSeveral } from "#lib/create/copies.ts";
import type { CreatePlan } from "#lib/create/plan.ts";
import { useCreateForm } from "./form-context.ts";
import { PlanQuota } from "./plan-quota.tsx";
import { PlanSteps } from "./plan-steps.tsx";
import { PlanText } from "./plan-text.tsx";
import { usePlanLines } from "./use-plan-lines.ts";

type PlanPanelProps = {
  plan: CreatePlan;
  quotaProblem: Problem | null;
  /** The request is on its way. */
  busy: boolean;
  /** Above the button: what stops it, or why the server refused. */
  notice: ReactNode;
};

/** The plan, always in view: at the right where there is room, else a sheet at the bottom whose button stays. */
export const PlanPanel = ({ plan, quotaProblem, busy, notice }: PlanPanelProps) => {
  const t = useTranslations("create.plan");
  const several = useTranslations("like.field");
  const { draft, input, quota, catalogue } = useCreateForm();
  const [isOpen, setIsOpen] = useState(false);
  const bodyId = useId();
  const lines = usePlanLines(plan);
  const names = isSeveral(draft.copies) ? copyNames(input.name, draft.copies) : null;
  const label = (): string => {
    if (names) return several(busy ? "creating" : "create", { count: names.length });
    if (busy) return t("creating", { name: input.name });
    return input.name ? t("create", { name: input.name }) : t("createUnnamed");
  };
  return (
    <aside
      aria-label={t("title")}
      className={cx(
        "flex flex-col overflow-hidden border-line bg-surface",
        "max-xl:sticky max-xl:bottom-0 max-xl:z-10 max-xl:-mx-4 max-xl:max-h-[75dvh] max-xl:border-t md:max-xl:-mx-6",
        "xl:sticky xl:top-6 xl:max-h-[calc(100dvh-6.5rem)] xl:rounded-card xl:border",
      )}
    >
      <div
        id={bodyId}
        className={cx("min-h-0 flex-1 flex-col overflow-y-auto xl:flex", isOpen ? "flex" : "max-xl:hidden")}
      >
        <header className="flex min-h-11 items-center justify-between gap-3 border-line border-b px-4">
          <h2 className="font-semibold text-sm">{t("title")}</h2>
          <span className="text-ink-2 text-xs">{t("steps", { count: lines.length })}</span>
        </header>
        {names && (
          <p className="break-words px-4 pt-3 text-ink-2 text-sm">
            {several("each", { count: names.length, first: names[0] ?? "", last: names.at(-1) ?? "" })}
          </p>
        )}
        <PlanSteps lines={lines} />
        <PlanQuota effects={plan.quota} hasQuota={quota !== null && quota.items.length > 0} problem={quotaProblem} />
        {catalogue.prices && (
          <PlanPrice input={input} copies={names?.length ?? 1} catalogue={catalogue} prices={catalogue.prices} />
        )}
        <PlanText plan={plan} />
      </div>
      <footer className="border-line border-t bg-raised px-4 py-3 md:max-xl:px-6">
        {notice}
        <div className="flex items-center gap-2">
          <IconButton
            label={t(isOpen ? "hide" : "show")}
            aria-expanded={isOpen}
            aria-controls={bodyId}
            icon={
              <ChevronUp aria-hidden="true" className={cx("size-4 transition-transform", isOpen && "rotate-180")} />
            }
            onClick={() => setIsOpen(!isOpen)}
            className="size-8 xl:hidden"
          />
          <Button kind="primary" type="submit" busy={busy} className="h-9 min-w-0 flex-1">
            <span className="truncate">{label()}</span>
            {!busy && (
              <span
                aria-hidden="true"
                className="rounded-tile border border-current/40 px-1 font-sans text-xs max-md:hidden"
              >
                {t("shortcut")}
              </span>
            )}
          </Button>
        </div>
      </footer>
    </aside>
  );
};
