import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Said } from "#components/provider/said.tsx";
import { PlainCell, PlainRow, PlainTable } from "#components/table/plain-table.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Card } from "#components/ui/card.tsx";
import { Mono } from "#components/ui/text.tsx";
import { useAmounts } from "#components/ui/use-amounts.ts";
import type { CatalogueView, GpuView, StorageClassView } from "#lib/resources/image/view.ts";
import { storageClassWords } from "#lib/resources/provider/words-in.ts";

type StoragePartProps = {
  catalogue: CatalogueView;
  storageClasses: readonly StorageClassView[];
  gpus: readonly GpuView[];
  /** Without search words: networks are shown with all the rest. */
  isWhole: boolean;
};

/** Where disks may lie, and what else a machine may be given. */
export const StoragePart = ({ catalogue, storageClasses, gpus, isWhole }: StoragePartProps) => {
  const t = useTranslations("images");
  const locale = useLocale();
  const { number } = useAmounts();
  const { provider, networks, networksListed, missing } = catalogue;
  return (
    <div className="space-y-4">
      {storageClasses.length > 0 && (
        <Card title={t("storage.classes")} flush>
          <PlainTable
            caption={t("storage.classes")}
            columns={[{ label: t("column.class") }, { label: t("column.survives") }]}
          >
            {storageClasses.map(({ name, isDefault }) => {
              const said = storageClassWords(provider, name, locale);
              return (
                <PlainRow key={name}>
                  <PlainCell className="lg:w-64">
                    <span className="flex flex-wrap items-center gap-2">
                      <Mono className="text-ink">{name}</Mono>
                      {isDefault && <Badge>{t("storage.default")}</Badge>}
                    </span>
                  </PlainCell>
                  <PlainCell className="text-ink-2">{said ? <Said said={said} /> : t("storage.notSaid")}</PlainCell>
                </PlainRow>
              );
            })}
          </PlainTable>
        </Card>
      )}
      {gpus.length > 0 && (
        <Card title={t("storage.gpus")} flush>
          <PlainTable
            caption={t("storage.gpus")}
            columns={[{ label: t("column.gpu") }, { label: t("column.count"), amount: true }]}
          >
            {gpus.map(({ name, free }) => (
              <PlainRow key={name}>
                <PlainCell>
                  <Mono className="break-all text-ink">{name}</Mono>
                </PlainCell>
                <PlainCell amount className={free === null ? "text-ink-2" : undefined}>
                  {free === null ? t("storage.uncounted") : number(free)}
                </PlainCell>
              </PlainRow>
            ))}
          </PlainTable>
          <p className="border-line border-t px-4 py-2.5 text-ink-2 text-xs">{t("storage.gpusNote")}</p>
        </Card>
      )}
      {isWhole && !missing.includes("networks") && <Card title={t("storage.networks")}>{networkWords()}</Card>}
    </div>
  );

  function networkWords(): ReactNode {
    if (networks.length > 0)
      return (
        <ul className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
          {networks.map(({ name }) => (
            <li key={name}>
              <Mono className="break-all">{name}</Mono>
            </li>
          ))}
        </ul>
      );
    return (
      <p className="text-ink-2 text-sm">{t(networksListed ? "storage.networksNone" : "storage.networksUnlisted")}</p>
    );
  }
};
