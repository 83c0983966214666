import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { vmInstances } from "./running/cluster.ts";
import {
  atRest,
  choose,
  connected,
  guestCanvas,
  hasSize,
  menuLine,
  picture,
  scrolledTo,
  sizesOf,
  terminal,
} from "./running/console-page.ts";
import { expect, test } from "./running/fixtures.ts";

const sizeMenu = "Size of the screen";

test("the screen is fitted, shown pixel by pixel and moved, or takes the window's size", async ({ tenant }) => {
  await tenant.vm("sized");
  const page = await tenant.as("use", `/screen/${tenant.namespace}/sized`);
  await connected(page);
  await expect.poll(async () => (await sizesOf(page)).shownWidth).toBeGreaterThan(1024);
  expect(await sizesOf(page)).toMatchObject({ width: 1024, height: 768 });

  await choose(page, sizeMenu, /^Actual size/);
  await expect.poll(() => sizesOf(page)).toMatchObject({ shownWidth: 1024, shownHeight: 768 });
  await page.setViewportSize({ width: 1040, height: 600 });
  await choose(page, sizeMenu, /^Move with the hand/);
  const hand = page.getByRole("application", { name: /^Move the picture of sized/ });
  await expect(hand).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect.poll(() => scrolledTo(page)).toEqual([0, 64]);
  await hand.hover();
  await page.mouse.down();
  await page.mouse.move(520, 200, { steps: 4 });
  await page.mouse.up();
  await expect.poll(async () => (await scrolledTo(page))[1]).toBeGreaterThan(64);
  await page.keyboard.press("Escape");
  await expect(hand).toHaveCount(0);

  await page.setViewportSize({ width: 1300, height: 820 });
  await choose(page, sizeMenu, /^As large as this window/);
  await expect
    .poll(async () => {
      const { width, height, shownWidth, shownHeight } = await sizesOf(page);
      return width > 1200 && width === shownWidth && height === shownHeight;
    })
    .toBe(true);
  // Remembered, and followed when the window changes.
  await page.reload();
  await connected(page);
  await expect.poll(async () => (await sizesOf(page)).width).toBeGreaterThan(1200);
  const wide = (await sizesOf(page)).width;
  await page.setViewportSize({ width: 1100, height: 820 });
  await expect.poll(async () => (await sizesOf(page)).width).toBe(wide - 200);
});

test("a machine that keeps its own size says so, and is fitted", async ({ tenant }) => {
  await tenant.vm("fixed", { instanceProfile: "windows.2k22.virtio", instanceType: "u1.xlarge" });
  const page = await tenant.as("use", `/screen/${tenant.namespace}/fixed`);
  await connected(page);
  await choose(page, sizeMenu, /^As large as this window/);
  await expect(await menuLine(page, sizeMenu, /^As large as this window/)).toContainText("keeps its own size");
  await page.keyboard.press("Escape");
  expect(await sizesOf(page)).toMatchObject({ width: 1024, height: 768 });
});

test("a picture is saved, view only sends nothing, the quality is remembered", async ({ tenant }) => {
  await tenant.vm("shown");
  const page = await tenant.as("use", `/screen/${tenant.namespace}/shown`);
  await connected(page);
  await hasSize(page);
  const [file] = await Promise.all([page.waitForEvent("download"), choose(page, "More tools", /^Save a picture/)]);
  expect(file.suggestedFilename()).toBe("shown-screen.png");
  const saved = readFileSync(await file.path());
  expect([saved.readUInt32BE(16), saved.readUInt32BE(20)]).toEqual([1024, 768]);

  await choose(page, "More tools", /^Low bandwidth/);
  await page.reload();
  await connected(page);
  await expect(await menuLine(page, "More tools", /^Low bandwidth/)).toHaveAttribute("aria-checked", "true");
  await page.keyboard.press("Escape");

  await choose(page, "More tools", /^View only/);
  await expect(page.getByText("View only", { exact: true })).toBeVisible();
  const before = await atRest(page);
  await guestCanvas(page).click();
  await page.keyboard.type("nothing");
  await choose(page, "More tools", /^View only/);
  expect(await picture(page)).toBe(before);
});

