import * as z from "zod";
import { type Language, languages } from "../../i18n/languages.ts";
import { type LinkTopic, linkTopics } from "./topics.ts";

export type { LinkTopic };

/** A sentence in the languages it was written in. */
export type Words = Partial<Record<Language, string>>;

/** What the provider of the cloud promises, in its own words: shown as such, and nothing is claimed without it. */
export type ProviderWords = {
  name: string;
  /** Where machines run. */
  sites: Words | null;
  /** What happens to a machine whose node or site is lost. */
  restart: Words | null;
  encryption: Words | null;
  /** How golden images are kept. */
  images: Words | null;
  /** By storage class: what it survives. */
  storageClasses: Readonly<Record<string, Words>>;
  /** Documentation, one address for each topic and language. */
  links: Readonly<Partial<Record<LinkTopic, Words>>>;
};

const sentence = z.string().trim().min(1).max(600);
const anyLanguage = "must say something in en, fr or de";
export const wordsSchema = z
  .partialRecord(z.enum(languages), sentence)
  .refine((words) => Object.keys(words).length > 0, anyLanguage);

const address = z.url({ protocol: /^https$/, error: "must be an https address" }).max(2_000);
/** One address for all languages, or one for each. */
const addressesSchema = z.union([
  address.transform((url): Words => ({ en: url })),
  z.partialRecord(z.enum(languages), address).refine((urls) => Object.keys(urls).length > 0, anyLanguage),
]);

export const className = z.string().regex(/^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/, "is not a storage class's name");

export const providerWordsSchema: z.ZodType<ProviderWords> = z.strictObject({
  name: z.string().trim().min(1).max(80),
  sites: wordsSchema.nullable().default(null),
  restart: wordsSchema.nullable().default(null),
  encryption: wordsSchema.nullable().default(null),
  images: wordsSchema.nullable().default(null),
  storageClasses: z.record(className, wordsSchema).default({}),
  links: z.partialRecord(z.enum(linkTopics), addressesSchema).default({}),
});
