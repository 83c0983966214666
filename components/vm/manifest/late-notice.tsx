import { useTranslations } from "next-intl";
import { Notice } from "#components/ui/notice.tsx";
import { Mono } from "#components/ui/text.tsx";
import type { Late } from "#lib/manifest/late.ts";

/** What the platform took and then could not carry out, in its own words, and the lines these are about. */
export const LateNotice = ({ late: { message, lines } }: { late: Late }) => {
  const t = useTranslations("manifest.late");
  return (
    <Notice tone="attention" title={t("title")}>
      <p>{t("body")}</p>
      <p className="mt-2 whitespace-pre-wrap break-words">
        <Mono>{message}</Mono>
      </p>
      {lines.length > 0 && (
        <ul className="mt-2 space-y-1">
          {lines.map(({ line, field }) => (
            <li key={field}>{t("line", { line, field })}</li>
          ))}
        </ul>
      )}
    </Notice>
  );
};
