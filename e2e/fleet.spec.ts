import AxeBuilder from "@axe-core/playwright";
import { diskOf, tenants, vmDisks, vmInstances, vmOf } from "./running/cluster.ts";
import { expect, test } from "./running/fault-fixtures.ts";
import { answersStatus } from "./running/faults.ts";
import { signInAs } from "./running/people.ts";

test("the fleet has the machines of every tenant, finds one, follows it, and names a tenant that fails", async ({
  tenant,
  cluster,
  wire,
  product,
  browser,
}) => {
  test.setTimeout(180_000);
  const other = `${tenant.namespace.replace("tenant-", "")}b`;
  await cluster.create(tenants("tenant-root"), {
    apiVersion: "apps.cozystack.io/v1alpha1",
    kind: "Tenant",
    metadata: { name: other, labels: { "made-by": "e2e" } },
    spec: {},
  });
  const namespace = `tenant-${other}`;
  await expect.poll(() => cluster.exists(`/api/v1/namespaces/${namespace}`)).toBe(true);
  await tenant.vm("one-here");
  await cluster.create(vmDisks(namespace), diskOf("one-there-system"));
  await cluster.create(vmInstances(namespace), vmOf("one-there"));

  const page = await (await browser.newContext()).newPage();
  const groups = [`${tenant.namespace}-admin`, `${namespace}-admin`];
  await signInAs(page, { name: `support.${other}`, groups }, `/${tenant.namespace}/vms`, product.origin);
  await page.getByRole("navigation", { name: "Main navigation" }).getByRole("link", { name: "Fleet" }).click();
  await expect(page).toHaveURL(/\/fleet$/);
  const row = (name: RegExp) => page.getByRole("grid").getByRole("row", { name });
  await expect(row(/one-here/)).toContainText("Running");
  await expect(row(/one-there/)).toContainText(other);
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

  // The first machines are in the HTML, for who comes and waits for nothing.
  const still = await browser.newContext({
    javaScriptEnabled: false,
    storageState: await page.context().storageState(),
  });
  const silent = await still.newPage();
  await silent.goto(page.url());
  await expect(silent.getByRole("grid").getByRole("row", { name: /one-here/ })).toContainText("Running");
  await expect(silent.getByRole("grid").getByRole("row", { name: /one-there/ })).toContainText(other);
  await still.close();

  await page.getByRole("searchbox").fill(`${other} there`);
  await expect(row(/one-here/)).toHaveCount(0);
  await expect(page).toHaveURL(/q=/);
  // What is on screen is followed like a tenant's own list.
  await cluster.patch(vmInstances(namespace, "one-there"), { spec: { runStrategy: "Halted" } });
  await expect(row(/one-there/)).toContainText("Stopped", { timeout: 20_000 });
  await page.getByRole("searchbox").fill("");

  wire.fault(new RegExp(`/namespaces/${namespace}/vminstances`), answersStatus(503, "ServiceUnavailable", "away"));
  wire.endWatches(new RegExp(namespace));
  await expect(page.getByText("1 tenant could not be read")).toBeVisible({ timeout: 60_000 });
  await expect(row(/one-there/)).toBeVisible();
  await expect(row(/one-here/)).toBeVisible();
  await page.context().close();
  await cluster.delete(tenants("tenant-root", other));
});

test("who has one tenant has no way to the fleet", async ({ tenant, visit }) => {
  await tenant.vm("lonely");
  const page = await visit("admin");
  await expect(page.getByRole("navigation", { name: "Main navigation" }).first()).toBeVisible();
  await expect(page.getByRole("link", { name: "Fleet" })).toHaveCount(0);
});