test("the last picture stays, dimmed, while there is no connection; title and icon carry the machine's state", async ({
  tenant,
  cluster,
}) => {
  await tenant.vm("kept");
  const page = await tenant.as("admin", `/screen/${tenant.namespace}/kept`);
  await connected(page);
  await expect(page).toHaveTitle("kept: Screen, Running");
  const icon = page.locator("head link[rel=icon]").last();
  const running = await icon.getAttribute("href");
  await expect
    .poll(() => guestCanvas(page).evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL().length))
    .toBeGreaterThan(5000);
  await cluster.patch(vmInstances(tenant.namespace, "kept"), { spec: { runStrategy: "Halted" } });
  const last = page.locator("canvas[data-frame=last]");
  await expect(last).toBeVisible();
  expect(await last.evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL().length)).toBeGreaterThan(5000);
  await expect(page).toHaveTitle(/^kept: Screen, Machine off$/);
  await expect(icon).not.toHaveAttribute("href", running ?? "");
  await cluster.patch(vmInstances(tenant.namespace, "kept"), { spec: { runStrategy: "Always" } });
  await connected(page);
  await expect(last).toHaveCount(0);
});

test("W14: a screen too large for any page is refused in words, and its serial line goes on", async ({ tenant }) => {
  await tenant.vm("huge-screen-here");
  const page = await tenant.as("use", `/screen/${tenant.namespace}/huge-screen-here`);
  await expect(page.getByRole("heading", { name: "The screen is too large to be shown" })).toBeVisible();
  await page.getByRole("button", { name: "Open the serial console" }).click();
  await connected(page);
});

test("a pointer without a tablet is explained, and brought together", async ({ tenant }) => {
  await tenant.vm("no-tablet-here");
  const page = await tenant.as("use", `/screen/${tenant.namespace}/no-tablet-here`);
  await connected(page);
  const note = page.getByRole("region", { name: "The pointer drifts" });
  await expect(note).toBeVisible();
  await note.getByRole("button", { name: "Bring the pointers together" }).click();
  await expect(guestCanvas(page)).toBeFocused();
  await note.getByRole("button", { name: "Hide this note" }).click();
  await expect(note).toHaveCount(0);
  await expect(page.getByText("Connected", { exact: true }).first()).toBeVisible();
});

test("the toolbar is one stop of the keyboard; full screen says how to leave", async ({ tenant }) => {
  await tenant.vm("filling");
  const page = await tenant.as("use", `/screen/${tenant.namespace}/filling`);
  await connected(page);
  await expect(guestCanvas(page)).toHaveAccessibleDescription("Ctrl Alt Shift releases the keyboard.");
  await page.keyboard.press("Control+Alt+Shift");
  const toolbar = page.getByRole("toolbar", { name: "Console tools" });
  await expect(toolbar).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await expect(toolbar.getByRole("button", { name: "Send keys to filling" })).toBeFocused();
  await page.keyboard.press("End");
  await expect(toolbar.getByRole("button", { name: "More tools" }).filter({ visible: true })).toBeFocused();
  await expect(toolbar.locator("button[tabindex='0']").filter({ visible: true })).toHaveCount(1);
  await toolbar.getByRole("button", { name: "Full screen" }).click();
  // The browser locks the keyboard, so that Escape goes to the machine, too.
  await expect(page.getByText("Hold Esc to leave full screen.")).toBeVisible();
  await toolbar.getByRole("button", { name: "Leave full screen" }).click();
  await expect(toolbar.getByRole("button", { name: "Full screen", exact: true })).toBeVisible();
});

test("a console moves into a window of its own without being refused, and back when that closes", async ({
  tenant,
}) => {
  await tenant.vm("moving");
  const page = await tenant.as("use", `/${tenant.namespace}/vms/moving/console`);
  for (const way of ["close", "bring back"] as const) {
    await connected(page);
    const [popup] = await Promise.all([
      page.waitForEvent("popup"),
      choose(page, "More tools", /^Open in its own window/),
    ]);
    await connected(popup);
    await expect(popup).toHaveTitle("moving: Screen, Running");
    await expect(page.getByRole("heading", { name: "The console is in its own window" })).toBeVisible();
    if (way === "close") await popup.close({ runBeforeUnload: false });
    else
      await Promise.all([
        popup.waitForEvent("close"),
        page.getByRole("button", { name: "Bring it back here" }).click(),
      ]);
  }
  await connected(page);
});

