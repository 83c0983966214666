import type { Page } from "@playwright/test";
import { expect, test } from "./running/fixtures.ts";
import { signInAs } from "./running/people.ts";
import { productOrigin } from "./running/platform.ts";

const line = (page: Page, name: string) => page.getByRole("region", { name: `Serial line of ${name}` });
const rows = (page: Page, name: string) => line(page, name).locator(".xterm-rows");

/** At the prompt of that console. */
const prompted = async (page: Page, name: string): Promise<void> => {
  await expect(line(page, name).getByText("Connected", { exact: true })).toBeVisible();
  await line(page, name).locator(".xterm").click();
  await page.keyboard.press("Enter");
  await expect(rows(page, name)).toContainText(`${name} login:`);
};

test("consoles chosen in the list stand side by side, each with a state and a line of its own", async ({ tenant }) => {
  await tenant.vm("left");
  await tenant.vm("right");
  await tenant.vm("off-now", { runStrategy: "Halted" });
  const page = await tenant.as("use");
  for (const name of ["left", "right"]) await page.getByRole("checkbox", { name: `Select ${name}` }).click();
  await page.getByRole("button", { name: "Consoles side by side" }).click();
  await expect(page).toHaveURL(/\/consoles\?vm=left&vm=right$/);
  await prompted(page, "left");
  await prompted(page, "right");
  await page.keyboard.type("only-here");
  await expect(rows(page, "right")).toContainText("only-here");
  await expect(rows(page, "left")).not.toContainText("only-here");

  // One more, found by name; it is off, and that is its own matter.
  await page.getByRole("button", { name: "Add a console" }).click();
  await page.getByRole("combobox", { name: "Find a machine" }).fill("off");
  await page.keyboard.press("Enter");
  await expect(line(page, "off-now").getByRole("heading", { name: "off-now is off" })).toBeVisible();
  await expect(page).toHaveURL(/vm=off-now$/);

  // The keyboard moves on from console to console, and consoles move.
  await line(page, "left").locator(".xterm").click();
  await page.keyboard.press("Control+Alt+Shift+ArrowRight");
  await page.keyboard.type("-and-there");
  await expect(rows(page, "right")).toContainText("only-here-and-there");
  await line(page, "right").getByRole("button", { name: "Move right back" }).click();
  await expect(page).toHaveURL(/\?vm=right&vm=left&vm=off-now$/);
  await expect(rows(page, "right")).toContainText("only-here-and-there");
  await line(page, "off-now").getByRole("button", { name: "Close the console of off-now" }).click();
  await expect(page).toHaveURL(/\?vm=right&vm=left$/);
});

test("what is typed goes to all while somebody has it so, and to one again after any change", async ({
  tenant,
  browser,
}) => {
  await tenant.vm("one");
  await tenant.vm("two");
  const page = await tenant.as("admin", `/${tenant.namespace}/consoles?vm=one&vm=two`);
  await prompted(page, "one");
  await prompted(page, "two");

  await page.getByRole("button", { name: "Type to all" }).click();
  const dialog = page.getByRole("dialog", { name: "Type to 2 machines at once?" });
  await expect(dialog).toContainText("passwords");
  await dialog.getByRole("button", { name: "Type to 2 machines" }).click();
  await expect(page.getByText("What you type goes to 2 machines at once.")).toBeVisible();
  await line(page, "one").locator(".xterm").click();
  await page.keyboard.type("twice");
  for (const name of ["one", "two"]) await expect(rows(page, name)).toContainText(`${name} login: twice`);

  // A paste is shown first, whatever it is.
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"], { origin: productOrigin() });
  await page.evaluate(() => navigator.clipboard.writeText("-pasted"));
  await page.keyboard.press("Control+Shift+V");
  const paste = page.getByRole("dialog", { name: "Paste to 2 machines?" });
  await expect(paste).toContainText("-pasted");
  await expect(rows(page, "two")).not.toContainText("-pasted");
  await paste.getByRole("button", { name: "Paste to 2 machines" }).click();
  for (const name of ["one", "two"]) await expect(rows(page, name)).toContainText("twice-pasted");

  // Somebody takes one of the two: nothing of what follows reaches the other by accident.
  const context = await browser.newContext();
  const other = await context.newPage();
  const path = `/screen/${tenant.namespace}/two?kind=serial`;
  await signInAs(other, { name: "vera.beside", groups: [`${tenant.namespace}-use`] }, path);
  await other.getByRole("button", { name: /take over/i }).click();
  await expect(line(page, "two").getByText("Connected", { exact: true })).toHaveCount(0);
  await expect(page.getByText("Typing to all is off: a connection was lost or came back.")).toBeVisible();
  await context.close();
});

test("an address that names no machine offers to add one; more than four are four", async ({ tenant }) => {
  const page = await tenant.as("admin", `/${tenant.namespace}/consoles`);
  await expect(page.getByRole("heading", { name: "No console is chosen" })).toBeVisible();
  await page.goto(`${productOrigin()}/${tenant.namespace}/consoles?vm=a&vm=b&vm=c&vm=d&vm=e&vm=a`);
  await expect(page.getByRole("region", { name: /^Serial line of/ })).toHaveCount(4);
  await expect(page.getByRole("button", { name: "Type to all" })).toHaveAttribute("aria-disabled", "true");
});
