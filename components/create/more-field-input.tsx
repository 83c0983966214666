"use client";
import { useTranslations } from "next-intl";
import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";
import { Mono } from "#components/ui/text.tsx";
import { TextInput } from "#components/ui/text-input.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import type { MoreField } from "#lib/resources/dialect/more.ts";
import { patternTextLimit } from "#lib/resources/dialect/safe-pattern.ts";
import { useCreateForm } from "./form-context.ts";
import { type MoreTyped, withMoreText } from "./more-fields.ts";

type MoreFieldInputProps = {
  field: MoreField;
  /** Where these settings stand in the input: `more`, `disks.0.more`. */
  at: string;
  typed: MoreTyped;
  onChange: (typed: MoreTyped) => void;
};

/** One setting in the schema's own words, which are the provider's and in its language. Empty leaves it to the platform. */
export const MoreFieldInput = ({ field, at, typed, onChange }: MoreFieldInputProps) => {
  const t = useTranslations("create.more");
  const { errorAt } = useCreateForm();
  const { path, type, description } = field;
  const text = typed[path]?.text ?? "";
  const fallback =
    field.default === null || field.default === "" ? t("platform") : t("default", { value: String(field.default) });
  const write = (next: string) => onChange(withMoreText(typed, field, next));
  const choices = type === "boolean" ? ["true", "false"] : type === "strings" ? null : field.enum;
  return (
    <div data-field={`${at}.${path}`}>
      <Field label={<Mono>{path}</Mono>} hint={description || undefined} error={errorAt(`${at}.${path}`)}>
        {choices && (
          <Select value={text} onChange={({ target }) => write(target.value)}>
            <option value="">{fallback}</option>
            {choices.filter(Boolean).map((choice) => (
              <option key={choice} value={choice}>
                {choice}
              </option>
            ))}
          </Select>
        )}
        {!choices && type === "strings" && (
          <Textarea
            mono
            rows={2}
            value={text}
            placeholder={t("lines")}
            onChange={({ target }) => write(target.value)}
          />
        )}
        {!choices && type !== "strings" && (
          <TextInput
            mono
            value={text}
            maxLength={patternTextLimit}
            placeholder={fallback}
            inputMode={type === "string" ? undefined : "decimal"}
            onChange={({ target }) => write(target.value)}
          />
        )}
      </Field>
    </div>
  );
};
