"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormEvent, useRef, useState } from "react";
import { focusField } from "#components/create/focus-field.ts";
import { CreateFormContext } from "#components/create/form-context.ts";
import { PasteDisk } from "#components/create/paste/paste-disk.tsx";
import { PlanQuota } from "#components/create/plan-quota.tsx";
import { Refusal } from "#components/create/refusal.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { client, problemFrom } from "#lib/api/client.ts";
import { staleAfter } from "#lib/api/queries.ts";
import type { NewDiskInput } from "#lib/create/new-disk.ts";
import { paths } from "#lib/paths.ts";
import type { CatalogueView } from "#lib/resources/image/view.ts";
import type { QuotaView } from "#lib/resources/tenant/view.ts";
import { startNewDisk } from "./new-disk-draft.ts";
import { NewDiskFields } from "./new-disk-fields.tsx";
import { useNewDisk } from "./use-new-disk.ts";

type NewDiskFormProps = {
  tenant: string;
  catalogue: CatalogueView;
  quota: QuotaView | null;
  /** The disk it is to be a copy of. */
  copyOf: string | undefined;
};

/** A disk by itself: where it is filled from, how large, on what. What was typed outlives a refusal. */
export const NewDiskForm = ({ tenant, catalogue, quota, copyOf }: NewDiskFormProps) => {
  const t = useTranslations("disks.new");
  const router = useRouter();
  const queryClient = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const [start] = useState(() => startNewDisk(catalogue, quota, { copyOf }));
  const create = useMutation({
    mutationFn: (input: NewDiskInput) => client.createDisk(tenant, input),
    onSuccess: (_, input) => router.push(paths.disk(tenant, input.name)),
    onSettled: () => {
      for (const queryKey of staleAfter.createDisk) void queryClient.invalidateQueries({ queryKey });
    },
  });
  const refused =
    create.isError && create.variables ? { input: create.variables, problem: problemFrom(create.error) } : null;
  const made = useNewDisk({ tenant, catalogue, quota, start, refused });
  const { name, input, problems, effects, wasTried } = made;
  const handleSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (create.isPending || create.isSuccess) return;
    const wrong = made.attempt();
    if (wrong.length > 0) focusField(form.current, wrong);
    else create.mutate(input);
  };
  return (
    <form
      ref={form}
      noValidate
      aria-label={t("title")}
      onSubmit={handleSubmit}
      className="grid gap-x-6 gap-y-6 xl:grid-cols-[minmax(0,1fr)_370px] xl:items-start"
    >
      <div className="@container min-w-0 space-y-5">
        <h1 className="font-semibold text-title md:sr-only">{t("title")}</h1>
        <CreateFormContext value={made.form}>
          <PasteDisk state={made.state} put={made.put} />
        </CreateFormContext>
        <NewDiskFields made={made} />
      </div>
      <Card title={t("plan")} flush>
        <div className="space-y-3 p-4">
          <p className="text-ink-2 text-sm">{t("makes")}</p>
          {refused && (
            <Refusal name={refused.input.name} problem={refused.problem} onRetry={() => create.mutate(input)} />
          )}
          <p role="status" className="text-failed text-sm empty:hidden">
            {wasTried && problems.length > 0 && t("wrong", { count: problems.length })}
          </p>
          <Button type="submit" kind="primary" busy={create.isPending || create.isSuccess} className="w-full">
            {t("do", { name: name || t("disk") })}
          </Button>
        </div>
        {quota && quota.items.length > 0 && <PlanQuota effects={effects} hasQuota problem={null} />}
      </Card>
    </form>
  );
};
