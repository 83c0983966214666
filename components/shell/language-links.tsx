"use client";
import { useRouter } from "next/navigation";
import { useLocale } from "next-intl";
import { cx } from "#components/ui/cx.ts";
import { type Language, languageCookie, languageNames, languages, localeOf } from "#lib/i18n/languages.ts";
import { keepPreference } from "./preference.ts";

/** Every language in its own words, for who is not signed in yet. */
export const LanguageLinks = ({ label }: { label: string }) => {
  const locale = useLocale();
  const router = useRouter();
  const choose = (language: Language) => {
    keepPreference(languageCookie, language);
    router.refresh();
  };
  return (
    <ul aria-label={label} className="flex gap-1">
      {languages.map((language) => (
        <li key={language}>
          <button
            type="button"
            lang={language}
            aria-pressed={localeOf[language] === locale}
            onClick={() => choose(language)}
            className={cx(
              "h-8 max-md:h-10 rounded-control px-2.5 text-sm",
              localeOf[language] === locale ? "font-semibold text-ink" : "text-ink-2 hover:bg-raised hover:text-ink",
            )}
          >
            {languageNames[language]}
          </button>
        </li>
      ))}
    </ul>
  );
};
