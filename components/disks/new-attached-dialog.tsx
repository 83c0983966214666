"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useId, useRef, useState } from "react";
import { focusField } from "#components/create/focus-field.ts";
import { PlanQuota } from "#components/create/plan-quota.tsx";
import { Refusal } from "#components/create/refusal.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { client, problemFrom } from "#lib/api/client.ts";
import { queries, staleAfter } from "#lib/api/queries.ts";
import type { NewDiskInput } from "#lib/create/new-disk.ts";
import type { CatalogueView } from "#lib/resources/image/view.ts";
import type { QuotaView } from "#lib/resources/tenant/view.ts";
import { startNewDisk } from "./new-disk-draft.ts";
import { NewDiskFields } from "./new-disk-fields.tsx";
import { useNewDisk } from "./use-new-disk.ts";

type NewAttachedDialogProps = {
  tenant: string;
  catalogue: CatalogueView;
  vm: string;
  open: boolean;
  onClose: () => void;
  /** It is there; the machine does not have it yet. */
  onMade: (disk: string) => void;
};

/** Makes a disk for this machine. The disk is real from then on; the machine gets it when its list is saved. */
export const NewAttachedDialog = ({ open, onClose, ...rest }: NewAttachedDialogProps) => {
  const t = useTranslations("disks.new");
  const ui = useTranslations("ui");
  const formId = useId();
  const quota = useQuery({ ...queries.quota(rest.tenant), enabled: open });
  const [isBusy, setIsBusy] = useState(false);
  return (
    <Dialog
      open={open}
      onClose={onClose}
      wide
      title={t("title")}
      footer={
        <>
          <Button onClick={onClose}>{ui("cancel")}</Button>
          <Button kind="primary" type="submit" form={formId} busy={isBusy}>
            {t("forMachine")}
          </Button>
        </>
      }
    >
      {open && <Form {...rest} formId={formId} quota={quota.data ?? null} onBusy={setIsBusy} />}
    </Dialog>
  );
};

type FormProps = Omit<NewAttachedDialogProps, "open" | "onClose"> & {
  formId: string;
  quota: QuotaView | null;
  onBusy: (isBusy: boolean) => void;
};

const Form = ({ tenant, catalogue, vm, formId, quota, onBusy, onMade }: FormProps) => {
  const t = useTranslations("disks.new");
  const queryClient = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const [start] = useState(() => startNewDisk(catalogue, quota, { vm }));
  const create = useMutation({
    mutationFn: (input: NewDiskInput) => client.createDisk(tenant, input),
    onMutate: () => onBusy(true),
    onSuccess: (_, input) => onMade(input.name),
    onSettled: () => {
      onBusy(false);
      for (const queryKey of staleAfter.createDisk) void queryClient.invalidateQueries({ queryKey });
    },
  });
  const refused =
    create.isError && create.variables ? { input: create.variables, problem: problemFrom(create.error) } : null;
  const made = useNewDisk({ tenant, catalogue, quota, start, refused });
  const handleSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (create.isPending) return;
    const wrong = made.attempt();
    if (wrong.length > 0) focusField(form.current, wrong);
    else create.mutate(made.input);
  };
  return (
    <form id={formId} ref={form} noValidate onSubmit={handleSubmit} className="@container space-y-4 text-ink">
      <NewDiskFields made={made} />
      <p className="text-ink-2 text-sm">{t("thenSaved")}</p>
      {refused && (
        <Refusal name={refused.input.name} problem={refused.problem} onRetry={() => create.mutate(made.input)} />
      )}
      {quota && quota.items.length > 0 && (
        <div className="-mx-4">
          <PlanQuota effects={made.effects} hasQuota problem={null} />
        </div>
      )}
    </form>
  );
};
