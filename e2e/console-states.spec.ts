import type { Page } from "@playwright/test";
import { connected } from "./running/console-page.ts";
import { type ConsoleStateName, consoleStates, panel, type Stage } from "./running/console-states.ts";
import { expect, test } from "./running/fault-fixtures.ts";
import { hydrated } from "./running/people.ts";

/** What each state offers, where there is something to be done. */
const waysOut: Partial<Record<ConsoleStateName, RegExp>> = {
  off: /^Check again$/,
  lost: /^Try now$/,
  "in-use": /^Take over$/,
  evicted: /^Reconnect$/,
  forbidden: /^Check again$/,
  "no-graphics": /^Open the serial console$/,
  "no-serial": /^Open the screen$/,
  "permission-lost": /^Check again$/,
};

/** They pass by too fast to be looked at here; console-survives.spec.ts shows where they lead. */
const passing: ReadonlySet<ConsoleStateName> = new Set(["moved", "restarting", "settling", "connected"]);

// Object.keys forgets the names.
const names = (Object.keys(consoleStates) as ConsoleStateName[]).filter((name) => !passing.has(name));
const isForAll = (name: ConsoleStateName): boolean => "isForAll" in consoleStates[name];

/** One sign-in for all of a person's pages: they are tabs of one browser. */
const asTabs = (visit: Stage["visit"]): Stage["visit"] => {
  const first = new Map<string, Promise<Page>>();
  return async (level, path = "/") => {
    const signedIn = first.get(level) ?? visit(level);
    first.set(level, signedIn);
    const page = await signedIn;
    const tab = await page.context().newPage();
    await tab.goto(new URL(path, page.url()).href);
    await hydrated(tab);
    return tab;
  };
};

/** They end the session of every tab. */
const ofTheirOwn: ReadonlySet<ConsoleStateName> = new Set(["session-ended"]);

const show = async (stage: Stage, name: ConsoleStateName): Promise<void> => {
  const { heading, bring } = consoleStates[name];
  const page = await bring(stage, `vm-${name}`);
  if (!heading) throw new Error(`${name} has no panel`);
  // The slowest, a withdrawn right, is noticed within half a minute.
  await expect(panel(page, heading).first(), name).toBeVisible({ timeout: 60_000 });
  const way = waysOut[name];
  if (way) await expect(page.getByRole("button", { name: way }), name).toBeVisible();
  await page.close();
};

test("every state of a console has its words and the way out there is, and upstream never sees a plain GET", async ({
  tenant,
  cluster,
  wire,
  visit,
}) => {
  test.setTimeout(240_000);
  const stage = { tenant, cluster, wire, visit: asTabs(visit) };
  const stageOf = (name: ConsoleStateName): Stage => (ofTheirOwn.has(name) ? { ...stage, visit } : stage);
  await Promise.all(names.filter((name) => !isForAll(name)).map((name) => show(stageOf(name), name)));
  const plain = wire.seen.filter(({ path, isUpgrade }) => /\/(vnc|console)(\?|$)/.test(path) && !isUpgrade);
  expect(plain).toEqual([]);
  for (const name of names.filter(isForAll)) {
    wire.reset();
    await show(stage, name);
  }
});

test("in use: the way out leads in, and the other side is cut off", async ({ tenant, cluster, wire, visit }) => {
  const page = await consoleStates["in-use"].bring({ tenant, cluster, wire, visit }, "wanted");
  await page.getByRole("button", { name: "Take over" }).click();
  await connected(page);
});
