import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { clean } from "./running/axe.ts";
import { type Cluster, vmInstances } from "./running/cluster.ts";
import { expect, type Tenant, test } from "./running/fixtures.ts";
import { hydrated } from "./running/people.ts";

const rows = (page: Page) => page.locator("main [role=row][aria-selected]");
const row = (page: Page, name: string) => rows(page).filter({ hasText: name });
const label = (cluster: Cluster, { namespace }: Tenant, name: string, labels: Record<string, string>) =>
  cluster.patch(vmInstances(namespace, name), { metadata: { labels } });

test("filters are chips in the address, work together with the search, and are taken away one by one", async ({
  tenant,
  cluster,
}) => {
  await tenant.vm("web-1", { external: true, externalMethod: "PortList", externalPorts: [443] });
  await tenant.vm("web-2");
  await tenant.vm("db-1", { runStrategy: "Halted", instanceType: "s1.small" });
  await label(cluster, tenant, "web-1", { env: "production" });
  await label(cluster, tenant, "web-2", { env: "test" });
  const page = await tenant.as("admin");
  await expect(row(page, "db-1")).toContainText("Stopped");

  await page.getByRole("button", { name: "Filter" }).click();
  const panel = page.getByRole("dialog", { name: "Filter" });
  await panel.getByText("Label", { exact: true }).click();
  await panel.getByRole("checkbox", { name: /env = production\s*1/ }).check();
  await clean(page);
  await expect(rows(page)).toHaveCount(1);
  // Any of one label's values.
  await panel.getByRole("checkbox", { name: /env = test\s*1/ }).check();
  await expect(rows(page)).toHaveCount(2);
  await panel.getByText("Public IP", { exact: true }).click();
  await expect(panel.getByRole("checkbox", { name: /Yes\s*1/ })).toBeVisible();
  await panel.getByText("Exposure", { exact: true }).click();
  await panel.getByRole("checkbox", { name: /Open ports/ }).check();
  await page.keyboard.press("Escape");
  await expect(panel).toBeHidden();
  await expect(page.getByRole("button", { name: "Filter", exact: true })).toBeFocused();
  await expect(row(page, "web-1")).toBeVisible();
  await expect(rows(page)).toHaveCount(1);
  await expect(page).toHaveURL(/label=env%3Dproduction&label=env%3Dtest&exposure=ports/);

  await page.reload();
  await hydrated(page);
  await expect(rows(page)).toHaveCount(1);
  await page.getByRole("button", { name: /Remove the filter Exposure/ }).click();
  await expect(rows(page)).toHaveCount(2);
  await page.keyboard.press("/");
  await page.keyboard.type("web-2");
  await expect(rows(page)).toHaveCount(1);
  await page.getByRole("button", { name: "Clear all" }).click();
  await page.getByRole("button", { name: "Clear the search" }).click();
  await expect(rows(page)).toHaveCount(3);
  await expect(page).not.toHaveURL(/\?/);
});

test("X01: a link’s unknown and hostile values are shown as chips, match nothing, and are cleared", async ({
  tenant,
}) => {
  await tenant.vm("only");
  const markup = "<img src=x onerror=document.title=1>";
  const page = await tenant.as("admin", `/${tenant.namespace}/vms?os=beos&label=${encodeURIComponent(markup)}`);
  const chips = page.getByRole("list", { name: "Filters" });
  await expect(chips).toContainText("beos");
  await expect(chips).toContainText("<img src = x onerror=document.title=1>");
  await expect(page.locator("main img[src=x]")).toHaveCount(0);
  await page.getByRole("button", { name: "Show all machines" }).click();
  await expect(row(page, "only")).toBeVisible();
});

test("groups have headings that close and open by pointer and keyboard", async ({ tenant, cluster }) => {
  for (const name of ["a", "b", "c"]) await tenant.vm(name, { runStrategy: "Halted" });
  await label(cluster, tenant, "a", { team: "blue" });
  await label(cluster, tenant, "b", { team: "red" });
  const page = await tenant.as("admin");
  await expect(rows(page)).toHaveCount(3);
  await page.getByRole("button", { name: "Columns and rows" }).click();
  await page.getByLabel("Group by").selectOption({ label: "Label team" });
  await page.keyboard.press("Escape");
  const heading = (name: RegExp) => page.getByRole("row", { name });
  await expect(page.getByRole("treegrid")).toHaveAttribute("aria-rowcount", "7");
  await expect(heading(/team = blue\s*1/)).toHaveAttribute("aria-expanded", "true");
  await expect(heading(/Without the label team\s*1/)).toBeVisible();
  await clean(page);

  await heading(/team = blue/).click();
  await expect(heading(/team = blue/)).toHaveAttribute("aria-expanded", "false");
  await expect(rows(page)).toHaveCount(2);
  await page.keyboard.press("ArrowRight");
  await expect(rows(page)).toHaveCount(3);
  await page.keyboard.press("ArrowRight");
  await expect(page.locator("[data-row=a]")).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(heading(/team = red/)).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowLeft");
  await expect(heading(/team = red/)).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(rows(page)).toHaveCount(2);

  await page.reload();
  await expect(page.getByRole("treegrid")).toHaveAttribute("aria-rowcount", "7");
});

