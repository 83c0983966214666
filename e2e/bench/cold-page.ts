import type { Browser, Page } from "@playwright/test";
import { type Product, patienceMs, type SignedIn } from "./stage.ts";
import { bytesOf, isCode, isData, quiet } from "./wire.ts";

export type ColdPage = {
  /** Bytes on the wire, compressed, of scripts and styles. */
  codeBytes: number;
  htmlBytes: number;
  /** Addresses of what carried data. */
  dataRequests: string[];
};

type Options = {
  browser: Browser;
  product: Pick<Product, "origin" | "wire">;
  state: SignedIn;
  path: string;
  /** Resolves when the page shows what it is for. */
  ready: (page: Page) => Promise<void>;
};

/** Opens a page with an empty cache, until nothing comes any more, and says what came. */
export const coldPage = async ({ browser, product, state, path, ready }: Options): Promise<ColdPage> => {
  const context = await browser.newContext({ storageState: state, viewport: { width: 1440, height: 900 } });
  try {
    context.setDefaultTimeout(patienceMs);
    const page = await context.newPage();
    product.wire.reset();
    await page.goto(`${product.origin}${path}`);
    await ready(page);
    await quiet(product.wire);
    const { exchanges } = product.wire;
    return {
      codeBytes: bytesOf(exchanges.filter(isCode)),
      htmlBytes: bytesOf(exchanges.filter((each) => each.path === path)),
      dataRequests: exchanges.filter(isData).map((each) => each.path),
    };
  } finally {
    await context.close();
  }
};
