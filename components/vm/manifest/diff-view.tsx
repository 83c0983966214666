"use client";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { cx } from "#components/ui/cx.ts";
import { hunksOf, lineDiff } from "#lib/manifest/line-diff.ts";

const looks = { same: "", gone: "bg-failed-soft text-failed", new: "bg-accent-soft text-accent" } as const;
const marks = { same: " ", gone: "−", new: "+" } as const;

/** Two texts as one, by lines: what goes, what comes and what is around it; each line says which it is, also to who does not see colours. */
export const DiffView = ({ label, before, after }: { label: string; before: string; after: string }) => {
  const t = useTranslations("manifest.diff");
  const hunks = useMemo(() => hunksOf(lineDiff(before, after)), [before, after]);
  if (hunks.length === 0) return <p className="text-ink-2 text-sm">{t("none")}</p>;
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      className="overflow-auto rounded-control border border-line py-1 font-mono text-xs leading-[18px] -outline-offset-2"
    >
      {hunks.map((hunk, index) => (
        <ol key={index} className={cx("min-w-full", index > 0 && "border-line border-t")}>
          {hunk.map(({ kind, text, before: old, after: now }) => (
            <li key={`${kind} ${old} ${now}`} className={cx("flex whitespace-pre px-3", looks[kind])}>
              <span
                aria-hidden="true"
                className={cx("mr-3 w-8 shrink-0 select-none text-right", kind === "same" && "text-ink-3")}
              >
                {now ?? old}
              </span>
              <span aria-hidden="true" className="mr-3 select-none">
                {marks[kind]}
              </span>
              {kind !== "same" && <span className="sr-only">{t(kind)} </span>}
              {text}
            </li>
          ))}
        </ol>
      ))}
    </section>
  );
};
