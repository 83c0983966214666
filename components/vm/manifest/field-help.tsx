"use client";
import { useTranslations } from "next-intl";
import { useDeferredValue, useMemo } from "react";
import { Mono } from "#components/ui/text.tsx";
import { type FieldSchema, fieldAt } from "#lib/manifest/field-schema.ts";
import { pathAt } from "#lib/manifest/path-at.ts";
import { yamlText } from "#lib/manifest/shown-text.ts";

type FieldHelpProps = { text: string; caret: number; schema: FieldSchema | null };

/** What the platform's schema says of the field where the caret is. */
export const FieldHelp = ({ text, caret, schema }: FieldHelpProps) => {
  const t = useTranslations("manifest.help");
  const [late, at] = [useDeferredValue(text), useDeferredValue(caret)];
  const path = useMemo(() => pathAt(late, at), [late, at]);
  if (!schema) return <p className="text-ink-2 text-xs">{t("noSchema")}</p>;
  const [top, ...rest] = path;
  if (top !== "spec" || rest.length === 0) return <p className="text-ink-2 text-xs">{t("hint")}</p>;
  const field = fieldAt(schema, rest);
  return (
    <div className="space-y-1 text-ink-2 text-xs">
      <p>
        <Mono className="font-medium text-ink">{rest.join(".")}</Mono> {field?.type && t(`type.${field.type}`)}
      </p>
      {!field && <p>{t("unknown")}</p>}
      {field?.description && <p className="wrap-anywhere">{field.description}</p>}
      {field?.enum && (
        <p className="wrap-anywhere">{t("choices", { choices: field.enum.map(String).join(", ") || "–" })}</p>
      )}
      {field?.default !== undefined && (
        <p className="wrap-anywhere">{t("default", { value: yamlText(field.default).trim() })}</p>
      )}
    </div>
  );
};
