import { type Browser, expect } from "@playwright/test";
import type { Cluster } from "../running/cluster.ts";
import type { Replicas } from "../running/replicas.ts";
import { sessionOf, tokenOf } from "./accounts.ts";
import { Audience } from "./audience.ts";
import { sessionsFor } from "./crowd.ts";
import { isLive } from "./open-live.ts";
import type { ViewersSaw } from "./viewers.ts";

/** What the two products of a test in which many streams move from one to the other are told besides. */
export const movingSettings = {
  PORTHOLE_SIGN_IN: "oidc,token",
  PORTHOLE_RATE_LIMITS: "off",
  PORTHOLE_SESSION_MAX_PER_PERSON: "1000",
};

type Options = {
  replicas: Replicas;
  cluster: Cluster;
  browser: Browser;
  tenant: string;
  /** How many machines it has. */
  count: number;
  viewers: number;
};

/** Opens so many streams at the one replica, with viewers who come back; from then on the balancer sends to both. */
export const watchThroughOne = async (options: Options): Promise<{ audience: Audience; cookie: string }> => {
  const { replicas, cluster, browser, tenant, count, viewers } = options;
  const { balancer, origin, one } = replicas;
  balancer.pin(one.port);
  const token = await tokenOf(cluster, tenant, "movers");
  const product = { origin, direct: origin };
  const context = await browser.newContext({ storageState: await sessionOf(product, token) });
  const page = await context.newPage();
  await page.goto(`${origin}/${tenant}/vms`);
  await isLive(page, count);
  await context.close();
  const path = balancer.asked.findLast((address) => /\/stream\b/.test(address));
  if (!path) throw new Error("the page opened no stream");
  const cookies = await sessionsFor(product, token, viewers);
  const audience = new Audience();
  await audience.open({ origin, path, cookies, count: viewers, readers: 0, stuck: 0, areLoyal: true });
  expect((await audience.report()).open).toBe(viewers);
  balancer.pin(null);
  return { audience, cookie: cookies[0] ?? "" };
};

/** Asks for data over and over until the work is done; gives the codes of all answers. */
export const askingMeanwhile = async (origin: string, cookie: string, work: Promise<unknown>): Promise<Set<number>> => {
  const codes = new Set<number>();
  let isOver = false;
  const over = work.finally(() => {
    isOver = true;
  });
  while (!isOver) {
    const answer = await fetch(`${origin}/api/v1/tenants`, { headers: { cookie } });
    await answer.arrayBuffer();
    codes.add(answer.status);
  }
  await over;
  return codes;
};

/** Milliseconds between the first stream's end and the last one's. */
export const spreadOf = ({ ended }: ViewersSaw): number => Math.max(...ended) - Math.min(...ended);
