import { setTimeout as pause } from "node:timers/promises";
import type { Browser } from "@playwright/test";
import { cookieOf, sessionOf, tokenOf } from "./accounts.ts";
import { Audience } from "./audience.ts";
import { memoryOf } from "./costs.ts";
import { streamPath } from "./crowd.ts";
import { megabytes, type Row } from "./report.ts";
import { tenantWith } from "./sizes.ts";
import type { Product, Stage } from "./stage.ts";

const people = 8;
const machines = 5_000;

type Opener = { token: string; path: string };

/** Resident memory of a new process in which all of them open the list, at its most; and what it holds when nothing happens any more. */
const opened = async (stage: Stage, openers: readonly Opener[], atOnce: boolean) => {
  const product = await stage.product();
  const audience = new Audience();
  const planOf = async ({ token, path }: Opener) => {
    const cookies = [cookieOf(await sessionOf(product, token))];
    return { origin: product.direct, path, cookies, count: 1, readers: 0, stuck: 0 };
  };
  let most = 0;
  const watching = setInterval(() => {
    most = Math.max(most, memoryOf(product.pid));
  }, 20);
  try {
    const plans = await Promise.all(openers.map(planOf));
    if (atOnce) await audience.open(...plans);
    for (const plan of atOnce ? [] : plans) {
      await audience.open(plan);
      await pause(2_000);
    }
    await pause(10_000);
    return { most, held: await product.heldBytes() };
  } finally {
    clearInterval(watching);
    await audience.dispose();
    await product.end();
  }
};

/** G17: what eight people who open 5,000 machines at once cost beyond what is kept for eight that opened them in turn. */
export const openerRows = async (stage: Stage, browser: Browser, product: Product): Promise<Row[]> => {
  const tenant = tenantWith(machines);
  const openers: Opener[] = [];
  for (let index = 0; index < people; index += 1) {
    const token = await tokenOf(stage.cluster, tenant, `opener-${index}`);
    openers.push({ token, path: await streamPath({ browser, product, tenant, count: machines }, token) });
  }
  process.stderr.write("bench: eight people open 5,000 machines\n");
  const inTurn = await opened(stage, openers, false);
  const atOnce = await opened(stage, openers, true);
  const growth = atOnce.most - inTurn.most;
  return [
    {
      id: "G17",
      measure: "eight open 5,000 at once: most memory beyond that of eight in turn",
      measured: megabytes(growth),
      goal: "≤ 16 MB",
      isMet: growth <= 16 * 2 ** 20,
    },
    {
      id: "–",
      measure: "what a process with those eight indexes holds after a collection",
      measured: megabytes(inTurn.held),
      goal: "–",
      isMet: null,
    },
  ];
};
