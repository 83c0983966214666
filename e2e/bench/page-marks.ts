import type { Page } from "@playwright/test";

/** Runs in the page, before it: notes when the first row of a list was painted. */
export const watchFirstRow = (): void => {
  const observer = new MutationObserver(() => {
    if (!document.querySelector("[role=grid] [data-row]")) return;
    observer.disconnect();
    // The frame that shows it is drawn between the two.
    requestAnimationFrame(() => setTimeout(() => performance.mark("first-row")));
  });
  observer.observe(document, { childList: true, subtree: true });
};

/** Milliseconds since the navigation's start. */
export const firstRowAt = async (page: Page): Promise<number> => {
  await page.waitForFunction(() => performance.getEntriesByName("first-row").length > 0);
  return page.evaluate(() => performance.getEntriesByName("first-row")[0]?.startTime ?? Number.NaN);
};
