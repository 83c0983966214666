import { cpus, totalmem } from "node:os";
import type { Browser } from "@playwright/test";
import { launchBrowser } from "../running/browser.ts";
import { signInAsListed } from "../running/people.ts";
import { productOrigin, productPid } from "../running/platform.ts";
import { type ColdList, coldList } from "./cold-list.ts";
import { type SmallGet, smallGet } from "./small-get.ts";

const runs = 3;

const median = (values: number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

const kilobytes = (bytes: number): string => `${(bytes / 1024).toFixed(1)} KB`;

/** What others were measured at on a machine like this, for where they cannot be started: goals of the project's own table. */
const published = { name: "nginx + kubectl proxy", cpuMs: 0.43, addedMs: 0.48 };

const measure = async (browser: Browser) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await signInAsListed(page, "ada.brunner", "/tenant-acme/vms");
  const state = await context.storageState();
  await context.close();
  const measured: ColdList[] = [];
  for (let run = 0; run < runs; run += 1)
    measured.push(await coldList(browser, state, `${productOrigin()}/tenant-acme/vms`));
  const cookie = state.cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  const small = await smallGet(cookie, productPid(), { tenant: "tenant-acme", name: "web-01" });
  return { measured, small };
};

const browser = await launchBrowser();
const { measured, small } = await measure(browser);
await browser.close();

const of = (pick: (one: ColdList) => number) => median(measured.map(pick));
const bundle = of((one) => one.scriptAndStyleBytes);
const requests = of((one) => one.dataRequests.length);

const cost = ({ cpuMs, addedMs }: SmallGet) => `${cpuMs.toFixed(2)} ms, ${addedMs.toFixed(2)} ms`;
const peer = small.peers.find(({ name }) => name === published.name) ?? published;

type Row = [string, string, string, string, string];
const rows: Row[] = [
  [
    "G1",
    "JS + CSS on the wire, VM list, cold",
    kilobytes(bundle),
    "≤ 150 KB",
    bundle <= 150 * 1024 ? "met" : "not met",
  ],
  ["G9", "data requests for the first view", String(requests), "≤ 4", requests <= 4 ? "met" : "not met"],
  [
    "G16",
    "CPU, added p50 of one machine's view",
    cost(small.porthole),
    `≤ ${cost(peer)}`,
    small.porthole.cpuMs <= peer.cpuMs && small.porthole.addedMs <= peer.addedMs ? "met" : "not met",
  ],
  ...small.peers.map((each): Row => ["–", `the same object, ${each.name}`, cost(each), "–", ""]),
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
