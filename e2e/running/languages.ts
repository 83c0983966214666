import { test as base, type Page } from "@playwright/test";
import { type Language, languages, localeOf } from "#lib/i18n/languages.ts";

type Act = (page: Page, language: Language) => Promise<void>;
type Fixtures = {
  /** Three people do the same at once, each in a browser of their own language. The pages are the same from one call to the next. */
  inEveryLanguage: (act: Act) => Promise<void>;
};

/** What each of the three reads. */
export type InEveryLanguage<T = string> = Record<Language, T>;

export const test = base.extend<Fixtures>({
  inEveryLanguage: async ({ browser }, use) => {
    const readers = await Promise.all(
      languages.map(async (language) => {
        const context = await browser.newContext({ locale: localeOf[language] });
        return { language, context, page: await context.newPage() };
      }),
    );
    await use(async (act) => {
      await Promise.all(readers.map(({ page, language }) => act(page, language)));
    });
    for (const { context } of readers) await context.close();
  },
});
