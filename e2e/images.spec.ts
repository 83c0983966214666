import type { Page } from "@playwright/test";
import { clean } from "./running/axe.ts";
import { answersStatus, type Exchange } from "./running/faults.ts";
import { expect, test } from "./running/fixtures.ts";
import { ownProduct } from "./running/own-product.ts";
import { hydrated, signInAs } from "./running/people.ts";

const part = (page: Page, name: RegExp) => page.getByRole("radio", { name });
const rowOf = (page: Page, text: string) => page.getByRole("row").filter({ hasText: text });

test("the catalogue says what each image needs, is searched over all its parts, and leads to a machine from that image", async ({
  tenant,
}) => {
  const page = await tenant.as("admin", `/${tenant.namespace}/images`);
  await expect(
    page.getByRole("navigation", { name: "Main navigation" }).getByRole("link", { name: "Images", exact: true }),
  ).toHaveAttribute("aria-current", "page");
  const oracle = rowOf(page, "oracle-9");
  await expect(oracle).toContainText(/Oracle Linux 9.*40\sGiB.*cloud-user.*oraclelinux.*30 June 2032/);
  await expect(rowOf(page, "talos-112")).toContainText("no SSH, no shell");
  const installer = rowOf(page, "proxmox-9");
  await expect(installer).toContainText("Installer (ISO)");
  await expect(installer.getByRole("link")).toHaveAttribute("href", /vms-new\?image=proxmox-9$/);
  await expect(page.getByText("What Porthole Demo Cloud says")).toBeVisible();
  await clean(page);

  await page.getByRole("searchbox", { name: "Search the catalogue" }).fill("databases");
  await expect(page.getByText("Nothing here matches")).toBeVisible();
  await expect(page.getByText(/The other parts: Sizes \d/)).toBeVisible();
  await part(page, /^Sizes/).check({ force: true });
  await expect(rowOf(page, "m1.xlarge")).toContainText("In-memory databases");
  await expect(rowOf(page, "s1.medium")).toHaveCount(0);
  await expect(page).toHaveURL(/images\?show=sizes&q=databases$/);

  // What one looked at is in the address.
  await page.reload();
  await hydrated(page);
  await expect(part(page, /^Sizes/)).toBeChecked();
  await page.getByRole("searchbox").fill("");
  await expect(rowOf(page, "u1.2xmedium")).toContainText("1 vCPU to 2 GiB of memory");
  await clean(page);
  await part(page, /^OS profiles/).check({ force: true });
  await expect(rowOf(page, "rhel.7.desktop")).toContainText(/End of life.*with a desktop.*Bring your own/);
  await expect(rowOf(page, "oraclelinux")).toContainText(/2 vCPU, 4\sGiB.*Oracle Linux 10/);
  await clean(page);

  await part(page, /^Images/).check({ force: true });
  await oracle.getByRole("link", { name: "Use it: Oracle Linux 9" }).click();
  await expect(page).toHaveURL(/vms-new\?image=oracle-9$/);
  await expect(page.getByRole("radio", { name: /^Oracle Linux/ })).toBeChecked();
  // Its profile asks for more than the usual size, and the image for more than the usual disk.
  await expect(page.getByRole("button", { name: "Create oracle-1" })).toBeVisible();
});

test("who may not create looks at it all the same, and is told who may", async ({ tenant }) => {
  const page = await tenant.as("view", `/${tenant.namespace}/images`);
  await expect(rowOf(page, "ubuntu-2404")).toBeVisible();
  await expect(page.getByText("A tenant admin may.")).toBeVisible();
  await expect(page.getByRole("link", { name: /^Use it/ })).toHaveCount(0);
});

test("storage and devices are in the provider's words", async ({ tenant }) => {
  const page = await tenant.as("admin", `/${tenant.namespace}/images?show=storage`);
  await expect(page.getByRole("row", { name: /^replicated/ })).toContainText(
    /Default.*Three copies on several nodes and sites/,
  );
  await expect(rowOf(page, "nvidia.com/TU104GL_TESLA_T4")).toContainText("4");
  await expect(page.getByText("no network besides the default one")).toBeVisible();
  await expect(page.getByRole("main").getByRole("link", { name: "Disks" })).toHaveAttribute("rel", "noreferrer");
  await clean(page);
});

test("nothing is claimed where the provider says nothing, and what cannot be read is never an empty table", async ({
  tenant,
  browser,
}) => {
  const silent = await ownProduct({ env: { PORTHOLE_CATALOGUE_FILE: "" } });
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const someone = { name: `ada.${tenant.namespace}`, groups: [`${tenant.namespace}-admin`] };
    await signInAs(page, someone, `/${tenant.namespace}/images?show=storage`, silent.origin);
    await expect(page.getByRole("row", { name: /^replicated/ })).toContainText("The provider says nothing about it.");
    await expect(page.getByText("What Porthole Demo Cloud says")).toHaveCount(0);
    await page.goto(`${silent.origin}/${tenant.namespace}/images`);
    await expect(rowOf(page, "ubuntu-2404")).toBeVisible();
    await expect(page.getByRole("columnheader", { name: "Supported until" })).toHaveCount(0);
    // Where nobody lists prices, nobody is told any.
    await page.goto(`${silent.origin}/${tenant.namespace}/vms-new`);
    const sizes = page.getByRole("table", { name: "Instance type" });
    await expect(sizes).toContainText("u1.large");
    await expect(sizes.getByRole("columnheader", { name: "Per month" })).toHaveCount(0);
    await expect(page.getByRole("heading", { name: "Price" })).toHaveCount(0);

    // A part that fails or is refused costs itself.
    const { proxy } = silent;
    const mend = proxy.fault(/virtualmachineclusterpreferences/, answersStatus(500, "InternalError", "etcd is away"));
    proxy.fault(/storageclasses/, answersStatus(403, "Forbidden", "storageclasses is forbidden"));
    await page.goto(`${silent.origin}/${tenant.namespace}/images?show=profiles`);
    await hydrated(page);
    await expect(page.getByText("OS profiles: could not be read just now")).toBeVisible();
    await expect(page.getByText("This cluster offers no")).toHaveCount(0);
    await part(page, /^Storage and devices/).check({ force: true });
    await expect(page.getByText("Storage classes: your role may not read them")).toBeVisible();
    await expect(rowOf(page, "nvidia.com/GA102GL_A10")).toBeVisible();
    await clean(page);
    await part(page, /^OS profiles/).check({ force: true });
    mend();
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(rowOf(page, "windows.2k25")).toHaveCount(2);

    // Slower than a page waits: it says so, and the browser asks.
    const held: Exchange[] = [];
    const lift = proxy.fault(/virtualmachineclusterpreferences/, (exchange) => held.push(exchange));
    await page.goto(`${silent.origin}/${tenant.namespace}/images`);
    await expect(page.getByText("Reading the catalogue…")).toBeVisible();
    lift();
    for (const exchange of held) exchange.forward();
    await expect(rowOf(page, "ubuntu-2404")).toBeVisible();
  } finally {
    await context.close();
    await silent.end();
  }
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 } });
  test("everything is there without scrolling sideways", async ({ tenant }) => {
    const page = await tenant.as("admin", `/${tenant.namespace}/images`);
    await expect(rowOf(page, "rocky-9")).toContainText(/Smallest disk:\s*11\sGiB.*Log in as:\s*rocky/);
    for (const name of [/^Sizes/, /^OS profiles/, /^Storage and devices/, /^Images/]) {
      await part(page, name).check({ force: true });
      await expect(part(page, name)).toBeChecked();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    }
    await clean(page);
  });
});