test("columns and row height are remembered, and the first HTML has them", async ({ tenant, browser }) => {
  await tenant.vm("plain");
  const page = await tenant.as("admin");
  await expect(row(page, "plain")).toContainText("Running");
  await page.getByRole("button", { name: "Columns and rows" }).click();
  await page.getByText("Compact", { exact: true }).click();
  await page.getByRole("checkbox", { name: "Labels" }).check();
  await page.getByRole("checkbox", { name: "Exposure" }).uncheck();
  await clean(page);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("columnheader", { name: "Labels" })).toBeVisible();
  await expect(page.getByRole("columnheader", { name: "Exposure" })).toHaveCount(0);

  const still = await browser.newContext({
    javaScriptEnabled: false,
    storageState: await page.context().storageState(),
    viewport: { width: 1440, height: 900 },
  });
  const silent = await still.newPage();
  await silent.goto(page.url());
  await expect(silent.getByRole("columnheader", { name: "Labels" })).toBeVisible();
  expect((await silent.getByRole("row", { name: /plain/ }).boundingBox())?.height).toBe(36);
  await still.close();
});

test("a view is saved with its filters and columns, opened, renamed, given as a link and deleted", async ({
  tenant,
}) => {
  await tenant.vm("on");
  await tenant.vm("off", { runStrategy: "Halted" });
  const page = await tenant.as("admin", `/${tenant.namespace}/vms?status=stopped&columns=state,labels`);
  await expect(rows(page)).toHaveCount(1);
  const views = page.getByRole("button", { name: "Saved views" });
  await views.click();
  const panel = page.getByRole("dialog", { name: "Saved views" });
  await panel.getByRole("textbox", { name: "Name" }).fill("Switched off");
  await panel.getByRole("button", { name: "Save", exact: true }).click();
  await clean(page);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Clear all" }).click();
  await expect(rows(page)).toHaveCount(2);

  await page.goto(new URL(`/${tenant.namespace}/vms`, page.url()).href);
  await hydrated(page);
  await views.click();
  await panel.getByRole("button", { name: "Switched off", exact: true }).click();
  await expect(rows(page)).toHaveCount(1);
  await expect(page).toHaveURL(/status=stopped&columns=state%2Clabels/);
  await expect(page.getByRole("columnheader", { name: "Size" })).toHaveCount(0);

  await views.click();
  await panel.getByRole("button", { name: "Rename Switched off" }).click();
  await page.keyboard.type("Idle");
  await panel.getByRole("textbox", { name: "Rename Switched off" }).fill("Idle");
  await page.keyboard.press("Enter");
  await expect(panel.getByRole("button", { name: "Idle", exact: true })).toHaveAttribute("aria-current", "true");
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await panel.getByRole("button", { name: "Copy link to Idle" }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(page.url());
  await panel.getByRole("button", { name: "Delete Idle" }).click();
  await expect(panel.getByRole("button", { name: "Idle", exact: true })).toHaveCount(0);
});

test("X01: the export holds what is filtered, and nothing in it becomes a formula", async ({ tenant, cluster }) => {
  await tenant.vm("kept", { runStrategy: "Halted" });
  await tenant.vm("left-out");
  // A type that is no type: the list shows it as it is, a spreadsheet must not run it.
  await cluster.patch(vmInstances(tenant.namespace, "kept"), {
    spec: { instanceType: '=HYPERLINK("https://x.example")' },
  });
  const page = await tenant.as("admin", `/${tenant.namespace}/vms?q=kept`);
  await expect(row(page, "kept")).toContainText("HYPERLINK");
  await page.getByRole("button", { name: "Export as CSV" }).click();
  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: "All columns" }).click();
  const download = await saved;
  expect(download.suggestedFilename()).toMatch(new RegExp(`^${tenant.namespace}-machines-\\d{4}-\\d\\d-\\d\\d\\.csv$`));
  const text = await readFile(await download.path(), "utf8");
  const [head, ...lines] = text.trimEnd().split("\r\n");
  expect(head).toMatch(/^\ufeffName,State,.*Public address.*Labels.*Created$/);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain(`"'=HYPERLINK(""https://x.example"")"`);
});

test("a part whose code does not come without a network says so, and comes by itself when there is one again", async ({
  tenant,
  context,
}) => {
  await tenant.vm("one");
  const page = await tenant.as("view");
  await hydrated(page);
  await context.setOffline(true);
  await page.getByRole("button", { name: "Filter" }).click();
  const panel = page.getByRole("dialog", { name: "Filter" });
  await expect(
    page.getByText("This part of the page could not be loaded. Porthole keeps trying.").first(),
  ).toBeVisible();
  await context.setOffline(false);
  await expect(panel).toBeVisible();
});
