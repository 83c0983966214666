import { type Language, localeOf } from "#lib/i18n/languages.ts";

/** Words of pasted manifests: only who pastes one reads them. */
export const pasteWords = async (language: Language) =>
  (await import("#lib/i18n/late-words.ts")).loadWords(localeOf[language], ["paste"]);
