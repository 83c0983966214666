"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Card } from "#components/ui/card.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import type { StockRole } from "#lib/access/rights.ts";

/** A right that a stock role has and this person lacks, with what grants it. */
export type Wanted = { id: string; right: string; api: string; role: StockRole; group: string; command: string };

/** A request in words that somebody else can act on: who, where, which right, and what gives it. */
export const AskCard = ({ tenant, name, wanted }: { tenant: string; name: string; wanted: readonly Wanted[] }) => {
  const t = useTranslations("access.ask");
  const [chosen, setChosen] = useState<string | null>(null);
  const one = wanted.find(({ id }) => id === chosen) ?? wanted[0];
  if (!one)
    return (
      <Card title={t("title")}>
        <p className="text-ink-2">{t("nothing")}</p>
      </Card>
    );
  const { right, api, role, group, command } = one;
  const text = t("body", { tenant, name, right, api, role, group, command });
  return (
    <Card title={t("title")}>
      <p className="mb-4 max-w-[68ch] text-ink-2 text-sm">{t("hint")}</p>
      <Field label={t("what")}>
        <Select value={one.id} onChange={({ target }) => setChosen(target.value)}>
          {wanted.map((each) => (
            <option key={each.id} value={each.id}>
              {each.right}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t("text")} aside={<CopyButton text={text} what={t("copy")} />} className="mt-4">
        <Textarea readOnly rows={14} value={text} className="text-sm" />
      </Field>
    </Card>
  );
};
