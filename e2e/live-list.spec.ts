import { diskOf, vmDisks, vmInstances, vmOf } from "./running/cluster.ts";
import { expect, test } from "./running/fixtures.ts";

test("a change made in the Kubernetes API appears in an open list without a reload", { tag: "@smoke" }, async ({
  tenant,
  cluster,
}) => {
  await tenant.vm("already-here");
  const page = await tenant.as("admin");
  const grid = page.getByRole("grid");
  await expect(grid.getByRole("row", { name: /already-here/ })).toContainText("Running");
  await page.evaluate(() => Object.assign(window, { sameDocument: true }));

  await tenant.vm("made-elsewhere", { instanceType: "s1.small" });
  const row = grid.getByRole("row", { name: /made-elsewhere/ });
  await expect(row).toContainText("Running");
  await expect(row).toContainText("s1.small");

  await cluster.patch(vmInstances(tenant.namespace, "made-elsewhere"), { spec: { runStrategy: "Halted" } });
  await expect(row).toContainText("Stopped");

  await cluster.delete(vmInstances(tenant.namespace, "made-elsewhere"));
  await expect(row).toHaveCount(0);
  expect(await page.evaluate(() => "sameDocument" in window)).toBe(true);
});

test("when the focused row's machine is deleted, its neighbour has the focus", async ({ tenant, cluster }) => {
  for (const name of ["one", "three", "two"]) await tenant.vm(name, { runStrategy: "Halted" });
  const page = await tenant.as("admin");
  const row = (name: RegExp) => page.getByRole("grid").getByRole("row", { name });
  await row(/^one/).focus();
  await page.keyboard.press("ArrowDown");
  await expect(row(/^three/)).toBeFocused();
  await cluster.delete(vmInstances(tenant.namespace, "three"));
  await expect(row(/^three/)).toHaveCount(0);
  await expect(row(/^two/)).toBeFocused();
});

test("on a phone, a row's menu has its console, power and addresses", async ({ tenant }) => {
  await tenant.vm("pocket", { external: true, externalMethod: "PortList", externalPorts: [22] });
  const page = await tenant.as("admin");
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole("button", { name: "More for pocket" }).click();
  const menu = page.getByRole("menu");
  for (const name of ["Console", "Stop", "Restart", "Copy the private address"])
    await expect(menu.getByRole("menuitem", { name })).toBeVisible();
  await menu.getByRole("menuitem", { name: "Stop" }).click();
  await page.getByRole("button", { name: "Stop pocket" }).click();
  await expect(page.getByRole("row", { name: /pocket/ })).toContainText(/Stopp/);
});

test("a row's menu is worked by keys, also when its lines come only then", async ({ tenant }) => {
  await tenant.vm("by-keys", { runStrategy: "Halted" });
  const page = await tenant.as("admin");
  const button = page.getByRole("button", { name: "More for by-keys" });
  const line = (name: RegExp) => page.getByRole("menuitem", { name });
  await button.focus();
  await page.keyboard.press("ArrowUp");
  await expect(line(/^Delete…/)).toBeFocused();
  await page.keyboard.press("Home");
  await expect(line(/^Console/)).toBeFocused();
  await page.keyboard.press("s");
  await expect(line(/^Start$/)).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("menu")).toHaveCount(0);
  await expect(button).toBeFocused();
});

test("an operator, who may not read VirtualMachines, sees inferred states", async ({ tenant }) => {
  await tenant.vm("inferred-one");
  const page = await tenant.as("use");
  const row = page.getByRole("grid").getByRole("row", { name: /inferred-one/ });
  await expect(row).toContainText("Running");
  await expect(row).toContainText(/inferred/i);
});

test("an empty tenant starts the first machine, for an admin, and says who may, for a viewer", async ({
  tenant,
  browser,
}) => {
  const page = await tenant.as("admin");
  await page.getByRole("link", { name: "Create the first machine" }).click();
  await expect(page).toHaveURL(new RegExp(`/${tenant.namespace}/vms-new$`));
  await page.context().clearCookies();
  const other = await tenant.as("view");
  await expect(other.getByText("No machine yet")).toBeVisible();
  await expect(
    other
      .getByText(/ask a tenant admin/i)
      .filter({ visible: true })
      .first(),
  ).toBeVisible();
  expect(browser.isConnected()).toBe(true);
});

test("search, state tabs and sort work over all rows and stay in the address", async ({ tenant }) => {
  await tenant.vm("alpha");
  await tenant.vm("beta", { runStrategy: "Halted" });
  const page = await tenant.as("admin");
  const rows = page.getByRole("grid").getByRole("row");
  await expect(rows.filter({ hasText: "alpha" })).toBeVisible();
  await page.keyboard.press("/");
  await page.keyboard.type("bet");
  await expect(rows.filter({ hasText: "alpha" })).toHaveCount(0);
  await expect(page).toHaveURL(/q=bet/);
  await page.reload();
  await expect(rows.filter({ hasText: "beta" })).toBeVisible();
  await expect(rows.filter({ hasText: "alpha" })).toHaveCount(0);
});

test("X01: hostile text from the cluster is shown as text", async ({ tenant, cluster }) => {
  const markup = '<img src=x onerror="document.title=1">';
  await cluster.create(vmDisks(tenant.namespace), diskOf("hostile-system"));
  // No such type: the chart fails, and its words carry the markup into the Ready condition.
  await cluster.create(vmInstances(tenant.namespace), vmOf("hostile", { instanceType: markup }));
  const page = await tenant.as("admin");
  const errors: string[] = [];
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  await expect(page.getByRole("grid").getByRole("row", { name: /hostile/ })).toContainText("<img src=x");
  await page.goto(new URL(`/${tenant.namespace}/vms/hostile`, page.url()).href);
  await expect(page.getByRole("main").getByText("<img src=x").first()).toBeVisible();
  await expect(page.locator("main img[src=x]")).toHaveCount(0);
  expect(errors).toEqual([]);
});

test("the first rows are in the HTML: the list reads without any script", async ({ tenant, browser }) => {
  await tenant.vm("written-in");
  const page = await tenant.as("admin");
  const silent = await browser.newContext({
    javaScriptEnabled: false,
    storageState: await page.context().storageState(),
  });
  const still = await silent.newPage();
  await still.goto(page.url());
  await expect(still.getByRole("row", { name: /written-in/ })).toContainText("Running");
  await silent.close();
});
