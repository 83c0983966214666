"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormEvent, useRef, useState } from "react";
import { ClassWords } from "#components/create/class-words.tsx";
import { DiskAdvanced } from "#components/create/disk-advanced.tsx";
import { DiskSize } from "#components/create/disk-size.tsx";
import { DiskSourceFields } from "#components/create/disk-source-fields.tsx";
import { inputOf } from "#components/create/draft.ts";
import { createDiskOf, type DraftDisk } from "#components/create/draft-disks.ts";
import { withDisk } from "#components/create/draft-start.ts";
import { FieldError } from "#components/create/field-error.tsx";
import { problemAt } from "#components/create/field-problems.ts";
import { focusField } from "#components/create/focus-field.ts";
import { CreateFormContext } from "#components/create/form-context.ts";
import { PlanQuota } from "#components/create/plan-quota.tsx";
import { Refusal } from "#components/create/refusal.tsx";
import { useRuleWords } from "#components/create/use-rule-words.ts";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { Field } from "#components/ui/field.tsx";
import { TextInput } from "#components/ui/text-input.tsx";
import { client, problemFrom } from "#lib/api/client.ts";
import { staleAfter } from "#lib/api/queries.ts";
import type { NewDiskInput } from "#lib/create/new-disk.ts";
import { paths } from "#lib/paths.ts";
import { storageEffects, storageProblems } from "#lib/resources/disk/quota.ts";
import type { CatalogueView } from "#lib/resources/image/view.ts";
import type { QuotaView } from "#lib/resources/tenant/view.ts";
import { newDiskProblemsOf, startNewDisk } from "./new-disk-draft.ts";

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
  const words = useRuleWords();
  const router = useRouter();
  const queryClient = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const [start] = useState(() => startNewDisk(catalogue, quota, copyOf));
  const [name, setName] = useState(start.name);
  const [draft, setDraft] = useState(start.draft);
  const [wasTried, setWasTried] = useState(false);
  const create = useMutation({
    mutationFn: (input: NewDiskInput) => client.createDisk(tenant, input),
    onSuccess: (_, input) => router.push(paths.disk(tenant, input.name)),
    onSettled: () => {
      for (const queryKey of staleAfter.createDisk) void queryClient.invalidateQueries({ queryKey });
    },
  });
  const disk = draft.disks[0] ?? start.disk;
  const sent = createDiskOf(disk);
  if (sent.kind !== "new") throw new Error("This form makes disks");
  const input: NewDiskInput = { name, disk: sent };
  const refused =
    create.isError && create.variables ? { input: create.variables, problem: problemFrom(create.error) } : null;
  const effects = storageEffects({ storageClass: disk.storageClass, bytes: disk.sizeBytes, claims: 1 }, quota);
  const problems = newDiskProblemsOf(input, catalogue, refused);
  const shown = [
    ...problems.filter(({ rule }) => wasTried || (rule !== "required" && rule !== "nameRequired")),
    ...storageProblems(effects, "disk.sizeBytes"),
  ];
  const errorAt = (path: string, exactly?: "exactly"): string | null => {
    const problem = exactly ? shown.find((each) => each.path === path) : problemAt(shown, path);
    return problem ? words(problem) : null;
  };
  const handleSubmit = (event: FormEvent) => {
    event.preventDefault();
    setWasTried(true);
    if (create.isPending || create.isSuccess) return;
    if (problems.length > 0)
      return focusField(
        form.current,
        problems.map(({ path }) => path),
      );
    create.mutate(input);
  };
  const handleChange = (values: Partial<DraftDisk>) =>
    setDraft((before) => withDisk(before, disk.part, (each) => ({ ...each, ...values })));
  return (
    <CreateFormContext
      value={{
        ...{ tenant, catalogue, quota, keys: [], draft, wasTried, errorAt },
        ...{ input: inputOf(draft, []), change: setDraft },
      }}
    >
      <form
        ref={form}
        noValidate
        aria-label={t("title")}
        onSubmit={handleSubmit}
        className="grid gap-x-6 gap-y-6 xl:grid-cols-[minmax(0,1fr)_370px] xl:items-start"
      >
        <div className="@container min-w-0 space-y-5">
          <h1 className="font-semibold text-title md:sr-only">{t("title")}</h1>
          <div data-field="name" className="max-w-md">
            <Field label={t("name")} hint={t("nameHint")} error={errorAt("name")}>
              <TextInput mono value={name} onChange={({ target }) => setName(target.value)} autoComplete="off" />
            </Field>
          </div>
          <DiskSourceFields disk={disk} path="disk" onChange={handleChange} isMade />
          <div>
            <p className="mb-1.5 font-medium text-sm">{t("size")}</p>
            <DiskSize disk={disk} path="disk" name={name} />
            <FieldError>{errorAt("disk.sizeBytes") ?? errorAt("disk.storageClass")}</FieldError>
            <ClassWords />
            <p className="mt-2 max-w-[76ch] text-ink-3 text-sm">{t("stays")}</p>
          </div>
          <DiskAdvanced disk={disk} path="disk" onChange={handleChange} isAlone />
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
    </CreateFormContext>
  );
};
