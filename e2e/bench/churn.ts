import type { Page } from "@playwright/test";
import type { Cluster } from "../running/cluster.ts";
import { changeSteadily } from "./changes.ts";
import { renderersCpuMs } from "./costs.ts";
import { type Opening, openLive } from "./open-live.ts";
import { kilobytes, median, milliseconds, quantile, type Row, repeated } from "./report.ts";
import { bytesOf } from "./wire.ts";

const seconds = 45;
const perSecond = 20;

declare global {
  interface Window {
    /** When each drawn row first showed a size: `name type` by the epoch's milliseconds. */
    shown?: [string, number][];
  }
}

/** Runs in the page. */
const watchSizes = (types: string[]): void => {
  const shown: [string, number][] = [];
  window.shown = shown;
  const sizeOf = new Map<Element, string>();
  new MutationObserver((records) => {
    const now = performance.timeOrigin + performance.now();
    const rows = new Set(
      records.map(({ target }) => (target instanceof Element ? target : target.parentElement)?.closest("[data-row]")),
    );
    for (const row of rows) {
      const type = row && types.find((each) => row.textContent?.includes(each));
      if (!row || !type || sizeOf.get(row) === type) continue;
      sizeOf.set(row, type);
      shown.push([`${row.getAttribute("data-row")} ${type}`, now]);
    }
  }).observe(document.body, { subtree: true, childList: true, characterData: true });
};

type Churned = { latencies: number[]; cpuMs: number; bytes: number };

const churned = async (page: Page, { browser, product, tenant }: Opening, cluster: Cluster): Promise<Churned> => {
  await page.evaluate(watchSizes, ["s1.small", "u1.medium"]);
  const seen = await page
    .locator("[data-row]")
    .evaluateAll((rows) => rows.map((row) => row.getAttribute("data-row") ?? ""));
  const objects = await cluster.items(`/apis/apps.cozystack.io/v1alpha1/namespaces/${tenant}/vminstances`);
  product.wire.reset();
  const before = await renderersCpuMs(browser);
  // Those in view change in their own turn alone, seconds apart: two changes that undo each other at once would rightly never be shown.
  const names = objects.flatMap(({ metadata }) => (seen.includes(metadata.name) ? [] : metadata.name));
  const sent = await changeSteadily({ cluster, tenant, names, seen, perSecond, seconds });
  const cpuMs = (await renderersCpuMs(browser)) - before;
  const bytes = bytesOf(product.wire.exchanges);
  // The last ones are still on their way.
  await page.waitForTimeout(2_000);
  const shown = await page.evaluate(() => window.shown ?? []);
  const inView = sent.filter(({ name }) => seen.includes(name));
  const latencies = inView.map(({ name, type, sentAt }) => {
    const at = shown.find(([what, when]) => what === `${name} ${type}` && when >= sentAt)?.[1];
    return at === undefined ? Number.POSITIVE_INFINITY : at - sentAt;
  });
  return { latencies, cpuMs: (cpuMs * 60) / seconds, bytes: (bytes * 60) / seconds };
};

/** G10: a thousand machines of which twenty a second change. */
export const churnRows = async (opening: Opening, cluster: Cluster): Promise<Row[]> => {
  const measured = await repeated("20 changes a second", () =>
    openLive(opening, (page) => churned(page, opening, cluster)),
  );
  const of = (pick: (one: Churned) => number) => median(measured.map(pick));
  const [p50, p99] = [of((one) => quantile(one.latencies, 0.5)), of((one) => quantile(one.latencies, 0.99))];
  const [cpu, bytes] = [of((one) => one.cpuMs), of((one) => one.bytes)];
  const many = "20 changes/s, 1,000 VMs";
  return [
    {
      id: "G10",
      measure: `${many}: in the API → in the page, p99`,
      measured: milliseconds(p99),
      goal: "≤ 1 s",
      isMet: p99 <= 1_000,
    },
    { id: "–", measure: "the same, p50", measured: milliseconds(p50), goal: "–", isMet: null },
    {
      id: "G10",
      measure: `${many}: CPU of the page a minute, its workers too`,
      measured: `${(cpu / 1000).toFixed(1)} s`,
      goal: "≤ 5 s",
      isMet: cpu <= 5_000,
    },
    {
      id: "G10",
      measure: `${many}: bytes a minute`,
      measured: kilobytes(bytes),
      goal: "≤ 280 KB",
      isMet: bytes <= 280 * 1024,
    },
  ];
};

/** G11: a thousand machines of which none changes. */
export const idleRows = async (opening: Opening): Promise<Row[]> => {
  const { wire } = opening.product;
  process.stderr.write("bench: idle for a minute\n");
  const { bytes, asked } = await openLive(opening, async (page) => {
    // What a page fetches for later, once it has settled, is not idling.
    await page.waitForTimeout(10_000);
    wire.reset();
    await page.waitForTimeout(60_000);
    const { exchanges } = wire;
    return { bytes: bytesOf(exchanges), asked: exchanges.filter(({ up }) => up > 0).map(({ path }) => path) };
  });
  const requests = [asked.length, ...asked].join(" ");
  return [
    { id: "G11", measure: "idle page: bytes a minute", measured: `${bytes} B`, goal: "≤ 1 KB", isMet: bytes <= 1024 },
    {
      id: "G11",
      measure: "idle page: requests besides the stream",
      measured: requests,
      goal: "0",
      isMet: asked.length === 0,
    },
  ];
};
