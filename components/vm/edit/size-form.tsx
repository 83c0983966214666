"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { inputOf } from "#components/create/draft.ts";
import { problemAt } from "#components/create/field-problems.ts";
import { CreateFormContext } from "#components/create/form-context.ts";
import { PlanQuota } from "#components/create/plan-quota.tsx";
import { SizeSection } from "#components/create/size-section.tsx";
import { useRuleWords } from "#components/create/use-rule-words.ts";
import { SizePrice } from "#components/price/size-price.tsx";
import { Button } from "#components/ui/button.tsx";
import type { Problem } from "#lib/api/problem.ts";
import { resourcesOf } from "#lib/create/size.ts";
import { parseVmChange } from "#lib/edit/change.ts";
import { changeProblems } from "#lib/edit/check.ts";
import { isHeld } from "#lib/edit/compare.ts";
import type { SettingsView } from "#lib/edit/settings.ts";
import { chosenSize, quotaBeside, sizeConsequences, sizeEffects } from "#lib/edit/size.ts";
import type { CatalogueView } from "#lib/resources/image/view.ts";
import type { QuotaView } from "#lib/resources/tenant/view.ts";
import { useFramedVm } from "../vm-frame.tsx";
import { ChangeOutcome } from "./change-outcome.tsx";
import { ConsequenceList } from "./consequence-list.tsx";
import { RestartOffer } from "./restart-offer.tsx";
import { SizeDifference } from "./size-difference.tsx";
import { sizeDraft } from "./size-draft.ts";
import { useChange } from "./use-change.ts";

type SizeFormProps = {
  view: SettingsView;
  catalogue: CatalogueView;
  quota: QuotaView | null;
  quotaProblem: Problem | null;
  /** The type that is chosen at first; null: the machine's own. */
  wanted: string | null;
  onClose: () => void;
};

/** The create page's own fields for a size, what the choice changes, and what it brings. */
export const SizeForm = ({ view, catalogue, quota, quotaProblem, wanted, onClose }: SizeFormProps) => {
  const t = useTranslations("edit.size");
  const ui = useTranslations("ui");
  const words = useRuleWords();
  const { tenant, vm } = useFramedVm();
  // What somebody else changes while this is open is met when it is saved.
  const [on, setOn] = useState(view);
  const [draft, setDraft] = useState(() => sizeDraft(catalogue, view.settings, wanted));
  const change = useChange(tenant, vm.name);

  const { size, ...input } = inputOf(draft, []);
  const from = chosenSize(on.settings.size);
  const [before, after] = [from && resourcesOf({ size: from }, catalogue), resourcesOf({ size }, catalogue)];
  // A machine that is off takes nothing of the quota yet.
  const used = vm.state === "stopped" ? null : before;
  const isSame = isHeld(on.settings, { size }) === true;
  const parsed = parseVmChange({ size });
  const problems = parsed.ok
    ? changeProblems({ size }, { name: vm.name, settings: on.settings, catalogue, isTalos: false })
    : parsed.fields;
  const errorAt = (path: string): string | null => {
    const problem = problemAt(problems, path);
    return problem ? words(problem) : null;
  };
  const isSaved = change.outcome.kind === "saved";
  const isBusy = change.outcome.kind === "saving";
  const reason = isSame ? t("unchanged") : problems.length > 0 ? t("wrong") : null;
  const needsRestart = vm.conditions.some(({ type, status }) => type === "RestartRequired" && status === "True");
  const mayNeedRestart = needsRestart || (isSaved && vm.inferred && vm.state !== "stopped");

  return (
    <CreateFormContext
      value={{
        tenant,
        catalogue: { ...catalogue, dialect: { ...catalogue.dialect, gpus: false } },
        quota: quotaBeside(quota, used),
        keys: [],
        draft,
        input: { ...input, size },
        change: setDraft,
        wasTried: true,
        errorAt,
      }}
    >
      <div className="@container space-y-4 text-ink">
        <div className="space-y-1">
          <SizeDifference from={from} before={before} after={after} isSame={isSame} />
          {!isSame && catalogue.prices && (
            <SizePrice settings={on.settings} vm={vm} catalogue={catalogue} prices={catalogue.prices} to={size} />
          )}
        </div>
        <ConsequenceList
          consequences={isSame ? [] : sizeConsequences({ from, to: size, types: catalogue.instanceTypes, vm })}
        />
        <SizeSection />
        {!isSame && (
          <div className="-mx-4">
            <PlanQuota
              effects={after ? sizeEffects(after, quota, used) : []}
              hasQuota={quota !== null && quota.items.length > 0}
              problem={quotaProblem}
            />
          </div>
        )}
        {/* As a dialog's own footer: in view however far the sizes go on. */}
        <div className="sticky -bottom-4 -mx-4 -mb-4 flex flex-wrap items-center justify-end gap-2 border-line border-t bg-raised px-4 py-3">
          <div className="w-full empty:hidden">
            <ChangeOutcome
              change={change}
              onKeepTheirs={() => {
                setOn(view);
                setDraft(sizeDraft(catalogue, view.settings));
              }}
            />
          </div>
          {mayNeedRestart && <RestartOffer />}
          <Button onClick={onClose}>{isSaved ? ui("close") : ui("cancel")}</Button>
          <Button
            kind="primary"
            busy={isBusy}
            disabledReason={reason}
            onClick={() => change.save({ size }, { on, onSaved: (saved) => setOn(saved) })}
          >
            {t("save")}
          </Button>
        </div>
      </div>
    </CreateFormContext>
  );
};
