"use client";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Fold } from "#components/ui/fold.tsx";
import { TextInput } from "#components/ui/text-input.tsx";
import { useAmounts } from "#components/ui/use-amounts.ts";
import { withCustom, withType } from "./draft-size.ts";
import { FieldError } from "./field-error.tsx";
import { useCreateForm } from "./form-context.ts";

const fields = ["cpu", "sockets", "memory"] as const;

/** Cores, sockets and memory of one's own, in place of an instance type: the platform takes one or the other. */
export const SizeCustom = () => {
  const t = useTranslations("create.size.custom");
  const { number } = useAmounts();
  const { catalogue, draft, input, change, errorAt } = useCreateForm();
  const { size } = input;
  const pathOf = (field: (typeof fields)[number]) => (field === "memory" ? "size.memoryBytes" : `size.${field}`);
  if (size.kind === "type")
    return (
      <Fold title={t("title")} className="mt-2">
        <p className="max-w-[76ch] text-ink-2 text-sm">{t("about")}</p>
        <Button size="small" onClick={() => change((before) => withCustom(before, {}))} className="mt-2">
          {t("use")}
        </Button>
      </Fold>
    );
  return (
    <div className="rounded-card border border-line bg-surface p-4">
      <p className="font-medium">{t("title")}</p>
      <p className="mt-0.5 max-w-[76ch] text-ink-2 text-sm">{t("about")}</p>
      <div className="mt-3 grid max-w-md grid-cols-3 items-start gap-3">
        {fields.map((field) => (
          <div key={field} data-field={pathOf(field)}>
            <Field label={t(field)} error={null}>
              <TextInput
                inputMode="decimal"
                value={draft.custom[field]}
                onChange={(event) => change((before) => withCustom(before, { [field]: event.target.value }))}
                aria-invalid={errorAt(pathOf(field)) !== null || undefined}
                unit={field === "memory" ? t("gib") : undefined}
              />
            </Field>
          </div>
        ))}
      </div>
      <p role="status" className="mt-2 text-ink-2 text-sm">
        {t("gives", { cpu: number(size.cpu * size.sockets), cores: number(size.cpu), sockets: number(size.sockets) })}
      </p>
      <FieldError>{errorAt("size")}</FieldError>
      {catalogue.instanceTypes.length > 0 && (
        <Button size="small" onClick={() => change((before) => withType(before, before.instanceType))} className="mt-3">
          {t("back")}
        </Button>
      )}
    </div>
  );
};
