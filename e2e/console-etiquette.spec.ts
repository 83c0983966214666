import type { BrowserContext, Page } from "@playwright/test";
import { connected } from "./running/console-page.ts";
import { expect, type Tenant, test as withTenant } from "./running/fixtures.ts";
import { signInAs } from "./running/people.ts";

type Guest = (name: string, path: string, ...groups: string[]) => Promise<Page>;

/** A second person, in a browser of their own, who may use the tenant's consoles. */
const test = withTenant.extend<{ other: Guest }>({
  other: async ({ browser, tenant }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (name, path, ...groups) => {
      const context = await browser.newContext();
      contexts.push(context);
      const page = await context.newPage();
      await signInAs(page, { name, groups: [`${tenant.namespace}-use`, ...groups] }, path);
      return page;
    });
    for (const context of contexts) await context.close();
  },
});

const clock = /\d{1,2}:\d\d:\d\d/;
const nameOf = (tenant: Tenant) => `admin.${tenant.namespace.replace("tenant-", "")}`;

for (const [kind, query] of [
  ["screen", ""],
  ["serial line", "?kind=serial"],
]) {
  test(`W16, F34: who is on a ${kind} is said by name before it is taken, and they are told by whom`, async ({
    tenant,
    other,
  }) => {
    await tenant.vm("shared");
    const path = `/screen/${tenant.namespace}/shared${query}`;
    const first = await tenant.as("admin", path);
    await connected(first);
    const second = await other("vera.etiquette", path);
    await expect(second.getByRole("heading", { name: `In use by ${nameOf(tenant)}` })).toBeVisible();
    await expect(second.getByText(/^Since/)).toContainText(clock);
    await connected(first);

    await second.getByRole("button", { name: "Take over" }).click();
    await connected(second);
    const told = first.getByRole("alert").filter({ hasText: "vera.etiquette took this console over" });
    await expect(told).toContainText(clock);
    await expect(told).toContainText("taking it back disconnects vera.etiquette");
    await expect(first.getByRole("button", { name: "Take back" })).toBeVisible();
    // It stays so by itself: nobody throws the other out in turn.
    await first.reload();
    await expect(first.getByRole("heading", { name: "In use by vera.etiquette" })).toBeVisible();
    await connected(second);
  });
}

const watchedBy = (page: Page) => page.getByRole("status", { name: "Who is watching" });

test("W16: a serial line is watched as its holder's page shows it, who is told; a watcher cannot type", async ({
  tenant,
  other,
}) => {
  await tenant.vm("shown");
  const path = `/screen/${tenant.namespace}/shown?kind=serial`;
  const holder = await tenant.as("admin", path);
  await connected(holder);
  const line = holder.locator(".xterm-rows");
  await holder.locator(".xterm").click();
  await holder.keyboard.press("Enter");
  await expect(line).toContainText("login:");
  await expect(watchedBy(holder)).toBeEmpty();

  const watcher = await other("vera.etiquette", path);
  await watcher.getByRole("button", { name: "Watch" }).click();
  await expect(watchedBy(holder)).toHaveText("vera.etiquette is watching what this console shows");
  // Behind it lies the watcher's own terminal, which has nothing to show.
  const seen = watcher.locator(".xterm-rows").last();
  // What was there before, and what comes now.
  await expect(seen).toContainText("login:");
  await holder.locator(".xterm").click();
  await holder.keyboard.type("ubuntu\n");
  await expect(seen).toContainText("Password:");
  await watcher.locator(".xterm").last().click();
  await watcher.keyboard.type("typed-by-a-watcher\n");
  await holder.keyboard.type("guess\n");
  await expect(line).toContainText("$");
  await expect(line).not.toContainText("typed-by-a-watcher");
  await expect(seen).toContainText("$");

  await holder.close();
  await expect(watcher.getByRole("heading", { name: "Nothing to watch any more" })).toBeVisible();
  await watcher.getByRole("button", { name: "Connect" }).click();
  await connected(watcher);
});

test("a screen is watched as pictures by support, who are named as such, and look only when they take it", async ({
  tenant,
  other,
}) => {
  await tenant.vm("pictured");
  const path = `/screen/${tenant.namespace}/pictured`;
  const holder = await tenant.as("admin", path);
  await connected(holder);
  const watcher = await other("sam.etiquette", path, "e2e-support");
  await watcher.getByRole("button", { name: "Watch" }).click();
  await expect(watchedBy(holder)).toHaveText("Support (sam.etiquette) is watching what this console shows");
  const picture = watcher.getByRole("img", { name: /^Console of pictured/ });
  const pixels = () => picture.evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());
  const blank = await watcher.evaluate(() => document.createElement("canvas").toDataURL());
  await expect.poll(pixels).not.toBe(blank);
  const before = await pixels();
  await holder.locator("canvas").first().click();
  await holder.keyboard.type("root\n");
  await expect.poll(pixels).not.toBe(before);
  await watcher.getByRole("button", { name: "Stop watching" }).click();
  await expect(watchedBy(holder)).toBeEmpty();
  // By their role, and not by their address.
  await watcher.getByRole("button", { name: "Take over" }).click();
  await connected(watcher);
  await expect(watcher.getByText("nothing you type or point at reaches the machine")).toBeVisible();
  await watcher.goto(new URL(`/${tenant.namespace}/consoles?vm=pictured`, watcher.url()).href);
  await expect(watcher.getByText("nothing you type or point at reaches the machine")).toBeVisible();
});

for (const kind of ["screen", "serial"] as const) {
  test(`a ${kind} that is opened view-only has no keyboard until somebody wants one`, async ({ tenant }) => {
    await tenant.vm("looked-at");
    const serial = kind === "serial" ? "kind=serial&" : "";
    const page = await tenant.as("use", `/screen/${tenant.namespace}/looked-at?${serial}view=only`);
    await connected(page);
    const guest = kind === "serial" ? page.locator(".xterm") : page.locator("canvas").first();
    await expect(page.getByText("nothing you type or point at reaches the machine")).toBeVisible();
    await guest.click();
    await page.keyboard.type("typed-while-looking\n");
    await page.getByRole("button", { name: "Use keyboard and mouse" }).click();
    await expect(page.getByText("nothing you type or point at reaches the machine")).toHaveCount(0);
    await connected(page);
    await expect(page).toHaveURL(/[?&]view=full$/);
    await guest.click();
    if (kind === "serial") {
      await page.keyboard.press("Enter");
      await expect(page.locator(".xterm-rows")).toContainText("login:");
      await expect(page.locator(".xterm-rows")).not.toContainText("typed-while-looking");
    } else {
      const pixels = () => guest.evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());
      const before = await pixels();
      await page.keyboard.type("root\n");
      await expect.poll(pixels).not.toBe(before);
    }
  });
}
