import { useTranslations } from "next-intl";
import { Fragment } from "react";
import type { Untypable } from "#lib/console/typing.ts";

type TypingPreviewProps = { text: string; untypable: readonly Untypable[] };

const longestPreview = 2_000;
const signs: Record<string, string> = { "\n": "⏎\n", "\t": "⇥\t" };

/** What will be typed: Enter and Tab as signs, and what cannot be typed marked. */
export const TypingPreview = ({ text, untypable }: TypingPreviewProps) => {
  const t = useTranslations("typing");
  const missing = new Set(untypable.map(({ character }) => character));
  const shown = [...text.replace(/\r\n?/g, "\n").normalize("NFC").slice(0, longestPreview)];
  const parts = shown.reduce<{ text: string; isMissing: boolean }[]>((before, character) => {
    const isMissing = missing.has(character);
    const last = before.at(-1);
    const sign = signs[character] ?? character;
    if (last && last.isMissing === isMissing) last.text += sign;
    else before.push({ text: sign, isMissing });
    return before;
  }, []);
  return (
    <section
      // Scrolls, so it must be reachable by keyboard.
      // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
      tabIndex={0}
      aria-label={t("preview")}
      className="max-h-60 shrink-0 overflow-auto rounded-control border border-line bg-page p-2"
    >
      <pre className="whitespace-pre-wrap break-words font-mono text-xs">
        {parts.map(({ text: part, isMissing }, at) => (
          // Their place is all there is to tell them apart by.
          <Fragment key={at}>{isMissing ? <mark className="bg-failed-soft text-failed">{part}</mark> : part}</Fragment>
        ))}
      </pre>
    </section>
  );
};
