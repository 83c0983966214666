"use client";
import { CircleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { cx } from "#components/ui/cx.ts";
import { isRefusal, type PasteChange } from "#lib/create/paste/change.ts";

const mostShown = 60;

/** One line for each thing that is another than written, with where it stands in the text. */
export const ChangeList = ({ changes }: { changes: readonly PasteChange[] }) => {
  const t = useTranslations("paste");
  const left = changes.length - mostShown;
  return (
    <ul className="space-y-1 text-sm">
      {changes.slice(0, mostShown).map((change, index) => (
        <li key={index} className="flex items-start gap-3">
          <span className="w-16 shrink-0 text-ink-3 tabular-nums">{t("line", { line: change.line })}</span>
          <span className={cx("wrap-anywhere min-w-0", isRefusal(change) ? "text-failed" : "text-ink-2")}>
            {isRefusal(change) && <CircleAlert aria-hidden="true" className="mr-1 inline size-3.5 align-[-2px]" />}
            {t(`change.${change.rule}`, change.values)}
          </span>
        </li>
      ))}
      {left > 0 && <li className="text-ink-3">{t("more", { count: left })}</li>}
    </ul>
  );
};
