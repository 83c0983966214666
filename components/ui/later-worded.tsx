"use client";
import { NextIntlClientProvider, useLocale, useMessages } from "next-intl";
import type { ComponentType, ReactNode } from "react";
import type { Language } from "#lib/i18n/languages.ts";
import { later } from "./later.tsx";

type Words = Record<string, unknown>;

const Worded = ({ words, children }: { words: Words; children: ReactNode }) => (
  <NextIntlClientProvider locale={useLocale()} messages={{ ...useMessages(), ...words }}>
    {children}
  </NextIntlClientProvider>
);

/** The page's own language, as the server wrote it. */
const pageLanguage = (): Language => {
  const [tag] = document.documentElement.lang.split("-");
  return tag === "fr" || tag === "de" ? tag : "en";
};

/** A later part that brings its words along, in the page's language: they do not ride in the HTML of those who never open it. */
export const laterWorded = <Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  wordsOf: (language: Language) => Promise<Words>,
) =>
  later<Props>(async () => {
    const [Part, words] = await Promise.all([load(), wordsOf(pageLanguage())]);
    return (props) => (
      <Worded words={words}>
        <Part {...props} />
      </Worded>
    );
  });
