import type { Page } from "@playwright/test";
import { clean } from "./running/axe.ts";
import { vmDisks, vmInstances } from "./running/cluster.ts";
import { expect, type Tenant, test } from "./running/fixtures.ts";
import { signInAs } from "./running/people.ts";

const begin = async (page: Page, name: string) => {
  await page.getByRole("textbox", { name: "Name of the machine" }).fill(name);
  await page.getByRole("button", { name: `Create ${name}` }).click();
};
const stopped = (page: Page, name: string) => page.getByRole("heading", { name: `${name} could not be finished` });
const landed = (page: Page, name: string) => page.getByRole("heading", { name, level: 1, exact: true });

/** Both of its objects are refused once: first nothing is there, then its disk alone. */
const stoppedBehindItsDisk = async (tenant: Tenant, name: string): Promise<Page> => {
  const page = await tenant.as("admin", `/${tenant.namespace}/vms-new`);
  await begin(page, name);
  await expect(stopped(page, name)).toBeFocused();
  await expect(page.getByText("Nothing was created.")).toBeVisible();
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByText(/It stays and counts against the quota/)).toBeVisible();
  await expect(page.getByText(`Disk ${name}-system`)).toBeVisible();
  await clean(page);
  return page;
};

test("a plan that stops says what exists, and goes on with it when it is tried again", async ({ tenant }) => {
  const name = "refused-once-a";
  const page = await stoppedBehindItsDisk(tenant, name);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(landed(page, name)).toBeVisible({ timeout: 45_000 });
});

test("a plan that stopped is cleaned up to nothing after showing exactly that", async ({ tenant, cluster }) => {
  const name = "refused-once-c";
  const page = await stoppedBehindItsDisk(tenant, name);

  await page.getByRole("button", { name: "Clean up…" }).click();
  const question = page.getByRole("dialog", { name: `Delete what was made for ${name}?` });
  await expect(question.getByRole("listitem")).toHaveText([`Disk ${name}-system`]);
  await question.getByRole("button", { name: "Delete 1 object" }).click();
  // A delete waits until the platform has carried out the create.
  await expect(page.getByText(`Everything that was made for ${name} is deleted.`)).toBeVisible({ timeout: 30_000 });
  await expect.poll(() => cluster.exists(vmDisks(tenant.namespace, `${name}-system`))).toBe(false);
  expect(await cluster.exists(vmInstances(tenant.namespace, name))).toBe(false);
  await page.getByRole("button", { name: "Change the input" }).click();
  await expect(page.getByRole("textbox", { name: "Name of the machine" })).toHaveValue(name);
  // Nothing is left to look at, here or in another tab.
  const stays = page.getByText(`${name} could not be finished`);
  await expect(stays).toHaveCount(0);
  await page.reload();
  await expect(page.getByText("Live", { exact: true }).first()).toBeVisible();
  await expect(stays).toHaveCount(0);
});

test("a plan that stopped goes on in another browser, for another person", async ({ tenant, cluster, browser }) => {
  const { namespace } = tenant;
  const page = await tenant.as("admin", `/${namespace}/vms-new`);
  const name = "refused-once-b";
  await begin(page, name);
  await expect(stopped(page, name)).toBeVisible();
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByText(/It stays and counts against the quota/)).toBeVisible();
  await expect(page.getByText(`Disk ${name}-system`)).toBeVisible();

  const elsewhere = await (await browser.newContext()).newPage();
  const grace = { name: `grace.${namespace.slice("tenant-".length)}`, groups: [`${namespace}-admin`] };
  await signInAs(elsewhere, grace, `/${namespace}/vms-new`);
  await expect(elsewhere.getByText(`${name} has disks and no machine`)).toBeVisible();
  await elsewhere.getByRole("button", { name: "Go on" }).click();
  await expect(landed(elsewhere, name)).toBeVisible({ timeout: 45_000 });
  const made = await cluster.get(vmInstances(namespace, name));
  expect(made.spec).toMatchObject({ disks: [{ name: `${name}-system` }] });
  await elsewhere.context().close();
});

test("what the platform says late is read: the cause, who acts, what to do, and its own words at a click", async ({
  tenant,
}) => {
  const page = await tenant.as("admin", `/${tenant.namespace}/vms-new`);
  const name = "unschedulable-a";
  await begin(page, name);
  await expect(stopped(page, name)).toBeVisible({ timeout: 60_000 });
  const said = page.getByRole("alert").filter({ hasText: "No node has room" });
  await expect(said).toContainText("Who can change it: Your provider.");
  const words = said.getByText(/0\/3 nodes are available/);
  await expect(words).toBeHidden();
  await said.getByText("The platform’s own words").click();
  await expect(words).toBeVisible();
  await expect(page.getByText(`Machine ${name}`, { exact: true })).toBeVisible();
  await page.getByRole("link", { name: `Open ${name}` }).click();
  await expect(landed(page, name)).toBeVisible();
});