test("a serial line moves with what it has said", async ({ tenant }) => {
  await tenant.vm("lined");
  const page = await tenant.as("use", `/${tenant.namespace}/vms/lined/console?kind=serial`);
  const said = (where: Page) => where.locator(".xterm-rows");
  await connected(page);
  await page.locator(".xterm").click();
  await page.keyboard.press("Enter");
  await expect(said(page)).toContainText("login:");
  await page.keyboard.type("ubuntu");
  await expect(said(page)).toContainText("login: ubuntu");
  const [popup] = await Promise.all([
    page.waitForEvent("popup"),
    choose(page, "More tools", /^Open in its own window/),
  ]);
  await connected(popup);
  await expect(said(popup)).toContainText("login: ubuntu");
  await popup.locator(".xterm").click();
  await popup.keyboard.type("-two");
  await expect(said(popup)).toContainText("login: ubuntu-two");
  await popup.close();
  await connected(page);
  await expect(said(page)).toContainText("login: ubuntu-two");
});

test("power stands beside the screen, and who one logs in as", async ({ tenant }) => {
  await tenant.vm("powered");
  const page = await tenant.as("use", `/screen/${tenant.namespace}/powered`);
  await connected(page);
  await expect(page.getByText("Log in as ubuntu")).toBeVisible();
  await expect(await menuLine(page, "Power of powered", /^Start/)).toContainText("running already");
  await page.keyboard.press("Escape");
  await choose(page, "Power of powered", /^Force off/);
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /^Force/ })
    .click();
  await expect(page.getByRole("heading", { name: "powered is off" })).toBeVisible();
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test("keys are typed by its own keyboard and by a bar of those it lacks", async ({ tenant }) => {
    await tenant.vm("thumbed");
    const page = await tenant.as("use", `/screen/${tenant.namespace}/thumbed`);
    await connected(page);
    const bar = page.getByRole("toolbar", { name: "Keys for thumbed" });
    await bar.getByRole("button", { name: "Keyboard" }).tap();
    const field = page.getByRole("textbox", { name: "Type here for thumbed" });
    await expect(field).toBeFocused();
    const empty = await atRest(page);
    await page.keyboard.insertText("root");
    await expect.poll(() => picture(page)).not.toBe(empty);
    // Taken back one by one, as a phone does it.
    for (let index = 0; index < 4; index += 1) await page.keyboard.press("Backspace");
    await expect.poll(() => picture(page)).toBe(empty);
    await bar.getByRole("button", { name: "Ctrl" }).tap();
    await expect(bar.getByRole("button", { name: "Ctrl" })).toHaveAttribute("aria-pressed", "true");
    await expect(field).toBeFocused();
    await bar.getByRole("button", { name: "Alt" }).tap();
    await page.keyboard.insertText("x");
    await expect(bar.getByRole("button", { name: "Ctrl" })).toHaveAttribute("aria-pressed", "false");
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);

    // The same bar for its serial line, where keys are bytes.
    await page.goto(new URL("?kind=serial", page.url()).href);
    await connected(page);
    await bar.getByRole("button", { name: "Keyboard" }).tap();
    await page.keyboard.press("Enter");
    await expect(terminal(page)).toContainText(/login:\s*$/);
    await page.keyboard.insertText("abc");
    await page.keyboard.press("Backspace");
    await page.keyboard.insertText("x");
    await expect(terminal(page)).toContainText(/login: abx\s*$/);
    await bar.getByRole("button", { name: "Ctrl" }).tap();
    await page.keyboard.insertText("c");
    await expect(bar.getByRole("button", { name: "Ctrl" })).toHaveAttribute("aria-pressed", "false");
    await expect(terminal(page)).toContainText("^C");
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  });
});
