import { createHash } from "node:crypto";
import { expect, type Locator, type Page } from "@playwright/test";

/** The guest's own canvas: not the copy of its last frame, nor the pointer that noVNC draws where fingers point. */
export const guestCanvas = (page: Page): Locator => page.locator("canvas[role=application]");

/** What the bar below the console says. */
export const connected = (page: Page) => expect(page.getByText("Connected", { exact: true }).first()).toBeVisible();

/** The serial line's text, as a screen reader gets it. */
export const terminal = (page: Page): Locator => page.locator(".xterm-rows");

/** The guest's picture, as a hash of its pixels. */
export const picture = async (page: Page): Promise<string> => {
  const pixels = await guestCanvas(page).evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
  return createHash("sha256").update(pixels).digest("hex");
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
