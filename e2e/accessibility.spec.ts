import { clean } from "./running/axe.ts";
import { expect, test } from "./running/fixtures.ts";
import { hydrated } from "./running/people.ts";
import { productOrigin } from "./running/platform.ts";

/** The tabs of a machine that others do not look at in both colour schemes, and the disks. */
const pagesOfMachines = [
  ["vms/tidy/disks", /boots first/],
  ["vms/tidy/network", /Ports from the internet/],
  ["vms/tidy/access", /Add a public key/],
  ["vms/tidy/activity", /InstallSucceeded/],
  ["vms/tidy/manifest", /apps\.cozystack\.io/],
  ["disks", /tidy-system/],
  ["disks/tidy-system", /tidy/],
  ["disks-new", /storage class/],
] as const;

for (const scheme of ["light", "dark"] as const) {
  test.describe(scheme, () => {
    test.use({ colorScheme: scheme });

    test(`sign-in page is clean (${scheme})`, async ({ page }) => {
      await page.goto(`${productOrigin()}/sign-in`);
      await clean(page);
    });

    test(`list, menus, create, machine and consoles are clean (${scheme})`, async ({ tenant }) => {
      test.slow();
      await tenant.vm("tidy", { external: true, externalMethod: "PortList", externalPorts: [22, 443] });
      const page = await tenant.as("admin");
      await expect(page.getByRole("grid").getByRole("row", { name: /tidy/ })).toContainText("Running");
      await clean(page);
      await page
        .getByRole("button", { name: /account and settings/ })
        .filter({ visible: true })
        .click();
      await clean(page);
      await page.goto(`${productOrigin()}/${tenant.namespace}/vms-new`);
      await expect(page.getByRole("button", { name: /^Create / })).toBeVisible();
      await clean(page);
      await page.goto(`${productOrigin()}/${tenant.namespace}/images`);
      await expect(page.getByRole("row", { name: /ubuntu-2404/ })).toBeVisible();
      await clean(page);
      await page.goto(`${productOrigin()}/${tenant.namespace}/access`);
      await expect(page.getByRole("textbox", { name: "The request" })).toBeVisible();
      await clean(page);
      await page.goto(`${productOrigin()}/${tenant.namespace}/vms/tidy`);
      await expect(page.getByRole("heading", { name: "tidy", level: 1 })).toBeVisible();
      await clean(page);
      await page.getByRole("button", { name: "Stop", exact: true }).click();
      await expect(page.getByRole("dialog")).toBeVisible();
      await clean(page);
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: "More actions" }).click();
      await page.getByRole("menuitem", { name: "Delete…" }).click();
      await expect(page.getByRole("textbox", { name: "Type tidy to delete it" })).toBeVisible();
      await clean(page);
      for (const [path, title] of pagesOfMachines) {
        await page.goto(`${productOrigin()}/${tenant.namespace}/${path}`);
        await expect(page.getByRole("main").getByText(title).first()).toBeVisible();
        await clean(page);
      }
      await page.goto(`${productOrigin()}/screen/${tenant.namespace}/tidy`);
      await expect(page.getByText("Connected", { exact: true }).first()).toBeVisible();
      await clean(page);
      for (const lines of [`/screen/${tenant.namespace}/tidy?kind=serial`, `/${tenant.namespace}/consoles?vm=tidy`]) {
        await page.goto(`${productOrigin()}${lines}`);
        await expect(page.getByText("Connected", { exact: true }).first()).toBeVisible();
        await clean(page);
      }
    });
  });
}

test("an empty tenant and a viewer's pages are clean at 390 px", async ({ tenant }) => {
  const page = await tenant.as("view");
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(page.getByText("No machine yet")).toBeVisible();
  await clean(page);
  await page.goto(`${productOrigin()}/${tenant.namespace}/vms-new`);
  await clean(page);
});

/** What a thumb would miss: controls lower than 40 px. */
const tooLow = () => {
  const controls = document.querySelectorAll(
    "main :is(button, select, summary, input:not([type=checkbox],[type=radio]))",
  );
  return [...controls]
    .filter((control) => control.checkVisibility({ checkVisibilityCSS: true }))
    .filter((control) => {
      const { width, height } = control.getBoundingClientRect();
      return width > 1 && height < 39.5;
    })
    .map((control) => control.outerHTML.slice(0, 160));
};

test("at 390 px, in German, no page scrolls sideways, none leaves its bars, and a thumb meets every control", async ({
  tenant,
}) => {
  await tenant.vm("schmal", { external: true, externalMethod: "WholeIP" });
  const page = await tenant.as("admin");
  await page.setViewportSize({ width: 390, height: 844 });
  await page.context().addCookies([{ name: "porthole-language", value: "de", url: productOrigin() }]);
  for (const path of [
    "vms",
    "vms-new",
    "images",
    "images?show=storage",
    "access",
    "vms/schmal",
    "vms/schmal/console",
    "vms/schmal/disks",
    "vms/schmal/network",
    "vms/schmal/access",
    "vms/schmal/activity",
    "vms/schmal/manifest",
    "disks",
    "disks/schmal-system",
    "disks-new",
  ]) {
    await page.goto(`${productOrigin()}/${tenant.namespace}/${path}`);
    await expect(page.locator("h1").first()).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(390);
    expect(await page.evaluate(() => document.documentElement.scrollHeight), path).toBeLessThanOrEqual(844);
    await hydrated(page);
    await expect.poll(() => page.evaluate(tooLow), path).toEqual([]);
  }
  // What the bar has no room for.
  await hydrated(page);
  await page.getByRole("button", { name: "Mehr", exact: true }).click();
  await page.getByRole("menuitem", { name: "Images" }).click();
  await expect(page).toHaveURL(/\/images$/);
});

test("the list works by keyboard: arrows move, Enter opens the machine", async ({ tenant }) => {
  await tenant.vm("first-one");
  await tenant.vm("second-one");
  const page = await tenant.as("admin");
  const rows = page.getByRole("grid").getByRole("row");
  await expect(rows.filter({ hasText: "second-one" })).toBeVisible();
  await rows.filter({ hasText: "first-one" }).focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "second-one", level: 1 })).toBeVisible();
});
