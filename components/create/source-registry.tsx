"use client";
import { useTranslations } from "next-intl";
import { Field } from "#components/ui/field.tsx";
import { TextInput } from "#components/ui/text-input.tsx";
import { useCreateForm } from "./form-context.ts";
import type { SourceProps } from "./source-url.tsx";

/** A container image that holds a disk; only where the cluster's schema knows it. */
export const SourceRegistry = ({ disk, path, onChange }: SourceProps) => {
  const t = useTranslations("create.startFrom.registry");
  const { errorAt } = useCreateForm();
  const field = `${path}.source.url`;
  return (
    <div data-field={field} className="max-w-2xl">
      <Field label={t("label")} hint={t("hint")} error={errorAt(field)}>
        <TextInput
          mono
          value={disk.registry}
          placeholder="docker://quay.io/containerdisks/fedora:43"
          onChange={(event) => onChange({ registry: event.target.value })}
        />
      </Field>
    </div>
  );
};
