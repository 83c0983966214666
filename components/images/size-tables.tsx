import { useTranslations } from "next-intl";
import { seriesWordOf, seriesWords } from "#components/create/series-words.ts";
import { seriesOf, usualRatio } from "#components/create/size-fit.ts";
import { PlainCell, PlainRow, PlainTable } from "#components/table/plain-table.tsx";
import { Card } from "#components/ui/card.tsx";
import { Mono } from "#components/ui/text.tsx";
import { useAmounts } from "#components/ui/use-amounts.ts";
import type { InstanceTypeView } from "#lib/resources/image/view.ts";
import { memoryRatio } from "#lib/resources/instance-type/words.ts";
import type { OfferWords } from "./use-offer-words.ts";

type SizeTablesProps = { types: readonly InstanceTypeView[]; words: OfferWords };

/** Sizes by series, the series people compare first first. */
export const SizeTables = ({ types, words }: SizeTablesProps) => (
  <div className="space-y-4">
    {seriesOf(types, Object.keys(seriesWords)).map(({ name, types: own }) => (
      <SeriesCard key={name} series={name} types={own} words={words} />
    ))}
  </div>
);

const SeriesCard = ({ series, types, words }: SizeTablesProps & { series: string }) => {
  const t = useTranslations("images");
  const create = useTranslations("create.size");
  const { bytes, number } = useAmounts();
  const word = seriesWordOf(series);
  const ratio = usualRatio(types.map(memoryRatio));
  const dedicated = types.filter(({ dedicatedCpu }) => dedicatedCpu).length;
  const sharing = dedicated === 0 ? "shared" : dedicated === types.length ? "dedicatedAll" : "mixed";
  const isSaid = (type: InstanceTypeView) => words.typicalFor(type) !== "";
  const about = (type: InstanceTypeView): string[] => [
    ...(isSaid(type) ? [words.typicalFor(type)] : []),
    ...(memoryRatio(type) === ratio ? [] : [create("ratioLabel", { cpu: 1, memory: memoryRatio(type) })]),
    ...words.traits(sharing === "mixed" ? type : { ...type, dedicatedCpu: false }),
  ];
  const title = word === "other" ? series : `${words.seriesName(series)} · ${series}`;
  return (
    <Card
      title={title}
      aside={[
        ...(word === "other" ? [] : [create(`seriesFor.${word}`)]),
        ...(ratio === null ? [] : [create("ratioLabel", { cpu: 1, memory: ratio })]),
        t(`size.${sharing}`),
      ].join(" · ")}
      flush
    >
      <PlainTable
        caption={title}
        columns={[
          { label: t("column.type") },
          { label: t("column.cpu"), amount: true },
          { label: t("column.memory"), amount: true },
          { label: t("column.for"), wide: true },
        ]}
      >
        {types.map((type) => (
          <PlainRow key={type.name}>
            <PlainCell className="lg:w-48">
              <Mono className="text-ink">{type.name}</Mono>
              <p className="text-ink-2 text-xs lg:hidden">{about(type).join(" · ")}</p>
            </PlainCell>
            <PlainCell amount className="lg:w-24">
              {number(type.cpu)}
            </PlainCell>
            <PlainCell amount className="lg:w-32">
              {bytes(type.memoryBytes)}
            </PlainCell>
            <PlainCell wide className="text-ink-2">
              {about(type).join(" · ")}
            </PlainCell>
          </PlainRow>
        ))}
      </PlainTable>
    </Card>
  );
};
