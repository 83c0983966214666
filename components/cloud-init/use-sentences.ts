import { createTranslator, type Locale, useLocale } from "next-intl";
import { useEffect, useMemo, useState } from "react";
import { loadWords } from "#lib/i18n/late-words.ts";

type Words = { "cloud-config": Record<string, string> };
type Known = { locale: Locale; words: Words };

const againMs = 5_000;

/** What each key is for, by the id of its sentence; null until they are here. They come with the first letter: who only looks in does without. */
export const useSentences = (isWanted: boolean): ((id: string) => string) | null => {
  const locale = useLocale();
  const [known, setKnown] = useState<Known | null>(null);
  const isMissing = isWanted && known?.locale !== locale;
  useEffect(() => {
    if (!isMissing) return;
    let isCurrent = true;
    const ask = () =>
      void loadWords(locale, ["cloud-config"]).then(
        // A tree of sentences; its ids lead through it.
        (words) => isCurrent && setKnown({ locale, words: words as Words }),
        () => {},
      );
    ask();
    const again = setInterval(ask, againMs);
    return () => {
      isCurrent = false;
      clearInterval(again);
    };
  }, [isMissing, locale]);
  return useMemo(
    () => known && createTranslator({ locale: known.locale, messages: known.words, namespace: "cloud-config" }),
    [known],
  );
};
