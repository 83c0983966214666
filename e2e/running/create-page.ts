import type { Locator, Page } from "@playwright/test";

/** The button that makes the machine, in English. */
export const createButton = (page: Page): Locator => page.getByRole("button", { name: /^Create / });

/** What opens a folded part of the page. */
export const fold = (page: Page, title: string): Locator => page.locator("summary", { hasText: title });

/** A field with CodeMirror in it, once that is here. */
export const editorOf = (page: Page, name: string): Locator =>
  page.getByRole("textbox", { name, exact: true }).and(page.locator(".cm-content"));
