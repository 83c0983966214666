import { type Language, localeOf } from "#lib/i18n/languages.ts";

/** Words of advice, which come with it. */
export const adviceWords = async (language: Language) =>
  (await import("#lib/i18n/late-words.ts")).loadWords(localeOf[language], ["advice"]);
