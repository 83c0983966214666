import { Disc, HardDrive } from "lucide-react";
import { useTranslations } from "next-intl";
import { PlainCell, PlainRow, PlainTable } from "#components/table/plain-table.tsx";
import { Link } from "#components/ui/link.tsx";
import { Mono } from "#components/ui/text.tsx";
import { paths } from "#lib/paths.ts";
import type { DiskRow } from "#lib/resources/disk/view.ts";
import { DiskState } from "./disk-state.tsx";
import { useOriginWords } from "./use-origin-words.ts";
import { useSizeWords } from "./use-size-words.ts";
import { UsedBy } from "./used-by.tsx";

/** Disks by name; where there is little room what they are stands under their names. */
export const DiskTable = ({ tenant, disks }: { tenant: string; disks: readonly DiskRow[] }) => {
  const t = useTranslations("disks");
  return (
    <PlainTable
      caption={t("title")}
      columns={[
        { label: t("column.name") },
        { label: t("column.state"), wide: true },
        { label: t("column.size"), amount: true, wide: true },
        { label: t("column.class"), wide: true },
        { label: t("column.origin"), wide: true },
        { label: t("column.usedBy") },
      ]}
    >
      {disks.map((disk) => (
        <Row key={disk.name} tenant={tenant} disk={disk} />
      ))}
    </PlainTable>
  );
};

const Row = ({ tenant, disk }: { tenant: string; disk: DiskRow }) => {
  const t = useTranslations("disks");
  const originWords = useOriginWords();
  const { size, note } = useSizeWords()(disk);
  const Icon = disk.optical ? Disc : HardDrive;
  const origin = originWords(disk.origin);
  return (
    <PlainRow>
      <PlainCell>
        <div className="flex items-start gap-3">
          <Icon aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-ink-2" />
          <div className="min-w-0">
            <Link href={paths.disk(tenant, disk.name)} className="wrap-anywhere font-medium text-ink hover:underline">
              {disk.name}
            </Link>
            {disk.optical && <span className="block text-ink-2 text-xs">{t("optical")}</span>}
            <div className="mt-1 space-y-0.5 text-ink-2 text-xs lg:hidden">
              <DiskState disk={disk} />
              <p>{[size, disk.storageClass, origin].filter(Boolean).join(" · ")}</p>
              {note && <p className="text-attention">{note}</p>}
            </div>
          </div>
        </div>
      </PlainCell>
      <PlainCell wide>
        <DiskState disk={disk} />
      </PlainCell>
      <PlainCell amount wide>
        {size}
        {note && <span className="block text-attention text-xs">{note}</span>}
      </PlainCell>
      <PlainCell wide>
        <Mono>{disk.storageClass}</Mono>
      </PlainCell>
      <PlainCell wide className="wrap-anywhere text-ink-2">
        {origin}
      </PlainCell>
      <PlainCell>
        <UsedBy tenant={tenant} disk={disk} />
      </PlainCell>
    </PlainRow>
  );
};
