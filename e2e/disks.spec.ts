import type { Page } from "@playwright/test";
import { clean } from "./running/axe.ts";
import { diskOf, vmDisks } from "./running/cluster.ts";
import { expect, test } from "./running/fixtures.ts";
import { hydrated } from "./running/people.ts";
import { productOrigin } from "./running/platform.ts";

const rowOf = (page: Page, name: string) => page.getByRole("row").filter({ hasText: name });
const fact = (page: Page, term: string) => page.locator("dl > div").filter({ hasText: term }).getByRole("definition");

test("a disk is made, seen to serve nobody, grown and never shrunk, and deleted by its name; one in use is not", async ({
  tenant,
}) => {
  await tenant.vm("web", { runStrategy: "Halted" });
  const { namespace } = tenant;
  const page = await tenant.as("admin", `/${namespace}/disks`);
  const places = page.getByRole("navigation", { name: "Main navigation" });
  await expect(places.getByRole("link", { name: "Disks", exact: true })).toHaveAttribute("aria-current", "page");
  await expect(rowOf(page, "web-system")).toContainText(/ready.*20\sGiB.*replicated.*image ubuntu-2404.*web/);
  await clean(page);

  await page.getByRole("link", { name: "New disk" }).click();
  const name = page.getByRole("textbox", { name: "Name" });
  await expect(name).toHaveValue("disk-1");
  await name.fill("Spare Disk");
  await page.getByRole("combobox", { name: "Filled from" }).selectOption("empty");
  await page.getByRole("button", { name: /^Create / }).click();
  await expect(page.getByText(/One thing is missing or wrong/)).toBeVisible();
  await expect(name).toBeFocused();
  await clean(page);
  await name.fill("spare");
  await page.getByRole("button", { name: "Create spare" }).click();
  await expect(page.getByRole("heading", { name: "spare", level: 1 })).toBeVisible();
  await expect(page.getByText("No machine has this disk")).toBeVisible();
  await expect(fact(page, "Real size")).toHaveText(/20\sGiB/);

  await page.getByRole("button", { name: "Grow" }).click();
  const dialog = page.getByRole("dialog");
  const size = dialog.getByRole("spinbutton", { name: "New size" });
  await expect(size).toBeFocused();
  await size.fill("10");
  await expect(dialog.getByText(/More than 20\sGiB: a disk only grows/)).toBeVisible();
  await expect(dialog.getByText(/stays on replicated/)).toBeVisible();
  await clean(page);
  await size.fill("30");
  await page.keyboard.press("Enter");
  await expect(fact(page, "Real size")).toHaveText(/30\sGiB/);
  await expect(fact(page, "Size asked for")).toHaveText(/30\sGiB/);
  await expect(page.getByText("sudo growpart /dev/vda 1")).toBeVisible();
  await page.getByRole("radio", { name: "Windows" }).check({ force: true });
  await expect(page.getByText(/diskpart/)).toBeVisible();
  await clean(page);

  await page.getByRole("button", { name: "Delete", exact: true }).click();
  await dialog.getByRole("textbox").fill("web-system");
  await dialog.getByRole("button", { name: "Delete the disk" }).click();
  await expect(dialog.getByText("This is not its name")).toBeVisible();
  await dialog.getByRole("textbox").fill("spare");
  await dialog.getByRole("button", { name: "Delete the disk" }).click();
  await expect(page.getByText("spare was deleted")).toBeVisible({ timeout: 45_000 });

  await page.getByRole("link", { name: "All disks" }).click();
  await page.getByRole("link", { name: "web-system" }).click();
  await expect(page.getByRole("heading", { name: "web-system", level: 1 })).toBeVisible();
  await expect(page.getByRole("button", { name: "Delete", exact: true })).toHaveAccessibleDescription(
    "web has this disk: detach it there first",
  );
});

test("a viewer sees every disk, changes none, and is told why; in German at 390 px nothing scrolls sideways", async ({
  tenant,
  cluster,
}) => {
  const { namespace } = tenant;
  await cluster.create(vmDisks(namespace), diskOf("alone", { source: {} }));
  const page = await tenant.as("view", `/${namespace}/disks?show=orphans`);
  await expect(rowOf(page, "alone")).toContainText("no machine");
  await expect(page.getByText("Your role may not read how far disks are")).toBeVisible();
  await expect(page.getByRole("button", { name: "New disk" })).toHaveAccessibleDescription(/Ask a tenant admin/);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.context().addCookies([{ name: "porthole-language", value: "de", url: productOrigin() }]);
  const sideways = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  for (const path of ["disks", "disks/alone", "disks-new"]) {
    await page.goto(`${productOrigin()}/${namespace}/${path}`);
    await hydrated(page);
    expect(await sideways(), path).toBeLessThanOrEqual(0);
    await clean(page);
  }
  await page.goto(`${productOrigin()}/${namespace}/disks/alone`);
  for (const name of ["Vergrössern", "Löschen"])
    await expect(page.getByRole("button", { name, exact: true })).toHaveAccessibleDescription(/Ihre Rolle/);
  await page.goto(`${productOrigin()}/${namespace}/disks/never-made`);
  await expect(page.getByText(/gibt es keine Festplatte never-made/)).toBeVisible();
});
