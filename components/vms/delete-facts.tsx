import { useTranslations } from "next-intl";
import type { VmRow } from "#lib/resources/vm/view.ts";
import { Names } from "./names.tsx";
import { useDiskNames } from "./use-disk-names.ts";

/** What a delete leaves, and what it gives back. */
export const DeleteFacts = ({ tenant, rows }: { tenant: string; rows: readonly VmRow[] }) => {
  const t = useTranslations("list.bulk");
  const { isReading, disks } = useDiskNames(tenant, rows);
  const count = rows.reduce((sum, row) => sum + row.disks.count, 0);
  const running = rows.filter(({ state }) => state === "running" || state === "migrating").length;
  const addresses = rows.flatMap(({ addresses: { public: address } }) => (address === null ? [] : [address]));
  return (
    <ul className="list-disc space-y-1.5 pl-5 marker:text-ink-3">
      {running > 0 && (
        <li className="text-attention">{rows.length === 1 ? t("isRunning") : t("running", { count: running })}</li>
      )}
      <li>
        {count === 0 && t("noDisks")}
        {count > 0 && disks.length === 0 && t("staysUnnamed", { count })}
        {count > 0 && disks.length > 0 && (
          <>
            {t("stays", { count })} <Names names={disks} most={12} total={count} />
          </>
        )}
        {count > 0 && isReading && <span className="block text-ink-3 text-sm">{t("reading")}</span>}
      </li>
      {addresses.length > 0 && (
        <li>{t("frees", { count: addresses.length, addresses: addresses.slice(0, 6).join(", ") })}</li>
      )}
    </ul>
  );
};
