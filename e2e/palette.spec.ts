import type { Page } from "@playwright/test";
import { clean } from "./running/axe.ts";
import { type Cluster, tenants } from "./running/cluster.ts";
import { expect, type Tenant, test } from "./running/fixtures.ts";
import { productOrigin } from "./running/platform.ts";

const field = (page: Page) => page.getByRole("combobox", { name: "Machine, tenant, page or action" });
const option = (page: Page, name: string | RegExp) => page.getByRole("listbox").getByRole("option", { name });
/** A tenant inside the test's own; gives its namespace. */
const innerTenant = async ({ namespace }: Tenant, cluster: Cluster): Promise<string> => {
  await cluster.create(tenants(namespace), {
    apiVersion: "apps.cozystack.io/v1alpha1",
    kind: "Tenant",
    metadata: { name: "inner", labels: { "made-by": "e2e" } },
    spec: {},
  });
  const inner = `${namespace}-inner`;
  await expect.poll(() => cluster.exists(`/api/v1/namespaces/${inner}`)).toBe(true);
  return inner;
};

test("Ctrl K jumps to a machine by a few letters, and to pages, by the keyboard alone", async ({ tenant }) => {
  await tenant.vm("web-01", { runStrategy: "Halted" });
  const page = await tenant.as("admin");
  await expect(page.getByRole("grid").getByRole("row", { name: /web-01/ })).toBeVisible();
  await page.keyboard.press("Control+k");
  await expect(field(page)).toBeFocused();
  await clean(page);
  await page.keyboard.type("w1");
  await expect(option(page, /^web-01/)).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "web-01", level: 1 })).toBeVisible();

  await page.keyboard.press("Control+k");
  await page.keyboard.type("activ");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/${tenant.namespace}/activity$`));

  await page.getByRole("button", { name: "Jump to…" }).click();
  await expect(option(page, /web-01/)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(field(page)).toHaveCount(0);
});

test("the palette starts and stops a machine by its name, and asks before it stops one", async ({ tenant }) => {
  await tenant.vm("worker");
  const page = await tenant.as("admin");
  const row = page.getByRole("grid").getByRole("row", { name: /worker/ });
  await expect(row).toContainText("Running");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("stop work");
  await expect(option(page, "Stop worker")).toBeVisible();
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").getByRole("button", { name: "Stop worker" }).click();
  await expect(page.getByText("worker is stopping and stays off until somebody starts it.")).toBeVisible();
  await expect(row).toContainText("Stopped");
});

test("a letter that comes with the palette's field joins those that were typed before it", async ({ tenant }) => {
  await tenant.vm("worker");
  const page = await tenant.as("admin");
  // A key as early as one can come: the field has the focus, and React has drawn nothing since.
  await page.evaluate(() => {
    const { showModal } = HTMLDialogElement.prototype;
    HTMLDialogElement.prototype.showModal = function () {
      HTMLDialogElement.prototype.showModal = showModal;
      showModal.call(this);
      queueMicrotask(() => document.execCommand("insertText", false, "k"));
    };
  });
  await expect(page.getByRole("grid").getByRole("row", { name: /worker/ })).toContainText("Running");
  await page.evaluate(() => {
    const press = (init: KeyboardEventInit) =>
      document.body.dispatchEvent(new KeyboardEvent("keydown", { bubbles: true, cancelable: true, ...init }));
    press({ key: "k", ctrlKey: true });
    for (const key of "stop wor") press({ key });
  });
  await expect(field(page)).toHaveValue("stop work");
  await expect(option(page, "Stop worker")).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog").getByRole("button", { name: "Stop worker" })).toBeVisible();
});

test("a viewer reads in the palette why an action is not theirs, and nothing happens on Enter", async ({ tenant }) => {
  await tenant.vm("seen");
  const page = await tenant.as("view");
  await expect(page.getByRole("grid").getByRole("row", { name: /seen/ })).toBeVisible();
  await page.keyboard.press("Control+k");
  await page.keyboard.type("stop seen");
  const stop = option(page, /^Stop seen/);
  await expect(stop).toContainText("Your role may look but not power machines");
  await expect(stop).toHaveAttribute("aria-disabled", "true");
  await page.keyboard.press("Enter");
  await expect(field(page)).toBeFocused();
});

test("shortcuts lead to pages and are listed by ?, but rest while one types and in a console", async ({ tenant }) => {
  await tenant.vm("quiet");
  const page = await tenant.as("admin");
  const at = (path: string) => expect(page).toHaveURL(`${productOrigin()}/${tenant.namespace}${path}`);
  await page.keyboard.press("?");
  const help = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await expect(help).toContainText("Overview");
  await clean(page);
  await page.keyboard.press("g");
  await page.keyboard.press("o");
  await expect(help).toBeVisible();
  await page.keyboard.press("Escape");
  await page.keyboard.press("g");
  await page.keyboard.press("o");
  await at("");
  await page.keyboard.press("g");
  await page.keyboard.press("a");
  await at("/activity");
  await page.getByRole("searchbox").fill("");
  await page.getByRole("searchbox").pressSequentially("gonl?");
  await expect(page.getByRole("searchbox")).toHaveValue("gonl?");
  await expect(page).toHaveURL(/\/activity\?q=/);
  await page.goto(`${productOrigin()}/${tenant.namespace}/vms/quiet/console`);
  await expect(page.getByText("Connected", { exact: true }).first()).toBeVisible();
  await page.locator("canvas").first().click();
  for (const key of ["Control+k", "n", "?"]) await page.keyboard.press(key);
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await at("/vms/quiet/console");
});

test("the palette works on a phone, in German", async ({ tenant }) => {
  await tenant.vm("klein", { runStrategy: "Halted" });
  const page = await tenant.as("admin");
  await page.setViewportSize({ width: 390, height: 844 });
  await page.context().addCookies([{ name: "porthole-language", value: "de", url: productOrigin() }]);
  await page.reload();
  await expect(page.getByRole("row", { name: /klein/ })).toBeVisible();
  await page.getByRole("button", { name: "Gehe zu…" }).filter({ visible: true }).click();
  await page.getByRole("combobox").fill("klein");
  await expect(option(page, "klein starten")).toBeVisible();
  await option(page, /^klein/)
    .first()
    .click();
  await expect(page.getByRole("heading", { name: "klein", level: 1 })).toBeVisible();
});

test("the switcher finds a tenant among nested ones by the keyboard, and stays on the same page", async ({
  tenant,
  cluster,
}) => {
  const inner = await innerTenant(tenant, cluster);
  const page = await tenant.as("admin", `/${tenant.namespace}/access`);
  const open = page.getByRole("button", { name: /^Tenant .*: switch/ }).filter({ visible: true });
  await expect(async () => {
    await page.reload();
    await open.click();
    await expect(option(page, /inner/)).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await expect(page.getByRole("combobox", { name: "Find a tenant" })).toBeFocused();
  await clean(page);
  await page.keyboard.type("inn");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`${productOrigin()}/${inner}/access`);
  await open.click();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`${productOrigin()}/${tenant.namespace}/access`);
  await open.click();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("combobox", { name: "Find a tenant" })).toHaveCount(0);
  await expect(open).toBeFocused();
  await cluster.delete(tenants(tenant.namespace, "inner"));
});

const create = async (page: Page, name: string) => {
  await page.getByRole("textbox", { name: /Name/ }).fill(name);
  await page.getByRole("button", { name: `Create ${name}` }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(name);
};
const trayOf = (page: Page) => page.getByRole("region", { name: "Under way" });

test("the tray follows what is being created from page to page", async ({ tenant }) => {
  const page = await tenant.as("admin", `/${tenant.namespace}/vms-new`);
  // A machine whose start takes as long as the test wants.
  await create(page, "stuck-starting-tray");
  await expect(trayOf(page)).toHaveCount(0);
  await page.getByRole("link", { name: "Activity" }).first().click();
  await expect(page).toHaveURL(/\/activity$/);
  const tray = trayOf(page);
  await expect(tray).toContainText("Creating stuck-starting-tray");
  await tray.getByRole("button", { expanded: false }).click();
  await expect(tray).toContainText(/Step \d of \d/);
  await expect(tray.getByRole("progressbar")).toBeVisible();
  await clean(page);
  await page.getByRole("link", { name: "Overview" }).first().click();
  await expect(page).toHaveURL(new RegExp(`/${tenant.namespace}$`));
  await expect(tray).toContainText(/Step \d of \d/);
  await tray.getByRole("link", { name: "Open stuck-starting-tray" }).click();
  await expect(page.getByRole("heading", { name: "stuck-starting-tray", level: 1 })).toBeVisible();
});

test("the tray tells of a create in another tenant, too, and leads to its machine", async ({ tenant, cluster }) => {
  const inner = await innerTenant(tenant, cluster);
  const page = await tenant.as("admin", `/${tenant.namespace}/vms-new`);
  await create(page, "stuck-starting-far");
  await page.getByRole("link", { name: "Overview" }).first().click();
  const tray = trayOf(page);
  await expect(tray).toContainText("Creating stuck-starting-far");
  // Roles in a new tenant come a moment after it.
  await expect(async () => {
    await page.goto(`${productOrigin()}/${inner}/vms`);
    await expect(tray).toContainText("Creating stuck-starting-far", { timeout: 5_000 });
  }).toPass();
  await tray.getByRole("button", { expanded: false }).click();
  await expect(tray).toContainText(`in ${tenant.namespace.replace(/^tenant-/, "")}`);
  await tray.getByRole("link", { name: "Open stuck-starting-far" }).click();
  await expect(page).toHaveURL(`${productOrigin()}/${tenant.namespace}/vms/stuck-starting-far`);
  await cluster.delete(tenants(tenant.namespace, "inner"));
});

test("the tray tells the end of a create, leads to the machine, and is put away for good", async ({ tenant }) => {
  const page = await tenant.as("admin", `/${tenant.namespace}/vms-new`);
  await create(page, "followed");
  await page.getByRole("link", { name: "Overview" }).first().click();
  const tray = trayOf(page);
  await expect(tray).toContainText("followed is ready", { timeout: 60_000 });
  await tray.getByRole("button", { expanded: false }).click();
  await expect(tray.getByRole("link", { name: "Open followed" })).toBeVisible();
  await tray.getByRole("button", { name: "Dismiss: followed" }).click();
  await expect(tray).toHaveCount(0);
  await page.goto(`${productOrigin()}/${tenant.namespace}`);
  await expect(page.getByRole("link", { name: "1 machine: Running" })).toBeVisible();
  await expect(page.getByText("Live", { exact: true }).first()).toBeVisible();
  await expect(tray).toHaveCount(0);
});
