import { clean } from "./running/axe.ts";
import { diskOf, vmDisks, vmInstances } from "./running/cluster.ts";
import { createButton } from "./running/create-page.ts";
import { expect, test } from "./running/fixtures.ts";
import { signInAs } from "./running/people.ts";

const key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl ada@laptop";
const cloudInit = "#cloud-config\n# as typed\npackages: [nginx]\n";

test("one like this: new names, its settings, its data copied, its cloud-init when asked; what was typed is not lost", async ({
  tenant,
  cluster,
  browser,
}) => {
  const { namespace } = tenant;
  await cluster.create(vmDisks(namespace), diskOf("web-data", { source: {}, storage: "12Gi" }));
  await tenant.vm("web", {
    ...{ disks: [{ name: "web-system" }, { name: "web-data", bus: "scsi" }], instanceType: "s1.large" },
    ...{ external: true, externalMethod: "PortList", externalPorts: [22, 443] },
    ...{ sshKeys: [key], cloudInit, cloudInitSeed: "3", hostNetwork: true },
  });
  const page = await tenant.as("admin", `/${namespace}/vms-new`);
  const name = page.getByRole("textbox", { name: "Name of the machine" });
  await name.fill("typed-before");
  // The browser asks before a reload takes it away.
  const asked = page.waitForEvent("dialog");
  await page.evaluate(() => setTimeout(() => location.reload()));
  const guard = await asked;
  expect(guard.type()).toBe("beforeunload");
  await guard.dismiss();
  await expect(name).toHaveValue("typed-before");

  // From the list, beside what is typed already.
  await page.getByRole("link", { name: "Virtual machines" }).first().click();
  await page.getByRole("button", { name: "More for web" }).click();
  await page.getByRole("menuitem", { name: "Create one like this" }).click();
  await expect(page.getByText("You have already begun a machine here")).toBeVisible();
  await expect(name).toHaveValue("typed-before");
  await page.getByRole("button", { name: "Begin like web" }).click();
  await expect(name).toHaveValue("web-1");
  await page.getByRole("button", { name: "Back to what I typed" }).click();
  await expect(name).toHaveValue("typed-before");
  await page.getByRole("button", { name: "Begin like web" }).click();
  await expect(name).toHaveValue("web-1");

  await expect(page.getByText("The field hostNetwork has no place in this form", { exact: false })).toBeVisible();
  await expect(page.getByText("The data of web-data is copied", { exact: false })).toBeVisible();
  await expect(page.getByRole("button", { name: "Remove port 443" })).toBeVisible();
  await page.getByRole("button", { name: "Take its cloud-init too" }).click();
  await expect(page.getByText("Its cloud-init is in the form now", { exact: false })).toBeVisible();
  await clean(page);
  await createButton(page).click();
  await expect(page.getByRole("heading", { name: "web-1", level: 1, exact: true })).toBeVisible({ timeout: 60_000 });

  const { spec } = await cluster.get(vmInstances(namespace, "web-1"));
  expect(spec).toMatchObject({
    ...{ instanceType: "s1.large", externalPorts: [22, 443], sshKeys: [key], cloudInit, cloudInitSeed: "" },
    disks: [{ name: "web-1-system" }, { name: "web-1-data", bus: "scsi" }],
  });
  expect(spec).not.toHaveProperty("hostNetwork");
  expect((await cluster.get(vmDisks(namespace, "web-1-system"))).spec).toMatchObject({
    source: { image: { name: "ubuntu-2404" } },
  });
  expect((await cluster.get(vmDisks(namespace, "web-1-data"))).spec).toMatchObject({
    source: { disk: { name: "web-data" } },
    storage: "12Gi",
  });

  // From its own page; and with nothing typed there is nothing to ask.
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Create one like this" }).click();
  await expect(page.getByText("Filled in like web-1")).toBeVisible();
  await expect(name).toHaveValue("web-2");

  // Who may look at it and create nothing is told so.
  const other = await browser.newContext();
  const viewer = await other.newPage();
  const groups = [`${namespace}-view`];
  await signInAs(viewer, { name: `looks.${namespace}`, groups }, `/${namespace}/vms-new?like=web`);
  await expect(viewer.getByText("Your role may not create machines in", { exact: false })).toBeVisible();
  await other.close();
});
