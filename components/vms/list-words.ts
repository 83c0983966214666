import type { Language } from "#lib/i18n/languages.ts";

const files = {
  en: () => import("#lib/i18n/messages/en/list.json"),
  fr: () => import("#lib/i18n/messages/fr/list.json"),
  de: () => import("#lib/i18n/messages/de/list.json"),
} as const;

/** Words of the list's panels and dialogs, which come with them. */
export const listWords = async (language: Language) => ({ list: (await files[language]()).default });
