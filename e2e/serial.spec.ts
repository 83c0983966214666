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

test("search finds line 1 of 10,000, counts, and takes regular expressions and case", async ({ tenant }) => {
  const page = await shellOn(tenant, "sought");
  await page.keyboard.type("echo First-line; seq 2 9999; echo Last-line\n");
  await expect(rows(page)).toContainText("9999Last-line");

  await page.keyboard.press("Control+Shift+F");
  const bar = page.getByRole("search", { name: "Search in the console" });
  const field = bar.getByRole("searchbox");
  await expect(field).toBeFocused();
  await field.fill("^First-line$");
  await expect(bar.getByRole("status")).toHaveText("Nothing found");
  await bar.getByRole("button", { name: "Regular expression" }).click();
  await expect(bar.getByRole("status")).toHaveText("1 of 1");
  await expect(rows(page)).toContainText("First-line");
  await expect(rows(page)).not.toContainText("9999Last-line");

  await field.fill("(");
  await expect(bar.getByRole("status")).toHaveText("Not a regular expression");
  await bar.getByRole("button", { name: "Regular expression" }).click();
  await field.fill("LAST-LINE");
  // In the typed command, and where it was printed.
  await expect(bar.getByRole("status")).toHaveText(/ of 2$/);
  await field.press("Enter");
  await expect(rows(page)).toContainText("9999Last-line");
  await bar.getByRole("button", { name: "Match upper and lower case" }).click();
  await expect(bar.getByRole("status")).toHaveText("Nothing found");

  // Escape gives the keyboard back to the machine.
  await field.press("Escape");
  await expect(bar).toHaveCount(0);
  await page.keyboard.type("echo back-again\n");
  await expect(rows(page)).toContainText("back-again");
});

/** Several lines wait for a look; the clipboard is the person's own. */
const pasteText = async (page: Page, text: string): Promise<void> => {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.evaluate((words) => navigator.clipboard.writeText(words), text);
  await page.locator(".xterm").click();
  await page.keyboard.press("Control+Shift+V");
};

test("W15: a paste is looked at first, cleaned, paced by echo, and ends at a password prompt", async ({ tenant }) => {
  const page = await shellOn(tenant, "pasted");
  await pasteText(page, "echo one-\x1b[201~1\necho two-2\n");
  const dialog = page.getByRole("dialog", { name: /Send 3 lines to pasted/ });
  await expect(dialog).toContainText("1 control character was left out");
  await expect(dialog.getByRole("region", { name: "What will be sent" })).toHaveText(/echo one-\[201~1\s+echo two-2/);
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(rows(page)).not.toContainText("one-");

  const count = 60;
  await pasteText(page, Array.from({ length: count }, (_, at) => `echo line-${at}-${"x".repeat(60)}\n`).join(""));
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await expect(rows(page)).toContainText(`line-${count - 1}-`);
  await expect
    .poll(async () => (await savedText(page)).split("\n").filter((line) => /^line-\d+-x+$/.test(line)).length)
    .toBe(count);

  // What follows `exit` would be a name and a password: the next line is not sent.
  await pasteText(page, "exit\nubuntu\necho not-a-password\n");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await expect(rows(page)).toContainText(/login: ubuntu\s*Password:/);
  await expect(page.getByText(/The paste was stopped: pasted asks for a password/)).toBeAttached();
  await pasteText(page, "my-secret-word");
  const asked = page.getByRole("dialog", { name: "Paste where pasted asks for a password?" });
  await expect(asked).not.toContainText("my-secret-word");
  await asked.getByRole("button", { name: "Send", exact: true }).click();
  await page.keyboard.press("Enter");
  await expect(rows(page)).toContainText("Welcome to");
  await expect(rows(page)).not.toContainText(/not-a-password|my-secret-word/);
});

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

test("vi draws over the whole screen, gives it back, and writes the file", async ({ tenant }) => {
  const page = await shellOn(tenant, "edited");
  await page.keyboard.type("stty cols 60 rows 12; vi plan.txt\n");
  // Only the editor: what was there before comes back when it is left.
  await expect(rows(page)).toContainText('"/home/ubuntu/plan.txt" [New]');
  await expect(rows(page)).not.toContainText("Welcome");
  await page.keyboard.type("ifirst");
  await page.keyboard.press("Enter");
  await page.keyboard.insertText("┌─┐ zwölf");
  await expect(rows(page)).toContainText("-- INSERT --");
  await page.keyboard.press("Escape");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.type("oin between");
  await page.keyboard.press("Escape");
  await page.keyboard.type(":wq\n");
  await expect(rows(page)).toContainText("Welcome");
  await page.keyboard.type("cat plan.txt\n");
  await expect(rows(page)).toContainText(/first\s*in between\s*┌─┐ zwölf/);
});
