import type { Page } from "@playwright/test";
import { clean } from "./running/axe.ts";
import { diskOf, vmDisks, vmInstances, vmOf } from "./running/cluster.ts";
import { expect, test } from "./running/fixtures.ts";
import { hydrated } from "./running/people.ts";
import { productOrigin } from "./running/platform.ts";

const list = (page: Page) => page.getByRole("list", { name: "Attached disks" });
const rowOf = (page: Page, name: string) => list(page).getByRole("listitem").filter({ hasText: name });

test("disks are attached, put in another order by keys, and detached, with what that brings said before", async ({
  tenant,
  cluster,
}) => {
  const { namespace } = tenant;
  await tenant.vm("web");
  await cluster.create(vmDisks(namespace), diskOf("archive", { source: {} }));
  const stored = async () => (await cluster.get(vmInstances(namespace, "web"))).spec?.disks;
  const page = await tenant.as("admin", `/${namespace}/vms/web/disks`);
  await expect(rowOf(page, "web-system")).toContainText(/boots first.*20\sGiB/s);
  await clean(page);

  await page.getByRole("button", { name: "Attach a disk" }).click();
  const dialog = page.getByRole("dialog");
  const choice = dialog.getByRole("combobox", { name: "Disk" });
  await expect(choice).toBeFocused();
  await expect(choice.getByRole("option", { name: /web-system.*already in this machine|used by web/ })).toBeDisabled();
  await expect(choice.getByRole("option", { name: /^archive/ })).toBeEnabled({ timeout: 15_000 });
  await choice.selectOption("archive");
  await dialog.getByRole("button", { name: "Add to the list" }).click();
  await expect(rowOf(page, "archive")).toContainText("not saved yet");
  await expect(page.getByText(/keeps its disks as they are until it is restarted/)).toBeVisible();
  await expect(page.getByText(/archive must be partitioned, formatted and mounted/)).toBeVisible();

  await page.getByRole("button", { name: "New disk" }).click();
  await expect(dialog.getByRole("textbox", { name: "Name" })).toHaveValue("web-data");
  await dialog.getByRole("combobox", { name: "Filled from" }).selectOption("empty");
  await clean(page);
  await dialog.getByRole("button", { name: "Make it and add it to the list" }).click();
  await expect(rowOf(page, "web-data")).toContainText("not saved yet", { timeout: 20_000 });

  // By the keyboard alone: the new one to the second place.
  const handle = rowOf(page, "web-data").getByRole("button", { name: /^Move web-data/ });
  await handle.focus();
  await page.keyboard.press("ArrowUp");
  await expect(page.getByText("Now at place 2 of 3.")).toBeAttached();
  await clean(page);
  expect(await stored()).toEqual([{ name: "web-system" }]);
  await page.getByRole("button", { name: "Save the disks" }).click();
  await expect.poll(stored).toEqual([{ name: "web-system" }, { name: "web-data" }, { name: "archive" }]);
  await expect(page.getByText("sudo mkfs.ext4 -L data /dev/vdb")).toBeVisible();
  await expect(page.getByText("A change waits for a restart")).toBeVisible({ timeout: 40_000 });

  await rowOf(page, "archive").getByRole("button", { name: "Detach archive" }).click();
  await expect(page.getByText(/archive stays as a disk of the tenant with all that is on it/)).toBeVisible();
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await expect(rowOf(page, "archive")).toBeVisible();
  await rowOf(page, "archive").getByRole("button", { name: "Detach archive" }).click();
  await page.getByRole("button", { name: "Save the disks" }).click();
  await expect.poll(stored).toEqual([{ name: "web-system" }, { name: "web-data" }]);
  expect(await cluster.exists(vmDisks(namespace, "archive"))).toBe(true);
});

test("an operator sees the disks of a machine and changes none; at 390 px in German nothing scrolls sideways", async ({
  tenant,
  cluster,
}) => {
  const { namespace } = tenant;
  await cluster.create(vmDisks(namespace), diskOf("one-system"));
  await cluster.create(vmDisks(namespace), diskOf("one-with-a-rather-long-name-for-its-data", { source: {} }));
  const disks = [{ name: "one-system" }, { name: "one-with-a-rather-long-name-for-its-data", bus: "sata" }];
  await cluster.create(vmInstances(namespace), vmOf("one", { runStrategy: "Halted", disks }));
  const page = await tenant.as("use", `/${namespace}/vms/one/disks`);
  await expect(rowOf(page, "one-with")).toContainText(/place 2.*bus sata/s);
  await expect(page.getByText("Your role may not change machines")).toBeVisible();
  await expect(page.getByRole("button", { name: /Attach|Detach|Save|New disk/ })).toHaveCount(0);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.context().addCookies([{ name: "porthole-language", value: "de", url: productOrigin() }]);
  await page.goto(`${productOrigin()}/${namespace}/vms/one/disks`);
  await hydrated(page);
  await expect(page.getByText("Angehängte Festplatten")).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  await clean(page);
});
