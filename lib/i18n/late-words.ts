import type { Area, LateArea } from "./areas.ts";
import { type Language, languages, localeOf } from "./languages.ts";

/** Words of parts that come after the page, read in the browser when they are wanted: no page carries them. */
export const loadWords = async (
  locale: string,
  areas: readonly (Area | LateArea)[],
): Promise<Record<string, unknown>> => {
  const language: Language = languages.find((one) => localeOf[one] === locale) ?? "en";
  const loaded = await Promise.all(
    areas.map(async (area) => [area, (await import(`./messages/${language}/${area}.json`)).default] as const),
  );
  return Object.fromEntries(loaded);
};
