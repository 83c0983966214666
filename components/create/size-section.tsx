"use client";
import { ChevronDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { RadioCards } from "#components/ui/radio-cards.tsx";
import { memoryRatio } from "#lib/resources/instance-type/words.ts";
import { withSeries } from "./draft-size.ts";
import { FieldError } from "./field-error.tsx";
import { useCreateForm } from "./form-context.ts";
import { GpuFold } from "./gpu-fold.tsx";
import { Section } from "./section.tsx";
import { seriesWordOf, seriesWords, shownSeries } from "./series-words.ts";
import { SizeCustom } from "./size-custom.tsx";
import { type Series, seriesOf, usualRatio } from "./size-fit.ts";
import { SizeTable } from "./size-table.tsx";

/** Series as cards in words, then the sizes of one series; a size of one's own and GPUs behind a click. */
export const SizeSection = () => {
  const t = useTranslations("create.size");
  const { catalogue, draft } = useCreateForm();
  const { gpus, customSize } = catalogue.dialect;
  const isEmpty = catalogue.instanceTypes.length === 0;
  return (
    <Section topic="sizes" title={t("title")} hint={isEmpty && !draft.isCustom ? t("empty") : undefined}>
      {!draft.isCustom && !isEmpty && <Types />}
      {customSize && <SizeCustom />}
      {gpus && <GpuFold />}
    </Section>
  );
};

const Types = () => {
  const t = useTranslations("create.size");
  const { catalogue, quota, draft, change, errorAt } = useCreateForm();
  const [looked, setLooked] = useState<string | null>(null);
  const [showsAll, setShowsAll] = useState(false);
  const all = seriesOf(catalogue.instanceTypes, Object.keys(seriesWords));
  const chosen = catalogue.instanceTypes.find(({ name }) => name === draft.instanceType);
  const series = all.find(({ name }) => name === (looked ?? chosen?.series)) ?? all[0];
  if (!series) return null;
  const shown = showsAll ? all : shownSeries(all, series.name);
  const handleSeries = (name: string) => {
    setLooked(name);
    change((before) => withSeries(before, name, catalogue, quota));
  };
  return (
    <>
      <div data-field="size.instanceType">
        <RadioCards
          legend={t("series")}
          options={shown.map(({ name, types }) => {
            const word = seriesWordOf(name);
            const ratio = usualRatio(types.map(memoryRatio));
            return {
              value: name,
              label: (
                <>
                  {t(`seriesName.${word}`)}{" "}
                  <span className="text-ink-2">
                    {["s1", "u1", "m1"].includes(name) ? name.charAt(0).toUpperCase() : name}
                  </span>
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
        {shown.length < all.length && (
          <Button
            kind="ghost"
            size="small"
            icon={<ChevronDown aria-hidden="true" className="size-4" />}
            onClick={() => setShowsAll(true)}
            className="mt-1"
          >
            {t("moreSeries", { count: all.length - shown.length })}
          </Button>
        )}
        <SizeTable
          types={series.types}
          showsDedicated={sharingOf(series) === "mixedNote"}
          usual={usualRatio(series.types.map(memoryRatio))}
        />
        <FieldError>{errorAt("size")}</FieldError>
      </div>
      <p className="mt-2 text-ink-2 text-sm">
        {t(sharingOf(series))} {t("production")}
      </p>
    </>
  );
};

const sharingOf = ({ types }: Series) => {
  const dedicated = types.filter(({ dedicatedCpu }) => dedicatedCpu).length;
  return dedicated === 0 ? "sharedNote" : dedicated === types.length ? "dedicatedNote" : "mixedNote";
};
