import type { Browser } from "@playwright/test";
import { paths } from "#lib/paths.ts";
import { costsOf } from "./costs.ts";
import { firstRowAt, watchFirstRow } from "./page-marks.ts";
import { median, milliseconds, type Row, repeated } from "./report.ts";
import { openStage, type Product, patienceMs, type SignedIn, signedIn } from "./stage.ts";
import { quiet } from "./wire.ts";

const machines = 5_000;
const tenants = Array.from({ length: 200 }, (_, n) => `tenant-fleet${String(n).padStart(3, "0")}`);

type Opened = { firstRowMs: number; allMs: number; mainThreadMs: number };

/** Opens the fleet with an empty cache, until every machine of every tenant is there and nothing comes any more. */
const open = async (browser: Browser, product: Product, state: SignedIn): Promise<Opened> => {
  const context = await browser.newContext({ storageState: state, viewport: { width: 1440, height: 900 } });
  try {
    context.setDefaultTimeout(patienceMs);
    const page = await context.newPage();
    await page.addInitScript(watchFirstRow);
    const costs = await costsOf(page);
    const before = await costs.mainThreadMs();
    await page.goto(`${product.origin}${paths.fleet()}`, { waitUntil: "commit" });
    const firstRowMs = await firstRowAt(page);
    await page.locator(`[role=grid][aria-rowcount="${machines + 1}"]`).waitFor();
    const allMs = await page.evaluate(() => performance.now());
    await quiet(product.wire);
    return { firstRowMs, allMs, mainThreadMs: (await costs.mainThreadMs()) - before };
  } finally {
    await context.close();
  }
};

/** The fleet of somebody who looks after two hundred tenants, on a platform of its own. */
export const fleetRows = async (browser: Browser): Promise<Row[]> => {
  const stage = await openStage(`fleet=${machines}/${tenants.length}`);
  try {
    const product = await stage.product();
    const state = await signedIn(browser, product, tenants);
    const opened = await repeated("fleet", () => open(browser, product, state));
    const of = (pick: (one: Opened) => number) => milliseconds(median(opened.map(pick)));
    const measured = [of((one) => one.firstRowMs), of((one) => one.allMs), of((one) => one.mainThreadMs)];
    await product.end();
    return [
      {
        id: "–",
        measure: "fleet, 5,000 VMs over 200 tenants: first rows · all read · main-thread CPU",
        measured: measured.join(" · "),
        goal: "–",
        isMet: null,
      },
    ];
  } finally {
    await stage.end();
  }
};
