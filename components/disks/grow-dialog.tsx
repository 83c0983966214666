"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { bytesOfGib, gibText } from "#components/create/draft-disks.ts";
import { PlanQuota } from "#components/create/plan-quota.tsx";
import { useRuleWords } from "#components/create/use-rule-words.ts";
import { ProblemNotice } from "#components/feedback/problem-notice.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { TextInput } from "#components/ui/text-input.tsx";
import { useAmounts } from "#components/ui/use-amounts.ts";
import { client, problemFrom } from "#lib/api/client.ts";
import { queries, staleAfter } from "#lib/api/queries.ts";
import { diskLimitBytes } from "#lib/create/schema-disks.ts";
import { growthProblem, presentBytes } from "#lib/resources/disk/growth.ts";
import { storageEffects } from "#lib/resources/disk/quota.ts";
import type { DiskRow } from "#lib/resources/disk/view.ts";
import { gibibyte } from "#lib/resources/quantity.ts";

type GrowDialogProps = { tenant: string; disk: DiskRow; open: boolean; onClose: () => void; onGrown: () => void };

/** Asks how large a disk is to be: today's size is the floor, and what follows stands beside it. */
export const GrowDialog = ({ tenant, disk, open, onClose, onGrown }: GrowDialogProps) => {
  const t = useTranslations("disks.grow");
  const ui = useTranslations("ui");
  const words = useRuleWords();
  const { bytes } = useAmounts();
  const formId = useId();
  const queryClient = useQueryClient();
  const quota = useQuery({ ...queries.quota(tenant), enabled: open });
  const present = presentBytes(disk) ?? 0;
  const [text, setText] = useState<string | null>(null);
  const typed = text ?? gibText(present + 10 * gibibyte);
  const sizeBytes = bytesOfGib(typed);
  const own =
    sizeBytes > diskLimitBytes
      ? { path: "sizeBytes", rule: "sizeTooLarge", values: { max: diskLimitBytes } }
      : growthProblem(disk, sizeBytes);
  const grow = useMutation({
    mutationFn: () => client.growDisk(tenant, disk.name, { uid: disk.uid, sizeBytes }),
    onSuccess: () => {
      setText(null);
      onGrown();
    },
    onSettled: () => {
      for (const queryKey of staleAfter.growDisk) void queryClient.invalidateQueries({ queryKey });
    },
  });
  const problem = grow.isError ? problemFrom(grow.error) : null;
  const field = own ?? problem?.fields?.[0] ?? null;
  const handleSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (!own && !grow.isPending) grow.mutate();
  };
  const close = () => {
    grow.reset();
    onClose();
  };
  return (
    <Dialog
      open={open}
      onClose={close}
      title={t("title", { name: disk.name })}
      footer={
        <>
          <Button onClick={close}>{ui("cancel")}</Button>
          <Button kind="primary" type="submit" form={formId} busy={grow.isPending}>
            {t("do")}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={handleSubmit} noValidate className="space-y-4">
        <Field label={t("size")} hint={t("now", { size: bytes(present) })} error={field ? words(field) : null}>
          <TextInput
            type="number"
            inputMode="decimal"
            min={Math.ceil(present / gibibyte)}
            step="any"
            value={typed}
            unit="GiB"
            onChange={({ target }) => {
              setText(target.value);
              grow.reset();
            }}
            className="pr-10! text-right"
          />
        </Field>
        {problem && !problem.fields && <ProblemNotice problem={problem} title={t("failed")} announce />}
        <ul className="list-disc space-y-1.5 pl-5 text-sm marker:text-ink-3">
          <li>{t("onlyGrows")}</li>
          <li>{t(disk.usedBy.length > 0 ? "live" : "atOnce")}</li>
          <li>{t("guestStep")}</li>
          <li>{t("classStays", { name: disk.storageClass })}</li>
        </ul>
        {quota.data && quota.data.items.length > 0 && !own && (
          <div className="-mx-4">
            <PlanQuota
              effects={storageEffects(
                { storageClass: disk.storageClass, bytes: sizeBytes - present, claims: 0 },
                quota.data,
              )}
              hasQuota
              problem={null}
            />
          </div>
        )}
      </form>
    </Dialog>
  );
};
