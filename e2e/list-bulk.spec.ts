import type { Page } from "@playwright/test";
import { clean } from "./running/axe.ts";
import { vmDisks, vmInstances } from "./running/cluster.ts";
import { expect, test } from "./running/fixtures.ts";

const rows = (page: Page) => page.locator("main [role=row][aria-selected]");
const row = (page: Page, name: string) => page.locator(`main [data-row="${name}"]`);
const bar = (page: Page) => page.getByRole("region", { name: "Selected machines" });
const selectedNames = (page: Page) =>
  rows(page).evaluateAll((all) =>
    all.filter((one) => one.getAttribute("aria-selected") === "true").map((one) => one.getAttribute("data-row")),
  );

test("a selection by range, box and keyboard survives what the cluster changes", async ({ tenant, cluster }) => {
  for (const name of ["a", "b", "c", "d", "e"]) await tenant.vm(name, { runStrategy: "Halted" });
  const page = await tenant.as("admin");
  await expect(rows(page)).toHaveCount(5);
  await expect(page.getByText("Live", { exact: true }).first()).toBeVisible();
  const box = (name: string) => page.getByRole("checkbox", { name: `Select ${name}`, exact: true });
  await box("b").click();
  await box("d").click({ modifiers: ["Shift"] });
  expect(await selectedNames(page)).toEqual(["b", "c", "d"]);
  await expect(bar(page)).toContainText("3 selected");
  const all = page.getByRole("checkbox", { name: "Select all machines shown" });
  expect(await all.evaluate((one: HTMLInputElement) => one.indeterminate)).toBe(true);
  await clean(page);

  // A machine comes, one of the selected goes.
  await tenant.vm("aa", { runStrategy: "Halted" });
  await expect(row(page, "aa")).toBeVisible();
  await cluster.delete(vmInstances(tenant.namespace, "c"));
  await expect(row(page, "c")).toHaveCount(0);
  await expect(bar(page)).toContainText("2 selected");
  expect(await selectedNames(page)).toEqual(["b", "d"]);

  // The search hides both; they stay selected, and that is said.
  await page.keyboard.press("/");
  await page.keyboard.type("aa");
  await expect(bar(page)).toContainText("2 not shown");
  await page.getByRole("button", { name: "Clear the search" }).click();

  await row(page, "a").focus();
  await page.keyboard.press("Escape");
  await expect(bar(page)).toBeHidden();
  await page.keyboard.press("Space");
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Shift+ArrowDown");
  expect(await selectedNames(page)).toEqual(["a", "aa", "b"]);
  await page.keyboard.press("Shift+ArrowUp");
  expect(await selectedNames(page)).toEqual(["a", "aa"]);
  await expect(row(page, "aa")).toBeFocused();
  await page.keyboard.press("x");
  expect(await selectedNames(page)).toEqual(["a"]);
  await page.keyboard.press("ControlOrMeta+a");
  await expect(bar(page)).toContainText("5 selected");
  await expect(all).toBeChecked();
});

test("several machines are stopped, each with its outcome, and started again by undo", async ({ tenant, cluster }) => {
  await tenant.vm("on-1");
  await tenant.vm("on-2");
  await tenant.vm("off", { runStrategy: "Halted" });
  const page = await tenant.as("admin");
  await expect(page.getByText("Live", { exact: true }).first()).toBeVisible();
  await page.getByRole("checkbox", { name: "Select all machines shown" }).click();
  await bar(page).getByRole("button", { name: "Stop" }).click();
  const dialog = page.getByRole("dialog", { name: "Stop 2 machines?" });
  await expect(dialog).toContainText("on-1, on-2");
  await expect(dialog).toContainText(/1 machine is left alone.*off: It is stopped already/s);
  await clean(page);
  await dialog.getByRole("button", { name: "Stop 2" }).click();
  const results = page.getByRole("region", { name: "Stopped" });
  await expect(results).toContainText("2 of 2 done · 1 left alone");
  await results.getByText("Each machine").click();
  await expect(results).toContainText("Left alone: It is stopped already.");
  await clean(page);
  for (const name of ["on-1", "on-2"]) await expect(row(page, name)).toContainText("Stopped");
  await results.getByRole("button", { name: "Undo: start them" }).click();
  await expect(page.getByRole("region", { name: "Started" })).toContainText("2 of 2 done");
  for (const name of ["on-1", "on-2"]) await expect(row(page, name)).toContainText("Running");
  expect((await cluster.get(vmInstances(tenant.namespace, "off"))).spec?.runStrategy).toBe("Halted");
});

