import { clean } from "./running/axe.ts";
import { diskOf, vmDisks, vmInstances, vmOf } from "./running/cluster.ts";
import { createButton } from "./running/create-page.ts";
import { expect, test } from "./running/fixtures.ts";
import { signInAs, signOutInAnotherTab } from "./running/people.ts";

test.use({
  quota: { "requests.cpu": "32", "requests.memory": "128Gi", "requests.storage": "2Ti", "services.loadbalancers": "5" },
});

test("several machines: names, plan and quota of all; one that is refused stops no other and is tried again", async ({
  tenant,
  cluster,
}) => {
  const { namespace } = tenant;
  const page = await tenant.as("admin", `/${namespace}/vms-new`);
  const many = page.getByRole("spinbutton", { name: "How many" });
  const plan = page.getByRole("complementary", { name: "Plan" });
  await page.getByRole("textbox", { name: "Name of the machine" }).fill("web");
  await many.fill("21");
  await expect(page.getByText("A whole number from 1 to 20.")).toBeVisible();
  await many.fill("9");
  await expect(page.getByText("The quota has room for 5 of these: then Public IPv4 is used up.")).toBeVisible();
  await many.fill("3");
  await expect(page.getByText("They will be called web-1, web-2, web-3.")).toBeVisible();
  await page.getByRole("button", { name: "Add data disk" }).click();
  await expect(plan.getByText("3 machines, web-1 to web-3, each of:")).toBeVisible();
  await expect(plan.getByText("Disk web-1-data")).toBeVisible();
  await expect(plan.getByText("Storage: 0 B used, 120 GiB of 2 TiB with this plan")).toBeAttached();
  await expect(plan.getByRole("region", { name: "YAML" })).toContainText("name: web-3-data");
  await clean(page);

  // Somebody else takes one of the names meanwhile.
  await cluster.create(vmDisks(namespace), diskOf("web-2-other"));
  await cluster.create(vmInstances(namespace), vmOf("web-2", { disks: [{ name: "web-2-other" }] }));
  await expect(createButton(page)).toHaveText(/^Create 3 machines/);
  await createButton(page).click();
  const rows = page.getByRole("list", { name: "The machines and how far each is" }).getByRole("listitem");
  const row = (name: string) => rows.filter({ hasText: name });
  await expect(row("web-2")).toContainText("Refused: nothing was made of it");
  for (const name of ["web-1", "web-3"]) await expect(row(name)).toContainText("Ready", { timeout: 60_000 });
  await expect(page.getByRole("heading", { name: "2 of 3 machines are ready" })).toBeVisible();
  await clean(page);
  // Away and back: what is still open is there.
  await page.getByRole("link", { name: "Disks" }).first().click();
  await expect(page).toHaveURL(/disks$/);
  await page.goBack();
  await expect(row("web-2")).toContainText("Refused: nothing was made of it");

  await cluster.delete(vmInstances(namespace, "web-2"));
  await expect.poll(() => cluster.exists(vmInstances(namespace, "web-2"))).toBe(false);
  const again = page.getByRole("button", { name: "Try web-2 again" });
  // What the server decides by may be some moments old: then it is refused once more.
  await expect(async () => {
    if (await again.isVisible()) await again.click();
    await expect(row("web-2").getByRole("link", { name: "web-2" })).toBeVisible({ timeout: 5_000 });
  }).toPass({ timeout: 60_000 });
  await expect(page.getByRole("heading", { name: "3 of 3 machines are ready" })).toBeVisible({ timeout: 60_000 });
  for (const name of ["web-1", "web-2", "web-3"]) {
    const { spec } = await cluster.get(vmInstances(namespace, name));
    expect(spec).toMatchObject({ disks: [{ name: `${name}-system` }, { name: `${name}-data` }] });
  }
  await page.getByRole("link", { name: "To the machines", exact: true }).click();
  await expect(page.getByRole("grid").getByRole("row", { name: /^web-2/ })).toBeVisible();
});

test("machines that nobody could ask for any more are named to who comes back, until they are put away", async ({
  tenant,
  cluster,
}) => {
  const { namespace } = tenant;
  const path = `/${namespace}/vms-new`;
  const page = await tenant.as("admin", path);
  await page.getByRole("textbox", { name: "Name of the machine" }).fill("left");
  await page.getByRole("spinbutton", { name: "How many" }).fill("3");
  await signOutInAnotherTab(page, `/${namespace}/vms`, /admin\./);
  await expect(page.getByRole("dialog", { name: "Your session has ended" })).toBeVisible();
  await page.keyboard.press("Escape");
  await createButton(page).click();
  await expect(page.getByRole("button", { name: "Try left-1 again" })).toBeVisible();

  // The browser asks before it takes them away.
  const guard = page.waitForEvent("dialog");
  await page.evaluate(() => setTimeout(() => location.reload()));
  expect((await guard).type()).toBe("beforeunload");
  await (await guard).accept();
  await page.waitForURL(/sign-in/);
  const notice = page.getByText("Not all machines were begun").locator("xpath=../..");
  const short = namespace.replace("tenant-", "");
  const groups = [`${namespace}-admin`];
  await signInAs(page, { name: `admin.${short}`, groups }, path);
  await expect(notice).toContainText("nothing of them was made: left-1, left-2, left-3.");
  await clean(page);
  for (const name of ["left-1", "left-2", "left-3"])
    expect(await cluster.exists(vmInstances(namespace, name))).toBe(false);
  await notice.getByRole("button", { name: "Dismiss" }).click();
  await expect(notice).toHaveCount(0);
  await page.reload();
  await expect(createButton(page)).toBeVisible();
  await expect(notice).toHaveCount(0);
});
