import { type Language, localeOf } from "#lib/i18n/languages.ts";

/** Words of plans under way: only who has one reads them. */
export const runWords = async (language: Language) =>
  (await import("#lib/i18n/late-words.ts")).loadWords(localeOf[language], ["run"]);
