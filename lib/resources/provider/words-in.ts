import { type Language, languages } from "../../i18n/languages.ts";
import type { LinkTopic } from "./topics.ts";
import type { ProviderWords, Words } from "./words.ts";

/** A sentence with the language it is in. */
export type Said = { text: string; language: Language };

/** The sentence in this language (or locale such as `de-CH`), else in English, else in the first there is. */
export const wordsIn = (words: Words | null | undefined, locale: string): Said | null => {
  const own = languages.find((language) => locale.split("-")[0] === language);
  const order = [...(own ? [own] : []), ...languages];
  const language = order.find((one) => words?.[one] !== undefined);
  const text = language && words?.[language];
  return language && text ? { text, language } : null;
};

const own = <T>(record: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined;

/** What the provider says a storage class survives; null where it says nothing. */
export const storageClassWords = (provider: ProviderWords | null, name: string, locale: string): Said | null =>
  provider && wordsIn(own(provider.storageClasses, name), locale);

/** The address of the provider's documentation on a topic, else of its documentation as a whole where `orGeneral`. */
export const linkOf = (
  provider: ProviderWords | null,
  topic: LinkTopic,
  locale: string,
  { orGeneral = false }: { orGeneral?: boolean } = {},
): string | null =>
  provider === null
    ? null
    : ((wordsIn(provider.links[topic], locale) ?? (orGeneral ? wordsIn(provider.links.general, locale) : null))?.text ??
      null);
