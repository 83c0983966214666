"use client";
import { NextIntlClientProvider, useLocale, useMessages } from "next-intl";
import { type ComponentType, type ReactNode, useEffect, useState } from "react";
import { type Language, languages, localeOf } from "#lib/i18n/languages.ts";
import { later } from "./later.tsx";

type Words = Record<string, unknown>;
type WordsOf = (language: Language) => Promise<Words>;
type Known = { language: Language; words: Words };

const languageIn = (locale: string): Language => languages.find((one) => localeOf[one] === locale) ?? "en";

const Worded = ({ first, wordsOf, children }: { first: Known; wordsOf: WordsOf; children: ReactNode }) => {
  const locale = useLocale();
  const outer = useMessages();
  const language = languageIn(locale);
  const [known, setKnown] = useState(first);
  // Another language was chosen since the words came.
  useEffect(() => {
    if (known.language === language) return;
    let isWanted = true;
    wordsOf(language).then(
      (words) => isWanted && setKnown({ language, words }),
      () => {},
    );
    return () => {
      isWanted = false;
    };
  }, [known, language, wordsOf]);
  return (
    <NextIntlClientProvider locale={locale} messages={{ ...outer, ...known.words }}>
      {children}
    </NextIntlClientProvider>
  );
};

/** The page's own language, as the server wrote it. */
const pageLanguage = (): Language => languageIn(document.documentElement.lang);

/** A later part that brings its words along, in the page's language: they do not ride in the HTML of those who never open it. */
export const laterWorded = <Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  wordsOf: WordsOf,
  Meanwhile?: ComponentType<Props>,
) =>
  later<Props>(async () => {
    const language = pageLanguage();
    const [Part, words] = await Promise.all([load(), wordsOf(language)]);
    return (props) => (
      <Worded first={{ language, words }} wordsOf={wordsOf}>
        <Part {...props} />
      </Worded>
    );
  }, Meanwhile);
