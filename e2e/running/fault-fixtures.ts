import type { Page } from "@playwright/test";
import type { FaultProxy } from "./fault-proxy.ts";
import { test as base, expect, type Level } from "./fixtures.ts";
import { type OwnProduct, ownProduct } from "./own-product.ts";
import { signInAs } from "./people.ts";

type Fixtures = {
  /** Between the product and the cluster; without faults at the beginning of each test. */
  wire: FaultProxy;
  /** Opens a page of this test's tenant at the product behind the proxy, in a browser of its own. */
  visit: (level: Level, path?: string, as?: string) => Promise<Page>;
};

/** For tests of faults: one product of their own for each worker, and whatever trouble they make with its cluster. */
export const test = base.extend<Fixtures, { product: OwnProduct }>({
  product: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures a function asks for from this pattern
    async ({}, use) => {
      const product = await ownProduct();
      await use(product);
      await product.end();
    },
    { scope: "worker" },
  ],
  wire: async ({ product }, use) => {
    product.proxy.reset();
    await use(product.proxy);
    product.proxy.reset();
    product.proxy.present(product.certificates.good);
    await product.proxy.plug();
  },
  visit: async ({ product, tenant, browser, wire: _ }, use) => {
    const contexts: { close: () => Promise<void> }[] = [];
    await use(async (level, path = `/${tenant.namespace}/vms`, as = level) => {
      const context = await browser.newContext();
      contexts.push(context);
      const page = await context.newPage();
      const someone = { name: `${as}.${tenant.namespace}`, groups: [`${tenant.namespace}-${level}`] };
      await signInAs(page, someone, path, product.origin);
      return page;
    });
    for (const context of contexts) await context.close();
  },
});

/** The row of a machine in the list. */
export const rowOf = (page: Page, name: string) => page.getByRole("grid").getByRole("row", { name: new RegExp(name) });

export const staleBanner = (page: Page) => page.getByText(/The cluster does not answer since/);

/** Remembers from now on whether the page ever showed one of these words, or took this row away. */
export const watchFor = async (page: Page, words: RegExp, row: string): Promise<() => Promise<string[]>> => {
  await page.evaluate(
    ([source, name]) => {
      const seen = new Set<string>();
      const look = () => {
        const text = document.body.innerText;
        const found = new RegExp(source ?? "", "i").exec(text);
        if (found) seen.add(found[0]);
        if (!text.includes(name ?? "")) seen.add(`no ${name}`);
      };
      new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
      Object.assign(window, { seenByTest: seen });
    },
    [words.source, row],
  );
  // The set was put there two lines above.
  return () => page.evaluate(() => [...(window as unknown as { seenByTest: Set<string> }).seenByTest]);
};

export { expect };
