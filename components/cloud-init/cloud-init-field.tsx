"use client";
import { useTranslations } from "next-intl";
import { CodeEditor } from "#components/editor/code-editor.tsx";
import { Field } from "#components/ui/field.tsx";
import { useAmounts } from "#components/ui/use-amounts.ts";
import { cloudInitLimitBytes, kindOf } from "#lib/cloud-init/user-data.ts";
import type { HandedProps } from "./user-data-props.ts";

const example = "#cloud-config\npackages:\n  - nginx";

/** User data in an editor: what is typed is what is sent, byte for byte. */
export const CloudInitField = ({ label, hint, text, onText, error, isReadOnly, caret }: HandedProps) => {
  const t = useTranslations("editor");
  const { bytes } = useAmounts();
  const size = new TextEncoder().encode(text).length;
  const kind = kindOf(text);
  return (
    <Field
      label={label}
      hint={[hint, t("keys")].filter(Boolean).join(" ")}
      error={error}
      aside={t("size", { size: bytes(size), most: bytes(cloudInitLimitBytes) })}
    >
      <CodeEditor
        label={label}
        value={text}
        onChange={onText}
        language={kind === "cloud-config" || kind === "empty" || kind === "unknown" ? "yaml" : "plain"}
        placeholder={example}
        isReadOnly={isReadOnly}
        caret={caret}
      />
    </Field>
  );
};
