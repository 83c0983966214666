import type { Page } from "@playwright/test";
import { type Running, startStore } from "../running.mjs";
import { storeServer } from "../setup.mjs";
import { connected, signInOnLine, terminal } from "./running/console-page.ts";
import { panel, screenOf } from "./running/console-states.ts";
import { test as base, expect } from "./running/fixtures.ts";
import { type OwnProduct, ownProduct } from "./running/own-product.ts";
import { signInAs } from "./running/people.ts";

type Fixtures = { productWith: (env: Record<string, string>, keeps?: "sessions") => Promise<OwnProduct> };

/** A product of the test's own, with a store where its sessions are to outlive it. */
const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures a function asks for from this pattern
  productWith: async ({}, use) => {
    const started: Pick<Running, "end">[] = [];
    await use(async (env, keeps) => {
      const store = keeps ? await startStore() : null;
      if (store) started.unshift(store);
      const product = await ownProduct({ env: { ...env, ...(store && { PORTHOLE_STORE_URL: store.url }) } });
      started.unshift(product);
      return product;
    });
    for (const one of started) await one.end();
  },
});

const hasPicture = (page: Page): Promise<boolean> =>
  page
    .locator("canvas")
    .first()
    .evaluate((element) => {
      const canvas = element as HTMLCanvasElement;
      const pixels = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data;
      return pixels?.some((value, at) => at % 4 !== 3 && value > 40) ?? false;
    });

test("F16: consoles outlive a restart of the gateway: back by themselves with a full picture, and nothing typed meanwhile is replayed", async ({
  tenant,
  context,
  productWith,
}) => {
  test.skip(storeServer() === null, "no redis-server or valkey-server on the PATH");
  test.setTimeout(120_000);
  await tenant.vm("outliving");
  const product = await productWith({}, "sessions");
  const screen = await context.newPage();
  const someone = { name: "use.outliving", groups: [`${tenant.namespace}-use`] };
  await signInAs(screen, someone, screenOf({ tenant }, "outliving"), product.origin);
  await connected(screen);
  const line = await context.newPage();
  await line.goto(`${product.origin}${screenOf({ tenant }, "outliving", "serial")}`);
  await signInOnLine(line);
  const restarted = product.restart();
  await expect(panel(line, /^The connection was lost$|^Asking|^Connecting/)).toBeVisible();
  await line.keyboard.type("echo typed-while-$((6*7))-away\n");
  await restarted;
  await connected(line);
  await line.locator(".xterm").click();
  await line.keyboard.type("echo here-again\n");
  await expect(terminal(line)).toContainText("here-again");
  await expect(terminal(line)).not.toContainText("typed-while");
  await screen.bringToFront();
  await connected(screen);
  await expect.poll(() => hasPicture(screen)).toBe(true);
});

test("limits: nobody is cut off without a countdown, staying helps against idleness, and the end says what it is", async ({
  tenant,
  context,
  productWith,
}) => {
  test.setTimeout(120_000);
  await tenant.vm("limited");
  const product = await productWith({ PORTHOLE_CONSOLE_IDLE_MINUTES: "0.2" });
  const page = await context.newPage();
  const someone = { name: "use.limited", groups: [`${tenant.namespace}-use`] };
  await signInAs(page, someone, screenOf({ tenant }, "limited", "serial"), product.origin);
  await connected(page);
  const warning = page.getByRole("alert").filter({ hasText: "This console closes soon" });
  await expect(warning).toContainText("second");
  await page.getByRole("button", { name: "Stay connected" }).click();
  await expect(warning).toBeHidden();
  await expect(warning).toBeVisible({ timeout: 20_000 });
  await expect(panel(page, /^Closed, as nobody used it$/)).toBeVisible({ timeout: 20_000 });
  // Any key opens a line again; one that comes right after the end may have been meant for the machine.
  await expect(async () => {
    await page.keyboard.press("Enter");
    await expect(page.getByText("Connected", { exact: true }).first()).toBeVisible({ timeout: 3000 });
  }).toPass();
  await page.keyboard.press("Enter");
  await expect(terminal(page)).toContainText("login:");
});
