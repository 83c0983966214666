import type { Page } from "@playwright/test";
import { asked, atLogin, choose, picture, signInOnLine, terminal } from "./running/console-page.ts";
import { migrate, openConsole, panel, restart, takeFromOutside } from "./running/console-states.ts";
import { expect, test } from "./running/fault-fixtures.ts";

/** The bar below the console. */
const bar = (page: Page, word: string) => page.getByText(word, { exact: true }).first();

for (const kind of ["vnc", "serial"] as const)
  test(`F33: the ${kind} console of a machine that is restarted comes back by itself`, async ({
    tenant,
    cluster,
    wire,
    visit,
  }) => {
    const stage = { tenant, cluster, wire, visit };
    const page = await openConsole(stage, "again", kind);
    const dials = () => wire.seen.filter(({ path }) => /again\/(vnc|console)/.test(path));
    const before = dials().length;
    await restart(stage, "again");
    await expect.poll(() => dials().length).toBeGreaterThan(before);
    await expect(bar(page, "Connected")).toBeVisible();
    // Its boot is said once: a line that is connected behind it is silent until it is asked.
    if (kind === "serial") await asked(page);
    // It waited at the door by upgrades, and asked politely.
    expect(dials().every(({ isUpgrade }) => isUpgrade)).toBe(true);
    if (kind === "vnc") expect(dials().every(({ path }) => path.endsWith("?preserveSession=true"))).toBe(true);
  });

for (const kind of ["vnc", "serial"] as const)
  test(`F33: the ${kind} console of a machine that moves to another node follows it`, async ({
    tenant,
    cluster,
    wire,
    visit,
  }) => {
    const stage = { tenant, cluster, wire, visit };
    // A part of a page takes no keyboard by itself, but it gives back what was there.
    const isPart = kind === "serial";
    const page = await openConsole(stage, "nomad", kind, isPart ? "page" : "window");
    if (isPart) await page.locator(".xterm").click();
    const dials = () =>
      wire.seen.filter(({ path, isUpgrade }) => isUpgrade && /nomad\/(vnc|console)/.test(path)).length;
    const before = dials();
    await migrate(stage, "nomad");
    await expect.poll(dials, { timeout: 20_000 }).toBeGreaterThan(before);
    await expect(bar(page, "Connected")).toBeVisible();
    await expect(panel(page, /taken this console/)).toHaveCount(0);
    if (!isPart) return;
    await expect(page.locator(".xterm-helper-textarea")).toBeFocused();
    await page.keyboard.type("still-here");
    await expect(terminal(page)).toContainText("still-here");
    // A browser that lets no window open says so where nobody looks.
    await page.evaluate(() => {
      window.open = () => null;
    });
    await choose(page, "More tools", /^Open in its own window/);
    await expect(page.getByRole("alert").filter({ hasText: "The browser blocked the window." })).toBeVisible();
  });

test("a guest that reboots by itself keeps its console: the machine's instance stays", async ({
  tenant,
  cluster,
  wire,
  visit,
}) => {
  const page = await openConsole({ tenant, cluster, wire, visit }, "rebooted", "serial");
  await signInOnLine(page);
  wire.seen = [];
  await page.keyboard.type("sudo reboot\n");
  await atLogin(page);
  await expect(bar(page, "Connected")).toBeVisible();
  expect(wire.requests(/rebooted\/console/)).toEqual([]);
});

test("F34: who is thrown out from outside is told so, and does not fight for the place", async ({
  tenant,
  cluster,
  wire,
  visit,
}) => {
  const stage = { tenant, cluster, wire, visit };
  const page = await openConsole(stage, "wanted", "serial");
  const outside = await takeFromOutside(stage, "wanted", "console");
  await expect(panel(page, /^Somebody else has taken this console$/)).toBeVisible();
  wire.seen = [];
  // Seen again, on the network again: neither is a reason to throw the other out.
  await page.evaluate(() => {
    dispatchEvent(new Event("online"));
    document.dispatchEvent(new Event("visibilitychange"));
  });
  await expect(page.getByRole("button", { name: "Take the line back" })).toBeVisible();
  expect(wire.requests(/wanted\/console/)).toEqual([]);
  expect(outside.readyState).toBe(outside.OPEN);
  await page.getByRole("button", { name: "Take the line back" }).click();
  await expect(bar(page, "Connected")).toBeVisible();
  await expect.poll(() => outside.readyState).toBe(outside.CLOSED);
});

test("W16: a console in a hidden tab takes nothing, neither at first nor after a break", async ({
  tenant,
  cluster,
  wire,
  visit,
}) => {
  const stage = { tenant, cluster, wire, visit };
  const page = await openConsole(stage, "hidden", "serial");
  await page.evaluate(() => {
    Object.defineProperty(document, "visibilityState", { configurable: true, get: () => "hidden" });
    document.dispatchEvent(new Event("visibilitychange"));
  });
  await restart(stage, "hidden");
  await expect(panel(page, /is starting$|Asking/)).toBeVisible();
  const vmi = `/apis/kubevirt.io/v1/namespaces/${tenant.namespace}/virtualmachineinstances/vm-instance-hidden`;
  await expect.poll(async () => (await cluster.find(vmi))?.status?.phase, { timeout: 30_000 }).toBe("Running");
  wire.seen = [];
  const outside = await takeFromOutside(stage, "hidden", "console");
  await page.evaluate(() => {
    dispatchEvent(new Event("online"));
    document.dispatchEvent(new Event("visibilitychange"));
  });
  expect(outside.readyState).toBe(outside.OPEN);
  expect(wire.requests(/hidden\/console/)).toEqual([]);
});

test("both consoles keep their connections while one switches between them, however fast", async ({
  tenant,
  cluster,
  wire,
  visit,
}) => {
  const stage = { tenant, cluster, wire, visit };
  const page = await openConsole(stage, "both");
  await page.locator("canvas").first().click();
  const first = await picture(page);
  const choose = (name: string) => page.getByRole("radio", { name }).click({ force: true });
  for (let turn = 0; turn < 5; turn += 1) {
    await choose("Serial");
    await choose("Screen");
  }
  await choose("Serial");
  await expect(bar(page, "Connected")).toBeVisible();
  await choose("Screen");
  await expect(bar(page, "Connected")).toBeVisible();
  await page.locator("canvas").first().click();
  await page.keyboard.type("kept\n");
  await expect.poll(() => picture(page)).not.toBe(first);
  expect(wire.requests(/both\/vnc/)).toHaveLength(1);
  expect(wire.requests(/both\/console/)).toHaveLength(1);
});
