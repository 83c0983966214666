import type { Browser } from "@playwright/test";
import { costsOf } from "./costs.ts";
import { isLive } from "./open-live.ts";
import { firstRowAt, watchFirstRow } from "./page-marks.ts";
import { type Product, patienceMs, type SignedIn } from "./stage.ts";
import { bytesOf, isCode, isData, isFont, quiet } from "./wire.ts";

export type ColdList = {
  /** Bytes on the wire, compressed, of scripts and styles. */
  codeBytes: number;
  htmlBytes: number;
  fontBytes: number;
  /** Of everything else that was asked for until the list was live and whole. */
  dataBytes: number;
  /** Addresses of what carried that data. */
  dataRequests: string[];
  /** From the navigation's start until the first row was painted. */
  rowsVisibleMs: number;
  /** CPU of the main thread until every row was there and the page was quiet. */
  mainThreadMs: number;
  domNodes: number;
  heapBytes: number;
};

type Options = {
  browser: Browser;
  product: Pick<Product, "origin" | "wire">;
  state: SignedIn;
  tenant: string;
  /** How many machines the tenant has. */
  count: number;
  /** Of the network, both ways. */
  network?: { roundTripMs: number; bitsPerSecond: number };
};

/** Opens the VM list with an empty cache, waits until it is live and whole, and says what that took. */
export const coldList = async ({ browser, product, state, tenant, count, network }: Options): Promise<ColdList> => {
  const context = await browser.newContext({ storageState: state, viewport: { width: 1440, height: 900 } });
  context.setDefaultTimeout(patienceMs);
  const page = await context.newPage();
  await page.addInitScript(watchFirstRow);
  const costs = await costsOf(page);
  if (network) {
    const throughput = network.bitsPerSecond / 8;
    await costs.session.send("Network.enable");
    await costs.session.send("Network.emulateNetworkConditions", {
      offline: false,
      latency: network.roundTripMs,
      downloadThroughput: throughput,
      uploadThroughput: throughput,
    });
  }
  product.wire.reset();
  const before = await costs.mainThreadMs();
  await page.goto(`${product.origin}/${tenant}/vms`, { waitUntil: "commit" });
  const rowsVisibleMs = await firstRowAt(page);
  await isLive(page, count);
  await page.waitForLoadState("load");
  await quiet(product.wire);
  const mainThreadMs = (await costs.mainThreadMs()) - before;
  const { exchanges } = product.wire;
  const domNodes = await page.evaluate(() => document.querySelectorAll("*").length);
  const heapBytes = await costs.heap();
  const data = exchanges.filter(isData);
  await context.close();
  return {
    codeBytes: bytesOf(exchanges.filter(isCode)),
    htmlBytes: bytesOf(exchanges.filter(({ path }) => path === `/${tenant}/vms`)),
    fontBytes: bytesOf(exchanges.filter(isFont)),
    dataBytes: bytesOf(data),
    dataRequests: data.map(({ path }) => path),
    rowsVisibleMs,
    mainThreadMs,
    domNodes,
    heapBytes,
  };
};
