"use client";
import { NextIntlClientProvider, useLocale, useMessages, useTranslations } from "next-intl";
import { type ReactNode, useEffect, useState } from "react";
import type { Area } from "#lib/i18n/areas.ts";
import { loadWords } from "#lib/i18n/late-words.ts";

type Words = { locale: string; messages: Record<string, unknown> | null };
type LateWordsProps = { areas: readonly Area[]; children: ReactNode };

/** Draws what is below it once its words are there; they are no part of any page, so a first visit does not pay for them. */
export const LateWords = ({ areas, children }: LateWordsProps) => {
  const locale = useLocale();
  const outer = useMessages();
  const [words, setWords] = useState<Words | null>(null);
  const wanted = areas.join();
  useEffect(() => {
    let isWanted = true;
    const take = (messages: Words["messages"]) => isWanted && setWords({ locale, messages });
    // Each is an Area: the parameter was joined above.
    loadWords(locale, wanted.split(",") as Area[]).then(take, () => take(null));
    return () => {
      isWanted = false;
    };
  }, [locale, wanted]);
  if (words?.locale !== locale) return null;
  if (!words.messages) return <Missing />;
  return (
    <NextIntlClientProvider locale={locale} messages={{ ...outer, ...words.messages }}>
      {children}
    </NextIntlClientProvider>
  );
};

const Missing = () => {
  const t = useTranslations("ui");
  return (
    <p role="alert" className="p-3 text-failed text-sm">
      {t("partMissing")}
    </p>
  );
};
