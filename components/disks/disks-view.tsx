import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { EmptyState } from "#components/feedback/empty-state.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { SearchField } from "#components/ui/search-field.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { useAddressQuery } from "#components/ui/use-address-query.ts";
import { useAmounts } from "#components/ui/use-amounts.ts";
import { paths } from "#lib/paths.ts";
import {
  type DisksQuery,
  diskShows,
  disksFor,
  isOrphan,
  totalBytesOf,
  writeDisksQuery,
} from "#lib/resources/disk/query.ts";
import type { DiskListView } from "#lib/resources/disk/view.ts";
import { DiskTable } from "./disk-table.tsx";
import { useOriginWords } from "./use-origin-words.ts";

type DisksViewProps = { tenant: string; view: DiskListView; firstQuery: DisksQuery; mayCreate: boolean };

/** All disks, narrowed by words or to a part; those that serve nobody are pointed out. */
export const DisksView = ({ tenant, view, firstQuery, mayCreate }: DisksViewProps) => {
  const t = useTranslations("disks");
  const { number, bytes } = useAmounts();
  const originWords = useOriginWords();
  const { query, deferred, change } = useAddressQuery(firstQuery, writeDisksQuery);
  const { disks, missing } = view;
  const found = disksFor(disks, deferred.text, (disk) => [
    ...[disk.name, disk.storageClass, originWords(disk.origin), t(`state.${disk.state}`)],
    ...disk.usedBy,
  ]);
  const shown = found[query.show];
  const orphans = disks.filter(isOrphan);
  const orphanBytes = totalBytesOf(orphans);
  if (disks.length === 0)
    return (
      <EmptyState title={t("empty.title")} action=<NewDiskButton tenant={tenant} mayCreate={mayCreate} />>
        {t("empty.body")}
      </EmptyState>
    );
  return (
    <div className="space-y-4">
      <search aria-label={t("filter.label")} className="flex flex-wrap items-center gap-3">
        <SearchField
          label={t("filter.search")}
          placeholder={t("filter.placeholder")}
          value={query.text}
          onChange={(text) => change({ text })}
          className="max-w-[300px]"
        />
        <Segmented
          label={t("filter.show")}
          value={query.show}
          onChange={(show) => change({ show })}
          wrap
          options={diskShows.map((value) => ({
            value,
            label: (
              <>
                {t(`show.${value}`)}
                <span className="ml-1.5 text-ink-3 tabular-nums">{number(found[value].length)}</span>
              </>
            ),
          }))}
        />
        <span className="ml-auto max-md:w-full">
          <NewDiskButton tenant={tenant} mayCreate={mayCreate} />
        </span>
      </search>
      {missing.length > 0 && (
        <p className="text-ink-2 text-sm">{missing.map((gap) => t(`missing.${gap}`)).join(" ")}</p>
      )}
      {orphans.length > 0 && query.show !== "orphans" && (
        <Notice
          tone="info"
          title={t("orphans.title", { count: orphans.length })}
          action={
            <Button size="small" onClick={() => change({ show: "orphans", text: "" })}>
              {t("orphans.show")}
            </Button>
          }
        >
          {orphanBytes === null ? t("orphans.body") : t("orphans.takes", { size: bytes(orphanBytes) })}
        </Notice>
      )}
      <p role="status" className="sr-only">
        {t("announce", { count: shown.length })}
      </p>
      {shown.length > 0 ? (
        <Card flush>
          <DiskTable tenant={tenant} disks={shown} />
        </Card>
      ) : (
        <EmptyState
          drawing="lens"
          title={t(query.text.trim() ? "noMatch.title" : `none.${query.show}`)}
          action={<Button onClick={() => change({ text: "", show: "all" })}>{t("noMatch.clear")}</Button>}
        />
      )}
    </div>
  );
};

/** The way to a new disk, or why it is closed. */
const NewDiskButton = ({ tenant, mayCreate }: { tenant: string; mayCreate: boolean }) => {
  const t = useTranslations("disks");
  const look = {
    kind: "primary",
    icon: <Plus aria-hidden="true" className="size-4" />,
    className: "max-md:w-full",
  } as const;
  if (!mayCreate)
    return (
      <Button {...look} disabledReason={t("mayNotCreate")}>
        {t("create")}
      </Button>
    );
  return (
    <LinkButton {...look} href={paths.diskNew(tenant)}>
      {t("create")}
    </LinkButton>
  );
};
