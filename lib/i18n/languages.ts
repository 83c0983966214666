export const languages = ["en", "fr", "de"] as const;
export type Language = (typeof languages)[number];

/** The region whose dates, numbers and spelling each is written with: day first, 24 hours, Swiss where there is one. */
export const localeOf = { en: "en-GB", fr: "fr-CH", de: "de-CH" } as const satisfies Record<Language, string>;
export type Locale = (typeof localeOf)[Language];

/** Their own names, for the menu. */
export const languageNames: Record<Language, string> = { en: "English", fr: "Français", de: "Deutsch" };

export const languageCookie = "porthole-language";

const isLanguage = (tag: string): tag is Language => (languages as readonly string[]).includes(tag);

/** The chosen language, else the first of Accept-Language that we speak (by weight), else English. */
export const languageOf = (cookie: string | undefined, acceptLanguage: string | null): Language => {
  if (cookie && isLanguage(cookie)) return cookie;
  const wanted = (acceptLanguage ?? "")
    .slice(0, 500)
    .split(",")
    .map((entry) => {
      const [tag = "", ...parameters] = entry.trim().toLowerCase().split(";");
      const weight = parameters.map((parameter) => /^\s*q=([\d.]+)$/.exec(parameter)?.[1]).find(Boolean);
      return { base: tag.split("-")[0] ?? "", weight: weight === undefined ? 1 : Number(weight) };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight);
  return wanted.map(({ base }) => base).find(isLanguage) ?? "en";
};
