import { useTranslations } from "next-intl";
import { Notice } from "#components/ui/notice.tsx";
import { Mono } from "#components/ui/text.tsx";
import type { LateCause } from "#lib/create/late-error.ts";

/** Upstream's texts can be pages long; the beginning names the cause. */
const wordsLimit = 1_000;

/** What the platform said late, in a person's words: the cause, who can change it, what to do; its own words a click away. */
export const LateReason = ({ cause, words }: { cause: LateCause; words: string }) => {
  const t = useTranslations("run");
  return (
    <Notice tone="failed" title={`${t("why.title")}: ${t(`late.${cause}.what`)}`} announce>
      <dl className="space-y-1">
        <div>
          <dt className="inline font-medium text-ink">{t("why.who")}: </dt>
          <dd className="inline">{t(`late.${cause}.who`)}</dd>
        </div>
        <div>
          <dt className="inline font-medium text-ink">{t("why.next")}: </dt>
          <dd className="inline">{t(`late.${cause}.next`)}</dd>
        </div>
      </dl>
      <details className="mt-2">
        <summary className="cursor-pointer text-xs">{t("why.raw")}</summary>
        <p className="mt-1 break-words">
          <Mono>{words.slice(0, wordsLimit)}</Mono>
        </p>
      </details>
    </Notice>
  );
};
