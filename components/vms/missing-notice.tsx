import { useLocale, useTranslations } from "next-intl";
import { Notice } from "#components/ui/notice.tsx";
import type { MissingSource } from "#lib/resources/vm/view.ts";

/** Which details of the rows are missing and why: because of the role, or just now. */
export const MissingNotice = ({ missing }: { missing: readonly MissingSource[] }) => {
  const t = useTranslations("vms.partial");
  const locale = useLocale();
  const named = (sources: readonly MissingSource[]) =>
    new Intl.ListFormat(locale).format(sources.map(({ source }) => t(`source.${source}`)));
  const forbidden = missing.filter(({ code }) => code === "forbidden");
  const absent = missing.filter(({ code }) => code === "absent");
  const failed = missing.filter(({ code }) => code !== "forbidden" && code !== "absent");
  const lasting = (
    <>
      {forbidden.length > 0 && <p>{t("forbidden", { what: named(forbidden) })}</p>}
      {absent.length > 0 && <p>{t("absent", { what: named(absent) })}</p>}
    </>
  );
  if (failed.length === 0) return <div className="px-6 pb-2 text-ink-2 text-xs max-md:px-4">{lasting}</div>;
  return (
    <div className="px-6 pb-3 max-md:px-4">
      <Notice tone="attention" title={t("title")}>
        <p>{t("failed", { what: named(failed) })}</p>
        {lasting}
      </Notice>
    </div>
  );
};
