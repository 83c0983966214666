"use client";
import { useTranslations } from "next-intl";
import { Fold } from "#components/ui/fold.tsx";
import { useCreateForm } from "./form-context.ts";
import { MoreFieldInput } from "./more-field-input.tsx";
import { Section } from "./section.tsx";

/** What this cluster's schema has and nobody here has written a place for, from the schema alone. */
export const MoreSection = () => {
  const t = useTranslations("create.more");
  const { catalogue, draft, change, errorAt } = useCreateForm();
  const { more } = catalogue.dialect;
  if (more.length === 0) return null;
  const set = Object.keys(draft.more).length;
  return (
    <Section title={t("title")} hint={t("hint")}>
      <Fold
        title={t("fields", { count: more.length })}
        note={set > 0 ? t("set", { count: set }) : t("noneSet")}
        startsOpen={set > 0}
        hasError={errorAt("more") !== null}
      >
        <div className="grid gap-4 rounded-card border border-line bg-surface p-4 @2xl:grid-cols-2">
          {more.map((field) => (
            <MoreFieldInput
              key={field.path}
              field={field}
              at="more"
              typed={draft.more}
              onChange={(typed) => change((before) => ({ ...before, more: typed }))}
            />
          ))}
        </div>
      </Fold>
    </Section>
  );
};
