import type { Browser, Page } from "@playwright/test";
import { type Product, patienceMs, type SignedIn } from "./stage.ts";
import { quiet } from "./wire.ts";

export type Opening = {
  browser: Browser;
  product: Pick<Product, "origin" | "wire">;
  state: SignedIn;
  tenant: string;
  /** How many machines it has. */
  count: number;
};

/** Opens a tenant's list in a context of its own, waits until it is live and whole, and closes it after the measurement. */
export const openLive = async <T>(
  { browser, product, state, tenant, count }: Opening,
  measure: (page: Page) => Promise<T>,
): Promise<T> => {
  const context = await browser.newContext({ storageState: state, viewport: { width: 1440, height: 900 } });
  try {
    context.setDefaultTimeout(patienceMs);
    const page = await context.newPage();
    await page.goto(`${product.origin}/${tenant}/vms`);
    await isLive(page, count);
    await quiet(product.wire);
    return await measure(page);
  } finally {
    await context.close();
  }
};

export const isLive = async (page: Page, count: number): Promise<void> => {
  await page.locator(`[role=grid][aria-rowcount="${count + 1}"]`).waitFor();
  await page.getByText("Live", { exact: true }).first().waitFor();
};
