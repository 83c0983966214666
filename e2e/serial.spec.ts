import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expect, type Tenant, test } from "./running/fixtures.ts";

/** What the terminal shows, as a screen reader gets it. */
const rows = (page: Page) => page.locator(".xterm-rows");

const savedText = async (page: Page): Promise<string> => {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Save the text" }).click(),
  ]);
  return readFile(await download.path(), "utf8");
};

/** A shell on the serial line of a new machine. */
const shellOn = async (tenant: Tenant, name: string): Promise<Page> => {
  await tenant.vm(name);
  const page = await tenant.as("use", `/screen/${tenant.namespace}/${name}?kind=serial`);
  await expect(page.getByText("Connected", { exact: true }).first()).toBeVisible();
  await page.locator(".xterm").click();
  await page.keyboard.press("Enter");
  await expect(rows(page)).toContainText("login:");
  await page.keyboard.type("ubuntu\n");
  await expect(rows(page)).toContainText("Password:");
  await page.keyboard.type("x\n");
  await expect(rows(page)).toContainText("$");
  return page;
};

test("2 MB of output arrive whole, and so do letters of any width", async ({ tenant }) => {
  const page = await shellOn(tenant, "flooded");
  await page.keyboard.type("seq 1 290000; echo the-end\n");
  await expect(rows(page)).toContainText(/290000\s*the-end/, { timeout: 60_000 });
  const numbers = (await savedText(page)).split("\n").filter((line) => /^\d+$/.test(line));
  expect(numbers.length).toBeGreaterThan(10_000);
  expect(numbers).toEqual(Array.from(numbers, (_, at) => String(290_000 - numbers.length + 1 + at)));

  const drawn = "┌──┐│东京│└──┘ Grüezi 🙂 ﷽ ½";
  await page.keyboard.insertText(`echo '${drawn}'`);
  await page.keyboard.press("Enter");
  await expect.poll(async () => (await savedText(page)).split("\n").filter((line) => line === drawn).length).toBe(1);
});
