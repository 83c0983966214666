"use client";
import { useTranslations } from "next-intl";
import { memo } from "react";

type PlanTextShownProps = { label: string; text: string /** Lines that are not in it. */; left: number };

/** The plan's text to read; drawn anew only where it has changed, as it may be long. */
export const PlanTextShown = memo(({ label, text, left }: PlanTextShownProps) => {
  const t = useTranslations("create.plan");
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      className="m-1 min-h-24 flex-1 overflow-auto whitespace-pre p-3 font-mono text-xs leading-[18px] -outline-offset-2"
    >
      {text.split("\n").map((line, index) => (
        <YamlLine key={index} line={line} />
      ))}
      {left > 0 && <p className="whitespace-normal pt-2 font-sans text-ink-3">{t("longText", { count: left })}</p>}
    </section>
  );
});

/** A key and its colon in the accent, the rest as it is; a line that is no YAML is left alone. */
const YamlLine = ({ line }: { line: string }) => {
  const [, key, rest] = /^(\s*(?:- )?[\w./"-]+:)( .*)?$/.exec(line) ?? [];
  if (!key) return `${line}\n`;
  return (
    <span>
      <span className="text-accent">{key}</span>
      {`${rest ?? ""}\n`}
    </span>
  );
};
