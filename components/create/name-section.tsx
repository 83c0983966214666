"use client";
import { Check } from "lucide-react";
import { useTranslations } from "next-intl";
import { Field } from "#components/ui/field.tsx";
import { TextInput } from "#components/ui/text-input.tsx";
import { CopiesField } from "./copies-field.tsx";
import { withName } from "./draft.ts";
import { useCreateForm } from "./form-context.ts";
import { Section } from "./section.tsx";

/** What it is called, checked while it is typed, and whether it starts at once. */
export const NameSection = () => {
  const t = useTranslations("create.name");
  const { draft, input, catalogue, change, errorAt } = useCreateForm();
  const error = errorAt("name");
  const isFree = draft.hasOwnName && input.name !== "" && !error && !catalogue.missing.includes("names");
  return (
    <Section title={t("title")}>
      <div data-field="name" className="max-w-md">
        <Field
          label={t("label")}
          hint={t("hint")}
          error={error}
          aside={
            isFree && (
              <span role="status" className="inline-flex items-center gap-1 text-running">
                <Check aria-hidden="true" className="size-3.5" />
                {t("free")}
              </span>
            )
          }
        >
          <TextInput
            mono
            value={input.name}
            onChange={(event) => change((before) => withName(before, event.target.value))}
            autoCapitalize="none"
          />
        </Field>
      </div>
      <CopiesField />
      <label className="mt-4 flex max-w-md items-start gap-2.5">
        <input
          type="checkbox"
          checked={input.start}
          onChange={(event) =>
            change((before) => ({ ...before, input: { ...before.input, start: event.target.checked } }))
          }
          className="mt-0.5 size-4 shrink-0 accent-accent"
        />
        <span>
          <span className="block font-medium">{t("start")}</span>
          <span className="block text-ink-2 text-sm">{t("startHint")}</span>
        </span>
      </label>
    </Section>
  );
};
