import type { Browser, Page } from "@playwright/test";
import { paths } from "#lib/paths.ts";
import { median, milliseconds, type Row, repeated } from "./report.ts";
import { type Product, patienceMs, type SignedIn } from "./stage.ts";
import { bytesOf, isCode, quiet } from "./wire.ts";

type Vitals = { lcp: number; inp: number; cls: number };

declare global {
  interface Window {
    vitals?: Vitals;
  }
}

/** Runs in the page, before it: what web.dev/vitals defines, as the browser reports it. */
const watchVitals = (): void => {
  const vitals: Vitals = { lcp: 0, inp: 0, cls: 0 };
  window.vitals = vitals;
  const follow = (type: string, take: (entry: PerformanceEntry) => void) =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({
      ...{ type, buffered: true },
      // Of the Event Timing specification, unknown to the types.
      ...(type === "event" && ({ durationThreshold: 16 } as PerformanceObserverInit)),
    });
  follow("largest-contentful-paint", ({ startTime }) => {
    vitals.lcp = startTime;
  });
  follow("event", (entry) => {
    // As above.
    const { interactionId = 0 } = entry as PerformanceEntry & { interactionId?: number };
    if (interactionId > 0) vitals.inp = Math.max(vitals.inp, entry.duration);
  });
  follow("layout-shift", (entry) => {
    // As above.
    const { value = 0, hadRecentInput = false } = entry as PerformanceEntry & {
      value?: number;
      hadRecentInput?: boolean;
    };
    if (!hadRecentInput) vitals.cls += value;
  });
};

/** What one can do on every page: a click where nothing is, the keyboard through its controls, its menus open and shut. */
const useIt = async (page: Page): Promise<void> => {
  await page.mouse.click(720, 12);
  for (let at = 0; at < 8; at += 1) await page.keyboard.press("Tab", { delay: 20 });
  await page.keyboard.press("Shift+Tab", { delay: 20 });
  await page.keyboard.press("Control+k", { delay: 20 });
  await page.waitForTimeout(300);
  await page.keyboard.press("Escape", { delay: 20 });
  await page.waitForTimeout(300);
};

type Options = { browser: Browser; product: Product; state: SignedIn; tenant: string; machine: string };

const routesOf = (tenant: string, machine: string): Record<string, string> => ({
  "sign-in": paths.signIn(),
  list: paths.vms(tenant),
  overview: paths.overview(tenant),
  activity: paths.activity(tenant),
  images: paths.images(tenant),
  access: paths.access(tenant),
  create: paths.vmNew(tenant),
  machine: paths.vm(tenant, machine),
  console: paths.vm(tenant, machine, "console"),
  screen: paths.screen(tenant, machine),
  fleet: "/fleet",
});

type Opened = Vitals & { codeBytes: number };

const opened = async ({ browser, product, state }: Options, path: string): Promise<Opened | null> => {
  const context = await browser.newContext({
    ...(path !== paths.signIn() && { storageState: state }),
    viewport: { width: 1440, height: 900 },
  });
  try {
    context.setDefaultTimeout(patienceMs);
    const page = await context.newPage();
    await page.addInitScript(watchVitals);
    product.wire.reset();
    const answer = await page.goto(`${product.origin}${path}`, { waitUntil: "load" });
    if (answer?.status() !== 200) return null;
    await quiet(product.wire);
    const codeBytes = bytesOf(product.wire.exchanges.filter(isCode));
    await useIt(page);
    const vitals = await page.evaluate(() => window.vitals);
    return vitals ? { ...vitals, codeBytes } : null;
  } finally {
    await context.close();
  }
};

/** G20: every route of a tenant with a thousand machines. */
export const routeRows = async (options: Options): Promise<Row[]> => {
  const worst: Vitals = { lcp: 0, inp: 0, cls: 0 };
  const each: string[] = [];
  for (const [name, path] of Object.entries(routesOf(options.tenant, options.machine))) {
    // The first visit warms the server up.
    if (!(await opened(options, path))) {
      each.push(`${name} –`);
      continue;
    }
    const measured = (await repeated(`${name} page`, () => opened(options, path))).flatMap((one) => one ?? []);
    const of = (pick: (one: Opened) => number) => median(measured.map(pick));
    const [lcp, inp, cls] = [of((one) => one.lcp), of((one) => one.inp), of((one) => one.cls)];
    worst.lcp = Math.max(worst.lcp, lcp);
    worst.inp = Math.max(worst.inp, inp);
    worst.cls = Math.max(worst.cls, cls);
    const code = of((one) => one.codeBytes);
    each.push(`${name} ${Math.round(lcp)}/${Math.round(inp)}/${cls.toFixed(2)}/${Math.round(code / 1024)}`);
  }
  return [
    {
      id: "G20",
      measure: "LCP, the slowest route",
      measured: milliseconds(worst.lcp),
      goal: "≤ 1.25 s",
      isMet: worst.lcp <= 1_250,
    },
    {
      id: "G20",
      measure: "INP, the slowest route",
      measured: milliseconds(worst.inp),
      goal: "≤ 100 ms",
      isMet: worst.inp <= 100,
    },
    {
      id: "G20",
      measure: "CLS, the worst route",
      measured: worst.cls.toFixed(3),
      goal: "≤ 0.02",
      isMet: worst.cls <= 0.02,
    },
    {
      id: "–",
      measure: "each route, LCP / INP in ms / CLS / KB of its code, cold",
      measured: each.join(", "),
      goal: "–",
      isMet: null,
    },
  ];
};
