import { createHash } from "node:crypto";
import { expect, type Locator, type Page } from "@playwright/test";

/** The guest's own canvas: not the copy of its last frame, nor the pointer that noVNC draws where fingers point. */
export const guestCanvas = (page: Page): Locator => page.locator("canvas[role=application]");

/** What the bar below the console says. */
export const connected = (page: Page) => expect(page.getByText("Connected", { exact: true }).first()).toBeVisible();

/** The serial line's text, as a screen reader gets it. */
export const terminal = (page: Page): Locator => page.locator(".xterm-rows");

/** The line asks for a name; a guest that still boots, or has long since, is asked again and again. */
export const asked = (page: Page) =>
  expect(async () => {
    await page.locator(".xterm").click();
    await page.keyboard.press("Enter");
    await expect(terminal(page)).toContainText(/login:\s*$/, { timeout: 3_000 });
  }).toPass({ timeout: 60_000 });

/** From the name's prompt to that of a shell: each is waited for, as a guest that still boots hears nothing. */
export const signInOnLine = async (page: Page): Promise<void> => {
  await connected(page);
  await asked(page);
  await page.keyboard.type("ubuntu\n");
  await expect(terminal(page)).toContainText(/Password:\s*$/);
  await page.keyboard.type("secret\n");
  await expect(terminal(page)).toContainText(/\$\s*$/);
};

/** A line that asks for a name, whoever was signed in on it: a machine that has booted. What a boot says before scrolls out of sight. */
export const atLogin = (page: Page) => expect(terminal(page)).toContainText(/login:\s*$/);

/** The guest's picture, as a hash of its pixels. */
export const picture = async (page: Page): Promise<string> => {
  const pixels = await guestCanvas(page).evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
  return createHash("sha256").update(pixels).digest("hex");
};

/** The guest has said how large its screen is: a while after the line is open. */
export const hasSize = (page: Page) =>
  expect.poll(() => guestCanvas(page).evaluate((canvas: HTMLCanvasElement) => canvas.width)).toBeGreaterThan(0);

/** The guest has drawn all it had to: its picture is twice the same. */
export const atRest = async (page: Page): Promise<string> => {
  await hasSize(page);
  let last = "";
  await expect
    .poll(
      async () => {
        const before = last;
        last = await picture(page);
        return last === before;
      },
      { intervals: [1_000] },
    )
    .toBe(true);
  return last;
};

/** Pixels of the guest, and how large they stand on the page. */
export const sizesOf = (page: Page) =>
  guestCanvas(page).evaluate((canvas: HTMLCanvasElement) => ({
    width: canvas.width,
    height: canvas.height,
    shownWidth: canvas.clientWidth,
    shownHeight: canvas.clientHeight,
  }));

/** Where the picture is scrolled to in its window. */
export const scrolledTo = (page: Page) =>
  guestCanvas(page).evaluate(({ parentElement }) => [parentElement?.scrollLeft, parentElement?.scrollTop]);

const openMenu = (page: Page, menu: string) =>
  page.getByRole("button", { name: menu, exact: true }).filter({ visible: true }).click();

/** A line of one of the bar's menus; they open when asked for. */
export const menuLine = async (page: Page, menu: string, line: RegExp): Promise<Locator> => {
  await openMenu(page, menu);
  return page.getByRole("menu").locator("[role^=menuitem]").filter({ hasText: line }).filter({ visible: true });
};

export const choose = async (page: Page, menu: string, line: RegExp): Promise<void> =>
  (await menuLine(page, menu, line)).click();