test("a bulk action goes on when its page is left; the tray tells what became of each machine", async ({
  tenant,
  cluster,
}) => {
  const names = ["go-1", "go-2", "go-3", "go-4", "go-5", "go-6"];
  for (const name of names) await tenant.vm(name, { runStrategy: "Halted" });
  const page = await tenant.as("admin");
  await expect(page.getByText("Live", { exact: true }).first()).toBeVisible();
  await page.getByRole("checkbox", { name: "Select all machines shown" }).click();
  await bar(page).getByRole("button", { name: "Start", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Start 6" }).click();
  await page.getByRole("link", { name: "Overview" }).first().click();
  await expect(page).toHaveURL(new RegExp(`/${tenant.namespace}$`));
  const tray = page.getByRole("region", { name: "Under way" });
  await expect(tray).toContainText("Started: 6 of 6");
  for (const name of names)
    expect((await cluster.get(vmInstances(tenant.namespace, name))).spec?.runStrategy, name).toBe("Always");
  await tray.getByRole("button", { expanded: false }).click();
  await tray.getByText("Each machine").click();
  await expect(tray.getByText("Accepted")).toHaveCount(6);
  await clean(page);
  // What comes next is where it began.
  await tray.getByRole("link", { name: "Show the list" }).click();
  await expect(tray).toHaveCount(0);
  await expect(page.getByRole("region", { name: "Started" })).toContainText("6 of 6 done");
  await page.getByRole("link", { name: "Activity" }).first().click();
  await tray.getByRole("button", { name: "Dismiss: Started" }).click();
  await expect(tray).toHaveCount(0);
});

test("machines are deleted after their number is typed; their disks stay, by name", async ({ tenant, cluster }) => {
  for (const name of ["gone-1", "gone-2", "kept"]) await tenant.vm(name, { runStrategy: "Halted" });
  const page = await tenant.as("admin");
  await expect(page.getByText("Live", { exact: true }).first()).toBeVisible();
  for (const name of ["gone-1", "gone-2"]) await page.getByRole("checkbox", { name: `Select ${name}` }).click();
  await bar(page).getByRole("button", { name: "Delete…" }).click();
  const dialog = page.getByRole("dialog", { name: "Delete 2 machines?" });
  await expect(dialog).toContainText("2 disks stay");
  await expect(dialog).toContainText("gone-1-system, gone-2-system");
  await clean(page);
  await dialog.getByRole("textbox", { name: "Type 2 to delete them" }).fill("3");
  await dialog.getByRole("button", { name: "Delete 2" }).click();
  await expect(dialog).toContainText("That is not what is asked for.");
  await dialog.getByRole("textbox", { name: "Type 2 to delete them" }).fill("2");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("region", { name: "Deleted" })).toContainText("2 of 2 done");
  await expect(row(page, "gone-1")).toHaveCount(0);
  await expect(row(page, "gone-2")).toHaveCount(0);
  await expect(row(page, "kept")).toBeVisible();
  for (const name of ["gone-1-system", "gone-2-system"])
    expect(await cluster.exists(vmDisks(tenant.namespace, name))).toBe(true);
});

test("one machine is deleted from its row or its page, by its name", async ({ tenant, cluster }) => {
  for (const name of ["by-row", "by-page"]) await tenant.vm(name, { runStrategy: "Halted" });
  const page = await tenant.as("admin");
  await page.getByRole("button", { name: "More for by-row" }).click();
  await page.getByRole("menuitem", { name: "Delete…" }).click();
  const dialog = page.getByRole("dialog", { name: "Delete by-row?" });
  await dialog.getByRole("textbox", { name: "Type by-row to delete it" }).fill("by-row");
  await dialog.getByRole("button", { name: "Delete", exact: true }).click();
  await expect(row(page, "by-row")).toHaveCount(0);

  await row(page, "by-page").getByRole("link", { name: "by-page" }).click();
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Delete…" }).click();
  await page.getByRole("textbox", { name: "Type by-page to delete it" }).fill("by-page");
  await page.keyboard.press("Enter");
  await expect.poll(() => cluster.exists(vmInstances(tenant.namespace, "by-page"))).toBe(false);
});

test("a viewer may select and export, and reads why nothing else can be done", async ({ tenant }) => {
  await tenant.vm("watched");
  const page = await tenant.as("view");
  await expect(page.getByText("Live", { exact: true }).first()).toBeVisible();
  await page.getByRole("checkbox", { name: "Select watched" }).click();
  for (const name of ["Start", "Stop", "Restart", "Delete…"]) {
    const button = bar(page).getByRole("button", { name, exact: true });
    await expect(button).toHaveAttribute("aria-disabled", "true");
    await expect(button).toHaveAccessibleDescription(/Your role may/);
  }
  await page.getByRole("button", { name: "More for watched" }).click();
  await expect(page.getByRole("menuitem", { name: /Delete…/ })).toContainText("Your role may not delete machines");
});

test("on a phone, cards are selected from their menu and acted on together", async ({ tenant }) => {
  await tenant.vm("pocket-1");
  await tenant.vm("pocket-2");
  const page = await tenant.as("admin");
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole("button", { name: "More for pocket-1" }).click();
  await page.getByRole("menuitem", { name: "Select" }).click();
  await page.getByRole("checkbox", { name: "Select pocket-2" }).click();
  await expect(bar(page)).toContainText("2 selected");
  await clean(page);
  await bar(page).getByRole("button", { name: "Stop" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Stop 2" }).click();
  await expect(page.getByRole("region", { name: "Stopped" })).toContainText("2 of 2 done");
});
