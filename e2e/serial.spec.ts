import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { connected, terminal as rows, signInOnLine } from "./running/console-page.ts";
import { expect, type Tenant, test } from "./running/fixtures.ts";

const chooseTool = async (page: Page, tool: string, item: RegExp): Promise<void> => {
  await page.getByRole("button", { name: tool }).click();
  await page.getByRole("menu").getByText(item).click();
};

const savedText = async (page: Page): Promise<string> => {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    chooseTool(page, "More tools", /Save the text/),
  ]);
  return readFile(await download.path(), "utf8");
};

/** A shell on the serial line of a new machine. */
const shellOn = async (tenant: Tenant, name: string): Promise<Page> => {
  await tenant.vm(name);
  const page = await tenant.as("use", `/screen/${tenant.namespace}/${name}?kind=serial`);
  await signInOnLine(page);
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
  test.setTimeout(120_000);
  const page = await shellOn(tenant, "pasted");
  await pasteText(page, "echo one-\x1b[201~1\necho two-2\n");
  const dialog = page.getByRole("dialog", { name: /Send 2 lines to pasted/ });
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

  await pasteText(page, "first $HOME\n\tindented\n");
  await page.getByRole("checkbox", { name: /here-document/ }).check();
  await page.getByRole("textbox", { name: "File on the machine" }).fill("note.txt");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await expect(rows(page)).toContainText(/> EOFubuntu@pasted:~\$/);
  await page.keyboard.type("clear; cat note.txt\n");
  await expect(rows(page)).toContainText(/first \$HOME\s+indented\s*ubuntu/);

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

test("what a machine says is recorded, saved as a file, and shown again from it", async ({ tenant }) => {
  const page = await shellOn(tenant, "recorded");
  await page.keyboard.type("echo before-it\n");
  await expect(rows(page)).toContainText("before-it");
  await chooseTool(page, "Recording", /Record from now on/);
  await expect(page.getByText("Recording", { exact: true })).toBeVisible();
  await page.locator(".xterm").click();
  await page.keyboard.type("echo zwischen-$((6*7))\n");
  await expect(rows(page)).toContainText("zwischen-42");
  await chooseTool(page, "Recording", /Stop recording/);

  const dialog = page.getByRole("dialog", { name: "Recording of recorded" });
  await expect(dialog).toContainText("passwords, keys and names");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    dialog.getByRole("button", { name: "Save" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("recorded.cast");
  const file = await readFile(await download.path(), "utf8");
  expect(JSON.parse(file.split("\n")[0] ?? "")).toMatchObject({ version: 2, title: "recorded" });
  expect(file).toContain("zwischen-42");
  expect(file).not.toContain("before-it");
  await expect(page.getByText("Recording", { exact: true })).toHaveCount(0);

  const replay = async (name: string, text: string): Promise<void> => {
    const chooser = page.waitForEvent("filechooser");
    await chooseTool(page, "Recording", /Replay a file/);
    await (await chooser).setFiles({ name, mimeType: "text/plain", buffer: Buffer.from(text) });
  };
  await replay("recorded.cast", file);
  const shown = page.getByRole("dialog", { name: "Recording" });
  await expect(rows(page).last()).toContainText("zwischen-42");
  await expect(shown.getByRole("button", { name: "Play" })).toBeVisible();
  await shown.getByRole("slider", { name: "Place in the recording" }).fill("0");
  await expect(shown.locator(".xterm-rows")).not.toContainText("zwischen-42");
  await shown.getByRole("button", { name: "Close" }).click();

  await replay("notes.txt", "no recording");
  await expect(page.getByRole("dialog").getByRole("alert")).toHaveText(/no asciicast/);
});

test("the window's size is told on a click, and how the line looks is kept", async ({ tenant }) => {
  const page = await shellOn(tenant, "sized");
  await page.keyboard.type("stty size\n");
  await expect(rows(page)).toContainText("24 80");
  await chooseTool(page, "More tools", /Tell the machine the window size/);
  const dialog = page.getByRole("dialog", { name: "Tell sized the window size?" });
  const [, columns, lines] = /stty cols (\d+) rows (\d+)/.exec(await dialog.innerText()) ?? [];
  await expect(page.getByText(`${columns} × ${lines} characters`)).toBeVisible();
  await dialog.getByRole("button", { name: "Type it" }).click();
  await page.keyboard.type("stty size\n");
  await expect(rows(page)).toContainText(`${lines} ${columns}`);

  // What is typed beside it goes elsewhere.
  await page.getByRole("button", { name: "Copy the text" }).focus();
  await page.keyboard.type("stray");
  await page.getByText("Screen", { exact: true }).click();
  await page.keyboard.type("stray");
  await page.getByText("Serial", { exact: true }).click();
  await page.locator(".xterm").click();
  await page.keyboard.type("echo heard\n");
  await expect(rows(page)).toContainText("$ echo heard");
  await expect(rows(page)).not.toContainText("stray");

  await page.getByRole("button", { name: "Send keys to sized" }).click();
  const sent = page.getByRole("menuitem", { name: /^Break/ });
  await expect(sent).toHaveAttribute("aria-disabled", "true");
  await expect(sent).toContainText("bytes only");
  await page.getByRole("menuitem", { name: "Ctrl C" }).click();
  await expect(rows(page)).toContainText("^C");

  const line = page.getByRole("textbox", { name: "Serial line of sized" });
  await expect(line).toHaveAccessibleDescription("Ctrl Alt Shift releases the keyboard.");
  await chooseTool(page, "More tools", /Screen reader mode/);
  await expect(page.getByText(/Screen reader mode is on.*Ctrl Alt Shift leaves/)).toBeAttached();
  await page.locator(".xterm").click();
  await page.keyboard.type("echo read-$((6*7))-aloud\n");
  await expect(page.locator(".xterm-accessibility-tree")).toContainText("read-42-aloud");

  const size = () => rows(page).evaluate((element) => getComputedStyle(element).fontSize);
  await chooseTool(page, "More tools", /22 px/);
  await expect.poll(size).toBe("22px");
  const ground = () =>
    page.locator(".xterm-scrollable-element").evaluate((element) => getComputedStyle(element).backgroundColor);
  expect(await ground()).not.toBe("rgb(0, 0, 0)");
  await chooseTool(page, "More tools", /High contrast/);
  await expect.poll(ground).toBe("rgb(0, 0, 0)");
  await page.reload();
  await connected(page);
  await expect.poll(size).toBe("22px");
  await expect.poll(ground).toBe("rgb(0, 0, 0)");
});

test("an address is shown before it is opened; a silent line says how it is mended", async ({ tenant }) => {
  const page = await shellOn(tenant, "linked");
  await page.keyboard.type("clear; echo https://example.com/a?b=c\n");
  const line = rows(page).getByText("https://example.com/a?b=c", { exact: true });
  await expect(line).toBeVisible();
  const box = await line.boundingBox();
  await page.mouse.move((box?.x ?? 0) + 20, (box?.y ?? 0) + 8);
  await expect(page.locator(".xterm-cursor-pointer")).toBeVisible();
  await page.mouse.down();
  await page.mouse.up();
  const dialog = page.getByRole("dialog", { name: "Open example.com?" });
  await expect(dialog).toContainText("https://example.com/a?b=c");
  await dialog.getByRole("button", { name: "Cancel" }).click();

  await page.reload();
  const hint = page.getByRole("region", { name: "Silent line" });
  await expect(hint).toContainText("Perhaps its operating system does not use the serial line");
  await hint.getByText(/How to turn the serial line on in Ubuntu/).click();
  await expect(hint).toContainText("sudo systemctl enable --now serial-getty@ttyS0.service");
  await hint.getByRole("button", { name: "Press Enter" }).click();
  await expect(rows(page)).toContainText("$");
  await expect(hint).toHaveCount(0);
});

test("W15: broken streams of a guest reach neither its shell nor the tab", async ({ tenant }) => {
  const page = await shellOn(tenant, "noisy");
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.evaluate(() => navigator.clipboard.writeText("mine"));
  await page.keyboard.type("noise 300; reset; echo still-here\n");
  await expect(rows(page)).toContainText("still-here", { timeout: 60_000 });
  // An answer of the terminal would stand behind the prompt.
  await page.keyboard.type("echo and-well\n");
  await expect(rows(page)).toHaveText(/^still-hereubuntu@noisy:~\$ echo and-welland-wellubuntu@noisy:~\$\s*$/);
  await expect(page).toHaveTitle(/^noisy: Serial console, Running/);
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("mine");
  expect(page.context().pages()).toHaveLength(1);
});

test("the graphics card draws where somebody wants it to, and elements do when it is taken away", async ({
  tenant,
}) => {
  const page = await shellOn(tenant, "drawn");
  await chooseTool(page, "More tools", /Use the graphics card/);
  const canvas = page.locator(".xterm-screen canvas:not(.xterm-link-layer)").last();
  await expect(canvas).toBeVisible();
  await expect(rows(page)).toHaveCount(0);
  await page.locator(".xterm").click();
  await page.keyboard.type("echo still-$((6*7))\n");
  await canvas.evaluate((element) =>
    (element as HTMLCanvasElement).getContext("webgl2")?.getExtension("WEBGL_lose_context")?.loseContext(),
  );
  await expect(rows(page)).toContainText("still-42");
});
