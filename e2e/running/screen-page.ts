import { expect, type Locator, type Page } from "@playwright/test";

/** The guest's own canvas: not the copy of its last frame, nor the pointer that noVNC draws where fingers point. */
export const guestCanvas = (page: Page): Locator => page.locator("canvas[role=application]");

export const connected = (page: Page) => expect(page.getByText("Connected", { exact: true }).first()).toBeVisible();

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
