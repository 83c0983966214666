import { expect, type Page, test } from "@playwright/test";
import { startViewerStand } from "./running/viewer-stand.ts";

/** What the stand's page defines (components/console/{screen/screen,serial/line}-drills.fixture.ts). */
type InPage = {
  drills: {
    attacks: () => Promise<Record<string, unknown>>;
    mutations: (streams: number, changes: number, seed: number) => Promise<Record<string, number>>;
    lines: (streams: number, seed: number) => Promise<Record<string, unknown>>;
  };
};

let stand: Awaited<ReturnType<typeof startViewerStand>>;
test.beforeAll(async () => {
  stand = await startViewerStand();
});
test.afterAll(() => stand.end());

/** The viewers alone, and what went wrong in their page. */
const openStand = async (page: Page): Promise<string[]> => {
  const errors: string[] = [];
  page.on("pageerror", ({ message }) => errors.push(message));
  page.on("crash", () => errors.push("crashed"));
  await page.goto(stand.origin);
  await page.waitForFunction(() => "drills" in window);
  return errors;
};

test("W14: a screen of any size, a zlib bomb, endless text, a flood of bells and a name with markup leave the page alive", async ({
  page,
}) => {
  const errors = await openStand(page);
  const ends = await page.evaluate(() => (window as unknown as InPage).drills.attacks());
  expect(ends).toEqual({
    huge: { failed: ["too-large"], size: null, drawn: 0 },
    grows: { failed: ["too-large"], size: { width: 64, height: 48 }, drawn: 64 },
    // Within what a page can hold it is only a black screen.
    bomb: { failed: [], size: { width: 4096, height: 4096 }, drawn: 4096 },
    bombBeyond: { failed: ["malformed"], size: { width: 64, height: 48 }, drawn: 0 },
    endlessText: { failed: ["malformed"], size: { width: 64, height: 48 }, drawn: 0 },
    bells: { failed: [], size: { width: 64, height: 48 }, drawn: 64 },
    name: { failed: [], size: { width: 64, height: 48 }, drawn: 64 },
  });
  await expect(page).toHaveTitle("stand");
  expect(errors).toEqual([]);
});

test("W14: 10,000 streams with random changes leave the page alive", async ({ page }) => {
  test.setTimeout(180_000);
  const errors = await openStand(page);
  const ends: Record<string, number> = {};
  for (const seed of [1, 2, 3, 4, 5]) {
    const some = await page.evaluate((from) => (window as unknown as InPage).drills.mutations(2_000, 10, from), seed);
    for (const [end, count] of Object.entries(some)) ends[end] = (ends[end] ?? 0) + count;
  }
  expect(Object.values(ends).reduce((sum, count) => sum + count, 0)).toBe(10_000);
  expect(Object.keys(ends)).toEqual(expect.arrayContaining(["shown", "malformed"]));
  expect(await page.evaluate(() => document.querySelectorAll("canvas").length)).toBe(0);
  expect(errors).toEqual([]);
});

test("W15: 10,000 broken streams of a serial line type nothing, open nothing, and leave a terminal that works", async ({
  page,
}) => {
  test.setTimeout(180_000);
  const errors = await openStand(page);
  const ends = await page.evaluate(() => (window as unknown as InPage).drills.lines(10_000, 15));
  expect(ends).toEqual({ alive: 100, typed: 0, canType: true, asked: [], size: "as before" });
  await expect(page).toHaveTitle("stand");
  expect(page.context().pages()).toHaveLength(1);
  expect(errors).toEqual([]);
});
