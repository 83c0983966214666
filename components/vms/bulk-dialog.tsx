import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { TextInput } from "#components/ui/text-input.tsx";
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
  const [typed, setTyped] = useState("");
  const [isWrong, setIsWrong] = useState(false);
  const close = () => {
    setTyped("");
    setIsWrong(false);
    onClose();
  };
  const count = plan?.rows.length ?? 0;
  const name = shownNameOfVm(plan?.rows[0]?.name ?? "");
  const wanted = plan?.action !== "delete" ? null : count === 1 ? name : String(count);

  const handleSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (!plan || (wanted !== null && typed.trim() !== wanted)) {
      setIsWrong(true);
      return;
    }
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
            <Field
              label={count === 1 ? t("typeName", { name }) : t("typeCount", { count })}
              error={isWrong ? t("mismatch") : null}
            >
              <TextInput
                mono
                value={typed}
                onChange={(event) => {
                  setTyped(event.target.value);
                  setIsWrong(false);
                }}
              />
            </Field>
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
