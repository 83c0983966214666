import type { Area } from "#lib/i18n/areas.ts";
import { type Language, localeOf } from "#lib/i18n/languages.ts";

/** Words of parts that come later, which come with them. */
const wordsOf =
  (...areas: Area[]) =>
  async (language: Language) =>
    (await import("#lib/i18n/late-words.ts")).loadWords(localeOf[language], areas);

/** Of the list's panels and dialogs. */
export const listWords = wordsOf("list");
/** Of what is done with a selection, and what became of it. */
export const bulkWords = wordsOf("list", "problems");
/** The same where the page does not bring the reasons of actions. */
export const runWords = wordsOf("list", "problems", "actions");
/** Of the question before a stop or restart, and what became of it. */
export const powerWords = wordsOf("vm", "problems", "actions");
/** Of a machine's size, which is chosen as on the create page. */
export const editWords = wordsOf("edit", "create", "price", "problems", "vm", "actions");
