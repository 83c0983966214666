import { diskOf, vmDisks, vmInstances } from "./running/cluster.ts";
import { expect, test } from "./running/fixtures.ts";

test("a machine goes with the disks that were chosen, told to the end on its page, also when it is gone", async ({
  tenant,
  cluster,
}) => {
  const disks = vmDisks(tenant.namespace);
  for (const name of ["leaving-data", "shared"]) await cluster.create(disks, diskOf(name));
  const off = { runStrategy: "Halted" };
  await tenant.vm("staying", { ...off, disks: [{ name: "staying-system" }, { name: "shared" }] });
  await tenant.vm("leaving", {
    ...off,
    disks: [{ name: "leaving-system" }, { name: "leaving-data" }, { name: "shared" }],
  });
  const page = await tenant.as("admin", `/${tenant.namespace}/vms/leaving`);
  await page.getByRole("button", { name: "More actions" }).press("Enter");
  await page.getByRole("menuitem", { name: "Delete…" }).press("Enter");
  const dialog = page.getByRole("dialog", { name: "Delete leaving?" });
  const shared = dialog.getByRole("checkbox", { name: /^shared/ });
  await expect(shared).toBeDisabled();
  await expect(shared).toHaveAccessibleDescription("It stays: staying has it too.");
  for (const name of [/^leaving-system/, /^leaving-data/])
    await expect(dialog.getByRole("checkbox", { name })).not.toBeChecked();
  await dialog.getByRole("checkbox", { name: /^leaving-data/ }).press("Space");
  await expect(dialog).toContainText("2 disks stay");
  const name = dialog.getByRole("textbox", { name: "Type leaving to delete it" });
  await name.fill("staying");
  await dialog.getByRole("button", { name: "Delete with 1 disk" }).click();
  await expect(dialog).toContainText("That is not what is asked for.");
  await name.fill("leaving");
  await page.keyboard.press("Enter");

  const told = page.getByRole("status").filter({ hasText: "leaving has been deleted" });
  await expect(told).toContainText("Disk leaving-data is gone, with its data.");
  await expect(page.getByRole("link", { name: "leaving-system" })).toBeVisible();
  await page.reload();
  await expect(page.getByText(`There is no machine leaving in ${tenant.namespace}`)).toBeVisible();
  await expect(told).toContainText("Disk leaving-data is gone, with its data.");
  const isThere = (disk: string) => cluster.exists(vmDisks(tenant.namespace, disk));
  expect(await Promise.all(["leaving-system", "leaving-data", "shared"].map(isThere))).toEqual([true, false, true]);
  expect(await cluster.exists(vmInstances(tenant.namespace, "leaving"))).toBe(false);
});
