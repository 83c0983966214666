import { useTranslations } from "next-intl";
import { type FormEvent, useId } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { TypedWord, useTypedWord } from "#components/ui/typed-word.tsx";
import { shownNameOfVm } from "#lib/resources/names.ts";
import type { BulkPlan } from "#lib/resources/vm/bulk.ts";
import { DeleteFacts } from "./delete-facts.tsx";
import { Names } from "./names.tsx";

type BulkDialogProps = {
  tenant: string;
  /** Null while nothing is asked. */
  plan: BulkPlan | null;
  onConfirm: (plan: BulkPlan) => void;
  onClose: () => void;
};

/** What is about to be done to which machines, which are left alone and why; a delete is typed. */
export const BulkDialog = ({ tenant, plan, onConfirm, onClose }: BulkDialogProps) => {
  const t = useTranslations("list.bulk");
  const ui = useTranslations("ui");
  const formId = useId();
  const count = plan?.rows.length ?? 0;
  const name = shownNameOfVm(plan?.rows[0]?.name ?? "");
  const wanted = plan?.action !== "delete" ? null : count === 1 ? name : String(count);
  const word = useTypedWord(wanted);
  const close = () => {
    word.clear();
    onClose();
  };

  const handleSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (!plan || !word.check()) return;
    onConfirm(plan);
    close();
  };
  return (
    <Dialog
      open={plan !== null}
      onClose={close}
      title={plan && t(`title.${plan.action}`, { count, name })}
      footer={
        plan && (
          <>
            <Button onClick={close}>{ui("cancel")}</Button>
            <Button kind={plan.action === "delete" ? "danger" : "primary"} type="submit" form={formId}>
              {t(`do.${plan.action}`, { count })}
            </Button>
          </>
        )
      }
    >
      {plan && (
        <form id={formId} onSubmit={handleSubmit} className="space-y-3">
          {count > 1 && <Names names={plan.rows.map((row) => shownNameOfVm(row.name))} />}
          <p>{t(`what.${plan.action}`, { count })}</p>
          {plan.action === "delete" && <DeleteFacts tenant={tenant} rows={plan.rows} />}
          <LeftAlone skipped={plan.skipped} />
          {wanted !== null && (
            <TypedWord
              word={word}
              label={count === 1 ? t("typeName", { name }) : t("typeCount", { count })}
              mismatch={t("mismatch")}
            />
          )}
        </form>
      )}
    </Dialog>
  );
};

/** Machines that the action passes over, together by reason. */
const LeftAlone = ({ skipped }: { skipped: BulkPlan["skipped"] }) => {
  const t = useTranslations("list.bulk");
  const why = useTranslations("actions.reasons");
  if (skipped.length === 0) return null;
  const byReason = Map.groupBy(skipped, ({ reason }) => reason);
  return (
    <div>
      <p className="font-medium text-ink">{t("leftAlone", { count: skipped.length })}</p>
      <ul className="mt-1 space-y-1 text-sm">
        {[...byReason].map(([reason, members]) => (
          <li key={reason}>
            <Names names={members.map(({ row }) => shownNameOfVm(row.name))} most={4} />: {why(reason)}
          </li>
        ))}
      </ul>
    </div>
  );
};
