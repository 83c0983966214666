import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Card } from "#components/ui/card.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Link } from "#components/ui/link.tsx";
import { useExactTime } from "#components/ui/relative-time.tsx";
import { Mono } from "#components/ui/text.tsx";
import { useAmounts } from "#components/ui/use-amounts.ts";
import { paths } from "#lib/paths.ts";
import type { DiskRow } from "#lib/resources/disk/view.ts";
import { releaseOfDisk } from "#lib/resources/names.ts";
import { useOriginWords } from "./use-origin-words.ts";
import { UsedBy } from "./used-by.tsx";

/** What the disk is: the things one looks up. */
export const DiskFacts = ({ tenant, disk }: { tenant: string; disk: DiskRow }) => {
  const t = useTranslations("disks.facts");
  const exact = useExactTime();
  const { bytes } = useAmounts();
  const amount = (value: number | null) =>
    value === null ? <span className="text-ink-3">{t("notKnown")}</span> : bytes(value);
  return (
    <Card title={t("title")}>
      <dl className="space-y-2.5">
        <Fact term={t("usedBy")}>
          <UsedBy tenant={tenant} disk={disk} />
        </Fact>
        <Fact term={t("asked")}>{amount(disk.askedBytes)}</Fact>
        <Fact term={t("real")}>{amount(disk.realBytes)}</Fact>
        <Fact term={t("class")}>
          <Mono>{disk.storageClass}</Mono>
          <span className="block text-ink-3 text-xs">{t("classStays")}</span>
        </Fact>
        <Fact term={t("origin")}>
          <Origin tenant={tenant} disk={disk} />
        </Fact>
        <Fact term={t("kind")}>{t(disk.optical ? "optical" : "disk")}</Fact>
        <Fact term={t("volume")}>
          <span className="flex items-start gap-1">
            <Mono className="min-w-0 wrap-anywhere">{releaseOfDisk(disk.name)}</Mono>
            <CopyButton
              text={releaseOfDisk(disk.name)}
              what={releaseOfDisk(disk.name)}
              className="-my-1.5 max-md:-my-3"
            />
          </span>
        </Fact>
        <Fact term={t("created")}>{exact(disk.createdAt)}</Fact>
      </dl>
    </Card>
  );
};

const Origin = ({ tenant, disk: { origin } }: { tenant: string; disk: DiskRow }) => {
  const words = useOriginWords();
  if (origin.kind === "clone")
    return (
      <Link href={paths.disk(tenant, origin.disk)} className="wrap-anywhere text-accent hover:underline">
        {words(origin)}
      </Link>
    );
  if (origin.kind === "url" || origin.kind === "registry") return <Mono className="wrap-anywhere">{origin.url}</Mono>;
  return <span className="wrap-anywhere">{words(origin)}</span>;
};

const Fact = ({ term, children }: { term: string; children: ReactNode }) => (
  <div className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)] gap-x-3 text-sm">
    <dt className="text-ink-2">{term}</dt>
    <dd className="min-w-0 break-words">{children}</dd>
  </div>
);
