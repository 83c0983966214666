import { clean } from "./running/axe.ts";
import { vmInstances } from "./running/cluster.ts";
import { fold } from "./running/create-page.ts";
import { expect, test } from "./running/fixtures.ts";
import { hydrated, signInAs } from "./running/people.ts";
import { productOrigin } from "./running/platform.ts";

const key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl ada@laptop";

test("before creating: what it costs, production in one click and back, and good practice one line at a time", async ({
  tenant,
}) => {
  const page = await tenant.as("admin");
  await page.evaluate((line) => localStorage.setItem("porthole-ssh-keys", JSON.stringify([line])), key);
  await page.goto(`${productOrigin()}/${tenant.namespace}/vms-new`);
  await hydrated(page);
  const plan = page.getByRole("complementary", { name: "Plan" });
  await expect(plan).toContainText(/CHF\s28\.65 a month/);
  await expect(page.getByRole("row", { name: /u1\.large/ })).toContainText(/CHF\s45\.70/);

  await page.getByRole("button", { name: "Set up for production" }).click();
  const undo = page.getByRole("button", { name: "Undo" });
  await expect(page.getByText(/Changed: size u1\.medium → u1\.large · data disk of 20\sGiB/)).toBeVisible();
  await expect(plan).toContainText(/CHF\s54\.30 a month/);
  await expect(page.getByRole("radio", { name: "u1.large" })).toBeChecked();
  await undo.click();
  await expect(plan).toContainText(/CHF\s28\.65 a month/);
  await expect(page.getByRole("button", { name: "Set up for production" })).toBeFocused();

  await page.getByRole("radio", { name: /^WholeIP/ }).check({ force: true });
  await page.getByRole("heading", { name: "Good practice" }).scrollIntoViewIfNeeded();
  const open = page.getByRole("list", { name: "Could be better" });
  await open.getByRole("button", { name: "List ports" }).press("Enter");
  await expect(undo).toBeFocused();
  await expect(page.getByRole("radio", { name: /^PortList/ })).toBeChecked();
  await open.getByRole("button", { name: "Add a second disk" }).click();
  await open.getByRole("button", { name: "Choose 2 vCPU" }).click();
  await open.getByRole("button", { name: "Add a firewall" }).click();
  await expect(page.getByText("Changed: cloud-init extended.")).toBeVisible();
  await fold(page, "What it is made of").click();
  await expect(plan).toContainText(/40\sGiB on replicated\s*CHF\s5\.60/);
  await expect(page.getByText("Nothing is open: 9 lines")).toBeVisible();
  await clean(page);
  // What is shown is what would be made.
  await expect(page.getByRole("region", { name: "YAML" })).toContainText("instanceType: u1.large");
});

test("on a machine's page: what is open leads to where it is changed, prepared and not saved; a viewer sees it without", async ({
  tenant,
  cluster,
  browser,
}) => {
  await tenant.vm("loose", { external: true, externalMethod: "WholeIP" });
  const path = `/${tenant.namespace}/vms/loose`;
  const page = await tenant.as("admin", path);
  const open = page.getByRole("list", { name: "Could be better" });
  await expect(open).toContainText("Every TCP and UDP port is reached from the internet.");
  await clean(page);
  await open.getByRole("button", { name: "2 vCPU or more…" }).press("Enter");
  const sizes = page.getByRole("dialog", { name: "Change the size of loose" });
  await expect(sizes.getByRole("radio", { name: "u1.large" })).toBeChecked();
  await expect(sizes).toContainText(/CHF\s\S+ → CHF\s\S+ a month \(\+CHF\s22\.85\)/);
  await page.keyboard.press("Escape");
  await open.getByRole("link", { name: "Add a second disk…" }).press("Enter");
  const disk = page.getByRole("dialog", { name: "New disk" });
  await expect(disk.getByLabel("Name")).toHaveValue("loose-data");
  await expect(page).toHaveURL(`${productOrigin()}${path}/disks`);
  await page.goto(`${productOrigin()}${path}`);
  await open.getByRole("link", { name: "List ports…" }).click();
  await expect(page.getByRole("radio", { name: /^PortList/ })).toBeChecked();
  await expect(page.getByRole("button", { name: "Save exposure" })).not.toHaveAttribute("aria-disabled");
  const { spec } = await cluster.get(vmInstances(tenant.namespace, "loose"));
  expect(spec).toMatchObject({ externalMethod: "WholeIP", instanceType: "u1.medium" });

  const viewer = await (await browser.newContext()).newPage();
  const name = `view.beside.${tenant.namespace.slice("tenant-".length)}`;
  await signInAs(viewer, { name, groups: [`${tenant.namespace}-view`] }, path);
  const shown = viewer.getByRole("list", { name: "Could be better" });
  await expect(shown).toContainText("At least 2 vCPU");
  await expect(viewer.getByText("Your role may not change this machine")).toBeVisible();
  await expect(shown.getByRole("button").or(shown.getByRole("link"))).toHaveCount(0);
  await viewer.context().close();
});
