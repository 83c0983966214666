import type { Browser } from "@playwright/test";
import { churnRows, idleRows } from "./churn.ts";
import { returnRows } from "./console-return.ts";
import { consoleRows } from "./consoles.ts";
import { crowdRows } from "./crowd.ts";
import { fleetRows } from "./fleet.ts";
import { listRows } from "./list-rows.ts";
import { openerRows } from "./openers.ts";
import type { Row } from "./report.ts";
import { routeRows } from "./routes.ts";
import { scrollingRows } from "./scrolling.ts";
import { sizes, tenantWith } from "./sizes.ts";
import { smallGetRows } from "./small-get.ts";
import type { Product, SignedIn, Stage } from "./stage.ts";
import { typingRows } from "./typing.ts";

type Bench = { stage: Stage; browser: Browser; product: Product; state: SignedIn };

type Goals = {
  ids: readonly string[];
  /** Sizes of the tenants it looks at. */
  sizes: readonly number[];
  rows: (bench: Bench) => Promise<Row[]>;
};

const machines = (count: number) => ({ tenant: tenantWith(count), count });

/** What can be measured, a line for all that one measurement tells; those that leave the machines changed come last. */
export const goals: readonly Goals[] = [
  { ids: ["G1", "G2", "G3", "G4", "G5", "G7", "G9"], sizes, rows: listRows },
  { ids: ["G6"], sizes: [5_000], rows: (bench) => typingRows({ ...bench, ...machines(5_000) }) },
  { ids: ["G8"], sizes: [5_000], rows: (bench) => scrollingRows({ ...bench, ...machines(5_000) }) },
  { ids: ["G16"], sizes: [10], rows: ({ stage, product, state }) => smallGetRows(stage, product, state) },
  { ids: ["G12", "G13", "G14", "G15"], sizes: [1_000], rows: ({ stage }) => consoleRows(stage) },
  { ids: ["F16", "F33"], sizes: [10], rows: ({ stage, browser }) => returnRows(stage, browser) },
  {
    ids: ["G20"],
    sizes: [1_000],
    rows: (bench) => routeRows({ ...bench, tenant: tenantWith(1_000), machine: "web-0000" }),
  },
  { ids: ["G11"], sizes: [1_000], rows: (bench) => idleRows({ ...bench, ...machines(1_000) }) },
  { ids: ["G18"], sizes: [1_000], rows: ({ stage, browser }) => crowdRows(stage, browser) },
  { ids: ["G10"], sizes: [1_000], rows: (bench) => churnRows({ ...bench, ...machines(1_000) }, bench.stage.cluster) },
  {
    ids: ["G17"],
    sizes: [5_000],
    rows: ({ stage, browser, product }) => openerRows(stage, browser, product),
  },
  // No goal has its number: what support sees.
  { ids: ["fleet"], sizes: [10], rows: ({ browser }) => fleetRows(browser) },
];
