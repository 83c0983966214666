import type { Page } from "@playwright/test";
import { atLogin, connected, signInOnLine, terminal } from "./running/console-page.ts";
import { expect, test } from "./running/fixtures.ts";
import { texts } from "./running/layout-texts.ts";

const show = (page: Page, kind: "Screen" | "Serial") => page.getByText(kind, { exact: true }).first().click();

/** On the serial line: signed in, and so long after the start that the screen asks for a name too. */
const signInOnSerial = async (page: Page): Promise<void> => {
  await show(page, "Serial");
  await signInOnLine(page);
};

const runOnSerial = async (page: Page, line: string): Promise<void> => {
  await show(page, "Serial");
  await page.locator(".xterm").click();
  await page.keyboard.type(`clear; ${line}\n`);
};

const panelOf = (page: Page) => page.getByRole("region", { name: /^Type text into/ });

/** Types by the panel, and waits until the last key has gone out. */
const typeText = async (page: Page, text: string, layout?: string): Promise<void> => {
  const panel = panelOf(page);
  if (layout) await panel.getByLabel("Keyboard layout of the guest").selectOption(layout);
  await panel.getByLabel("Text", { exact: true }).fill(text);
  await panel.getByRole("button", { name: "Type", exact: true }).click();
  await expect(panel.getByRole("status")).toHaveText(/keys? (was|were) typed/);
};

test("what is typed in each of the seven layouts is what a guest of that layout reads", async ({ tenant }) => {
  test.slow();
  await tenant.vm("typist");
  const page = await tenant.as("use", `/screen/${tenant.namespace}/typist`);
  await connected(page);
  await signInOnSerial(page);
  await show(page, "Screen");
  await page.keyboard.press("Control+Alt+Shift+T");
  const panel = panelOf(page);
  await panel.getByText("Fast", { exact: true }).click();
  await typeText(page, "ubuntu\nany\n");
  let loaded = "en-US";
  for (const [layout, text] of Object.entries(texts)) {
    await typeText(page, `loadkeys ${layout.toLowerCase()}\n`, loaded);
    await typeText(page, `cat > /tmp/${layout}\n${text}\n`, layout);
    await page.locator("canvas").first().focus();
    await page.keyboard.press("Control+d");
    loaded = layout;
  }
  for (const [layout, text] of Object.entries(texts)) {
    await runOnSerial(page, `cat /tmp/${layout}`);
    await expect(terminal(page)).toContainText(text);
  }
  // The choice is the machine's, the text nobody's.
  await page.reload();
  await show(page, "Screen");
  await page.getByRole("button", { name: /^Type text/ }).click();
  await expect(panel.getByLabel("Keyboard layout of the guest")).toHaveValue("it-IT");
  await expect(panel.getByLabel("Text", { exact: true })).toHaveValue("");
});

test("says what has no key, types a secret without a trace, stops out of sight; Ctrl-Alt-Del restarts", async ({
  tenant,
}) => {
  await tenant.vm("secretive");
  const page = await tenant.as("use", `/screen/${tenant.namespace}/secretive`);
  await connected(page);
  await signInOnSerial(page);
  await show(page, "Screen");
  await page.getByRole("button", { name: /^Type text/ }).click();
  const panel = panelOf(page);

  await panel.getByLabel("Text", { exact: true }).fill("ab\ncé");
  await expect(panel.getByText("U+00E9, line 2, character 2")).toBeVisible();
  await expect(panel.getByRole("button", { name: "Type without it" })).toBeVisible();
  await panel.getByLabel("Keyboard layout of the guest").selectOption("fr-FR");
  await expect(panel.getByRole("button", { name: "Type", exact: true })).toBeVisible();
  await panel.getByLabel("Keyboard layout of the guest").selectOption("en-US");

  await typeText(page, "ubuntu\n");
  await panel.getByRole("checkbox", { name: /^Secret/ }).check();
  await panel.getByLabel("Press Enter at the end").check();
  const secret = "Tr0ub4dor-correct-horse";
  await panel.getByLabel("Secret", { exact: true }).fill(secret);
  expect(await page.content()).not.toContain(secret);
  await panel.getByRole("button", { name: "Type", exact: true }).click();
  await expect(panel.getByRole("status")).toHaveText(`${secret.length + 1} keys were typed.`);
  expect(await page.content()).not.toContain(secret);
  const kept = await page.evaluate(() => [
    ...[...document.querySelectorAll("input, textarea")].map((field) => (field as HTMLInputElement).value),
    JSON.stringify({ ...localStorage }),
    JSON.stringify({ ...sessionStorage }),
  ]);
  expect(kept.join("\n")).not.toContain(secret);
  await panel.getByLabel("Press Enter at the end").uncheck();
  await panel.getByRole("checkbox", { name: /^Secret/ }).uncheck();

  await typeText(page, "cat > /tmp/typed\n");
  await panel.getByText("Slow", { exact: true }).click();
  await panel.getByLabel("Text", { exact: true }).fill("x".repeat(2_000));
  await panel.getByRole("button", { name: "Type", exact: true }).click();
  await expect(panel.getByRole("button", { name: "Stop" })).toBeVisible();
  await show(page, "Serial");
  await show(page, "Screen");
  await expect(panel.getByRole("status")).toHaveText(/the screen was out of sight/);

  await page.getByRole("button", { name: /^Send keys to/ }).click();
  await page.getByRole("menuitem", { name: "Ctrl Alt Del" }).click();
  await show(page, "Serial");
  await atLogin(page);
});

test("a server without scan codes gets the same text by keysyms; a combination of one's own is recorded and sent", async ({
  tenant,
}) => {
  await tenant.vm("plain-keys-typist");
  const page = await tenant.as("use", `/screen/${tenant.namespace}/plain-keys-typist`);
  await connected(page);
  await signInOnSerial(page);
  await show(page, "Screen");
  await page.getByRole("button", { name: /^Type text/ }).click();
  await panelOf(page).getByText("Fast", { exact: true }).click();
  await typeText(page, `ubuntu\nany\ncat > /tmp/typed\n${texts["de-CH"]}\n`, "de-CH");
  await page.locator("canvas").first().focus();
  await page.keyboard.press("Control+d");
  await runOnSerial(page, "cat /tmp/typed");
  await expect(terminal(page)).toContainText(texts["de-CH"]);

  await show(page, "Screen");
  await page.getByRole("button", { name: /^Send keys to/ }).click();
  await page.getByRole("menuitem", { name: /^Your own combinations/ }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Alt", exact: true }).click();
  await dialog.getByRole("button", { name: "SysRq", exact: true }).click();
  await dialog.getByRole("button", { name: "Keys", exact: true }).focus();
  await page.keyboard.press("b");
  await dialog.getByLabel("Name").fill("Pull the plug");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog.getByText("Alt SysRq B")).toBeVisible();
  await page.keyboard.press("Escape");
  await page.reload();
  await show(page, "Serial");
  await connected(page);
  await show(page, "Screen");
  await connected(page);
  await page.getByRole("button", { name: /^Send keys to/ }).click();
  await page.getByRole("menuitem", { name: "Pull the plug Alt SysRq B" }).click();
  await show(page, "Serial");
  await atLogin(page);
});
