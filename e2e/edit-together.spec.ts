import type { Page } from "@playwright/test";
import { vmInstances } from "./running/cluster.ts";
import { expect, test } from "./running/fault-fixtures.ts";
import { answersText } from "./running/faults.ts";

const edit = async (page: Page) => {
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  const field = page.getByRole("textbox", { name: "The manifest, to write in" });
  await expect(field).toBeFocused();
  return field;
};
const review = (page: Page) => page.getByRole("button", { name: "Review the change" });
const save = (page: Page) => page.getByRole("button", { name: "Save the change" });

test("F29: two people edit one machine: both see it, nothing is written over, and each chooses how to go on", async ({
  tenant,
  cluster,
  visit,
}) => {
  await tenant.vm("shared", { runStrategy: "Halted" });
  const stored = async () => (await cluster.get(vmInstances(tenant.namespace, "shared"))).spec;
  const page = await visit("admin", `/${tenant.namespace}/vms/shared/manifest`);
  const field = await edit(page);
  const text = await field.inputValue();
  await field.fill(`# for the sale\n${text.replace(/instanceType: \S+/, "instanceType: u1.large")}`);
  await review(page).click();

  // Somebody else is quicker, with the same field and another one.
  await cluster.patch(vmInstances(tenant.namespace, "shared"), {
    spec: { instanceType: "u1.xlarge", cpuModel: "host" },
  });
  await save(page).click();
  const told = page.getByRole("alert").filter({ hasText: "Somebody changed this machine meanwhile" });
  await expect(told).toContainText("spec.instanceType");
  await expect(told).toContainText("Theirs: u1.xlarge");
  expect(await stored()).toMatchObject({ instanceType: "u1.xlarge", cpuModel: "host" });

  await told.getByRole("button", { name: "Bring theirs in, keep mine where both changed" }).click();
  await expect(field).toHaveValue(/^# for the sale\n.*instanceType: u1\.large.*cpuModel: host/s);
  await review(page).click();
  await save(page).click();
  await expect(page.getByText("The cluster took the change")).toBeVisible();
  expect(await stored()).toMatchObject({ instanceType: "u1.large", cpuModel: "host" });

  const viewer = await visit("view", `/${tenant.namespace}/vms/shared/manifest`);
  await expect(viewer.getByText("You can read it, not change it")).toBeVisible();
  await expect(viewer.getByRole("button", { name: "Edit", exact: true })).toHaveCount(0);

  // What the platform takes and cannot carry out is said later, at the machine.
  const again = await edit(page);
  await again.fill((await again.inputValue()).replace("  disks:\n", "  disks:\n    - name: nowhere\n"));
  await review(page).click();
  await save(page).click();
  await expect(page.getByText("The platform could not carry out what is stored")).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText(/disk not exists/i).first()).toBeVisible();
});

test("F32: a save without an answer is looked up and what was typed stays, also when the machine goes", async ({
  tenant,
  cluster,
  wire,
  visit,
}) => {
  await tenant.vm("fragile", { runStrategy: "Halted" });
  const page = await visit("admin", `/${tenant.namespace}/vms/fragile/manifest`);
  const field = await edit(page);
  await field.fill((await field.inputValue()).replace(/instanceType: \S+/, "instanceType: u1.large"));
  const lift = wire.fault(/^PATCH .*\/vminstances\/fragile/, answersText(504, "gateway timeout"));
  await review(page).click();
  await save(page).click();
  await expect(page.getByText("Whether the change was saved is not known")).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText("by what it says now, the change is not there")).toBeVisible();
  lift();

  await page.getByRole("button", { name: "Back to the text" }).click();
  await expect(field).toHaveValue(/instanceType: u1\.large/);
  await cluster.delete(vmInstances(tenant.namespace, "fragile"));
  await expect(page.getByText("fragile has been deleted").first()).toBeVisible({ timeout: 60_000 });
  await expect(field).toHaveValue(/instanceType: u1\.large/);
});
