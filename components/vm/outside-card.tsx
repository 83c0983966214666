"use client";
import { HardDrive } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Card } from "#components/ui/card.tsx";
import { Mono } from "#components/ui/text.tsx";
import type { OutsideDisk, OutsideFacts } from "#lib/resources/vm/outside-facts.ts";

const knownKinds = [
  "persistentVolumeClaim",
  "dataVolume",
  "containerDisk",
  "cloudInitNoCloud",
  "cloudInitConfigDrive",
  "secret",
  "configMap",
  "emptyDisk",
  "pod",
  "multus",
] as const;

const useKindWord = () => {
  const t = useTranslations("vm.outside.kind");
  return (kind: string): string => {
    const known = knownKinds.find((one) => one === kind);
    return known ? t(known) : kind;
  };
};

/** What a machine that no VMInstance made is made from, by its own VirtualMachine: read here, changed where it was made. */
export const OutsideCard = ({ facts }: { facts: OutsideFacts }) => {
  const t = useTranslations("vm.outside");
  const kindWord = useKindWord();
  const { name, managedBy, disks, networks } = facts;
  return (
    <Card title={t("card")} flush>
      <dl className="space-y-2.5 p-4">
        <Fact term={t("name")}>
          <Mono>{name}</Mono>
        </Fact>
        <Fact term={t("managedBy")}>
          {managedBy ? <Mono>{managedBy}</Mono> : <span className="text-ink-3">{t("notSaid")}</span>}
        </Fact>
        {networks.map((network) => (
          <Fact key={network.name} term={t("network", { name: network.name })}>
            {kindWord(network.kind)} {network.source && <Mono>{network.source}</Mono>}
          </Fact>
        ))}
      </dl>
      {disks.length === 0 ? (
        <p className="px-4 pb-4 text-ink-2 text-sm">{t("noVolumes")}</p>
      ) : (
        <ul aria-label={t("volumes")} className="divide-y divide-line border-line border-t">
          {disks.map((disk) => (
            <Volume key={disk.name} disk={disk} word={kindWord(disk.kind)} />
          ))}
        </ul>
      )}
    </Card>
  );
};

const Fact = ({ term, children }: { term: string; children: ReactNode }) => (
  <div className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)] gap-x-3 text-sm">
    <dt className="break-words text-ink-2">{term}</dt>
    <dd className="min-w-0 break-words">{children}</dd>
  </div>
);

const Volume = ({ disk: { name, bus, bootOrder, source }, word }: { disk: OutsideDisk; word: string }) => {
  const t = useTranslations("vm.outside");
  const about = [bootOrder !== null && t("boots", { order: bootOrder }), word, bus];
  return (
    <li className="flex items-start gap-3 px-4 py-3">
      <HardDrive aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-ink-2" />
      <div className="min-w-0 flex-1">
        <p className="break-words font-medium">{name}</p>
        <p className="break-words text-ink-2 text-xs">{about.filter(Boolean).join(" · ")}</p>
        {source && <Mono className="break-words text-xs">{source}</Mono>}
      </div>
    </li>
  );
};
