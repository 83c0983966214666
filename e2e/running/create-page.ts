import type { Locator, Page } from "@playwright/test";

/** The button that makes the machine, in English. */
export const createButton = (page: Page): Locator => page.getByRole("button", { name: /^Create / });

/** What opens a folded part of the page. */
export const fold = (page: Page, title: string): Locator => page.locator("summary", { hasText: title });
