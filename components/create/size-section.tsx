"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { RadioCards } from "#components/ui/radio-cards.tsx";
import { instanceTypeOf } from "#lib/create/size.ts";
import { memoryRatio } from "#lib/resources/instance-type/words.ts";
import { withSeries } from "./draft.ts";
import { FieldError } from "./field-error.tsx";
import { useCreateForm } from "./form-context.ts";
import { Section } from "./section.tsx";
import { seriesWordOf, seriesWords } from "./series-words.ts";
import { seriesOf, usualRatio } from "./size-fit.ts";
import { SizeTable } from "./size-table.tsx";

/** Series as cards in words, then the sizes of one series. */
export const SizeSection = () => {
  const t = useTranslations("create.size");
  const { catalogue, quota, input, change, errorAt } = useCreateForm();
  const [looked, setLooked] = useState<string | null>(null);
  const all = seriesOf(catalogue.instanceTypes, Object.keys(seriesWords));
  const chosen = catalogue.instanceTypes.find(({ name }) => name === instanceTypeOf(input));
  const series = all.find(({ name }) => name === (looked ?? chosen?.series)) ?? all[0];
  if (!series)
    return (
      <Section title={t("title")} hint={t("empty")}>
        {null}
      </Section>
    );

  const handleSeries = (name: string) => {
    setLooked(name);
    change((draft) => withSeries(draft, name, catalogue, quota));
  };
  const dedicated = series.types.filter(({ dedicatedCpu }) => dedicatedCpu).length;
  const sharing = dedicated === 0 ? "sharedNote" : dedicated === series.types.length ? "dedicatedNote" : "mixedNote";
  return (
    <Section title={t("title")}>
      <div data-field="size">
        <RadioCards
          legend={t("series")}
          options={all.map(({ name, types }) => {
            const word = seriesWordOf(name);
            const ratio = usualRatio(types.map(memoryRatio));
            return {
              value: name,
              label: (
                <>
                  {t(`seriesName.${word}`)}{" "}
                  <span className="text-ink-2">{word === "other" ? name : name.charAt(0).toUpperCase()}</span>
                </>
              ),
              detail: t(`seriesFor.${word}`),
              aside: ratio !== null && (
                <span className="font-mono" data-tip={t("ratioLabel", { cpu: 1, memory: ratio })}>
                  {t("ratio", { cpu: 1, memory: ratio })}
                </span>
              ),
            };
          })}
          value={series.name}
          onChange={handleSeries}
          className="@xl:grid-cols-3"
        />
        <SizeTable
          types={series.types}
          showsDedicated={sharing === "mixedNote"}
          usual={usualRatio(series.types.map(memoryRatio))}
        />
        <FieldError>{errorAt("size")}</FieldError>
      </div>
      <p className="mt-2 text-ink-2 text-sm">
        {t(sharing)} {t("production")}
      </p>
    </Section>
  );
};
