import { setTimeout as pause } from "node:timers/promises";
import type { Browser } from "@playwright/test";
import { cookieOf, sessionOf, tokenOf } from "./accounts.ts";
import { Audience } from "./audience.ts";
import { type Change, changeSteadily } from "./changes.ts";
import { memoryOf } from "./costs.ts";
import { openLive } from "./open-live.ts";
import { kilobytes, milliseconds, quantile, type Row } from "./report.ts";
import { tenantWith } from "./sizes.ts";
import type { Product, Stage } from "./stage.ts";
import type { ViewersSaw } from "./viewers.ts";

export const watches = 'porthole_open{what="watch"}';

/** A browser has one stream; a session may have some more of them. */
const streamsPerSession = 10;

type Room = { browser: Browser; product: Product; tenant: string; count: number };

/** The address at which this person's page keeps its stream open, whatever it looks like: what it asked for and does not end. */
export const streamPath = async (room: Room, token: string): Promise<string> => {
  const { wire } = room.product;
  const state = await sessionOf(room.product, token);
  wire.reset();
  const path = await openLive(
    { ...room, state },
    async () => wire.exchanges.findLast((each) => each.path.startsWith("/api/") && !each.isOver)?.path,
  );
  if (!path) throw new Error("the page keeps nothing open");
  return path;
};

/** Sessions for so many viewers, all of one person. */
export const sessionsFor = (
  product: Pick<Product, "origin" | "direct">,
  token: string,
  viewers: number,
): Promise<string[]> =>
  Promise.all(
    Array.from({ length: Math.ceil(viewers / streamsPerSession) }, async () =>
      cookieOf(await sessionOf(product, token)),
    ),
  );

/** How long after it was sent each change reached each reader; one that never came counts as never. */
const delaysOf = (changes: readonly Change[], { seen }: ViewersSaw, readers: number): number[] => {
  const sawAt = Map.groupBy(seen, ([port]) => port);
  return changes.flatMap(({ port, sentAt, name }, index) => {
    if (port === null) return [];
    // What was changed again within a second may be told together with what came after it.
    const isReplaced = changes.some((next, at) => at > index && next.name === name && next.sentAt - sentAt < 1_000);
    const delays = (sawAt.get(port) ?? []).map(([, at]) => at - sentAt);
    const lost = isReplaced ? 0 : Math.max(0, readers - delays.length);
    return [...delays, ...Array.from({ length: lost }, () => Number.POSITIVE_INFINITY)];
  });
};

const viewers = 1_000;
const readers = 100;
const machines = 1_000;
const seconds = 45;

/** G18: a thousand viewers of a thousand machines on one process; one reads nothing, and twenty machines a second change. */
export const crowdRows = async (stage: Stage, browser: Browser): Promise<Row[]> => {
  const { cluster } = stage;
  const tenant = tenantWith(machines);
  // Of its own: what others left in its memory would be counted.
  const product = await stage.product();
  const token = await tokenOf(cluster, tenant, "crowd");
  const path = await streamPath({ browser, product, tenant, count: machines }, token);
  process.stderr.write("bench: a thousand viewers\n");
  const cookies = await sessionsFor(product, token, viewers);
  const plan = { origin: product.direct, path, cookies, readers };
  const [first, audience] = [new Audience(), new Audience()];
  try {
    await first.open({ ...plan, count: 1, stuck: 0 });
    await pause(5_000);
    const [alone, before, wasResident] = [
      await product.metric(watches),
      await product.heldBytes(),
      memoryOf(product.pid),
    ];
    await audience.open({ ...plan, count: viewers, stuck: 1 });
    await pause(5_000);
    audience.begin();
    const objects = await cluster.items(`/apis/apps.cozystack.io/v1alpha1/namespaces/${tenant}/vminstances`);
    const names = objects.map(({ metadata }) => metadata.name);
    const seen = names.filter((name) => name.startsWith("web-"));
    const changes = await changeSteadily({ cluster, tenant, names, seen, perSecond: 20, seconds });
    const resident = (memoryOf(product.pid) - wasResident) / viewers;
    const memory = ((await product.heldBytes()) - before) / viewers;
    await pause(2_000);
    const saw = await audience.report();
    const together = await product.metric(watches);
    const p99 = quantile(delaysOf(changes, saw, readers), 0.99);
    const isWhole = saw.open === viewers && saw.ended.length === 0;
    return [
      {
        id: "G18",
        measure: "upstream watches for 1 and for 1,000 viewers",
        measured: `${alone}, ${together}`,
        goal: "shared",
        isMet: together <= alone,
      },
      {
        id: "G18",
        measure: "memory a viewer, at 20 changes/s",
        measured: kilobytes(memory),
        goal: "≤ 64 KB",
        isMet: memory <= 64 * 1024,
      },
      {
        id: "–",
        measure: "the same with what the process has not given back to the system",
        measured: kilobytes(resident),
        goal: "–",
        isMet: null,
      },
      {
        id: "G18",
        measure: "in the API → at 1,000 viewers of whom one reads nothing, p99",
        measured: isWhole ? milliseconds(p99) : `${saw.open} open, ${saw.ended.length} lost`,
        goal: "≤ 1 s",
        isMet: isWhole && p99 <= 1_000,
      },
    ];
  } finally {
    await Promise.all([first.dispose(), audience.dispose()]);
    await product.end();
  }
};
