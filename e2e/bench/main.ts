import { cpus, totalmem } from "node:os";
import type { Browser } from "@playwright/test";
import { launchBrowser } from "../running/browser.ts";
import { signInAsListed } from "../running/people.ts";
import { productOrigin } from "../running/platform.ts";
import { type ColdList, coldList } from "./cold-list.ts";

const runs = 3;

const median = (values: number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

const kilobytes = (bytes: number): string => `${(bytes / 1024).toFixed(1)} KB`;

const measure = async (browser: Browser): Promise<ColdList[]> => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await signInAsListed(page, "ada.brunner", "/tenant-acme/vms");
  const state = await context.storageState();
  await context.close();
  const measured: ColdList[] = [];
  for (let run = 0; run < runs; run += 1)
    measured.push(await coldList(browser, state, `${productOrigin()}/tenant-acme/vms`));
  return measured;
};

const browser = await launchBrowser();
const measured = await measure(browser);
await browser.close();

const of = (pick: (one: ColdList) => number) => median(measured.map(pick));
const bundle = of((one) => one.scriptAndStyleBytes);
const requests = of((one) => one.dataRequests.length);

const rows: [string, string, string, string, string][] = [
  [
    "G1",
    "JS + CSS on the wire, VM list, cold",
    kilobytes(bundle),
    "≤ 150 KB",
    bundle <= 150 * 1024 ? "met" : "not met",
  ],
  ["G9", "data requests for the first view", String(requests), "≤ 4", requests <= 4 ? "met" : "not met"],
  ["–", "HTML with the first rows, compressed", kilobytes(of((one) => one.htmlBytes)), "–", ""],
  ["–", "fonts, first visit only", kilobytes(of((one) => one.fontBytes)), "–", ""],
  ["–", "first row in the document, loopback", `${Math.round(of((one) => one.rowsVisibleMs))} ms`, "–", ""],
  ["–", "DOM nodes", String(of((one) => one.domNodes)), "–", ""],
];

const table = [
  "| # | Measure | Measured | Goal | |",
  "|---|---|--:|--:|---|",
  ...rows.map((row) => `| ${row.join(" | ")} |`),
].join("\n");
console.log(
  `${table}\n\nMedians of ${runs}; ${cpus().length} cores (${cpus()[0]?.model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}, headless Chromium, loopback.`,
);
