import { expect, test } from "./running/fixtures.ts";
import { ownProduct } from "./running/own-product.ts";
import { signInAs, signInThere, signOutInAnotherTab } from "./running/people.ts";
import { endedDialog } from "./running/session-words.ts";

test.describe("with the ordinary product", () => {
  test("an unknown tenant is said plainly, without telling whether it exists", async ({ tenant }) => {
    const page = await tenant.as("admin", "/tenant-nowhere/vms");
    await expect(page.getByText(/no tenant .*tenant-nowhere/i).first()).toBeVisible();
  });

  test("a machine that does not exist is said plainly, with the way back", async ({ tenant }) => {
    const page = await tenant.as("admin", `/${tenant.namespace}/vms/never-was`);
    await expect(page.getByText(/There is no machine never-was/)).toBeVisible();
    await page.getByRole("link", { name: "To the list of machines" }).click();
    await expect(page).toHaveURL(new RegExp(`/${tenant.namespace}/vms$`));
  });

  test("a page that does not exist", async ({ tenant }) => {
    const page = await tenant.as("admin");
    await page.goto(new URL(`/${tenant.namespace}/no-such-page`, page.url()).href);
    await expect(page.getByText("This page does not exist")).toBeVisible();
  });

  test("a session that ended elsewhere is said in the open page, and one returns to it", async ({ tenant }) => {
    await tenant.vm("kept");
    const page = await tenant.as("admin", `/${tenant.namespace}/vms?q=kept`);
    await expect(page.getByRole("grid").getByRole("row", { name: /kept/ })).toBeVisible();
    await signOutInAnotherTab(page, `/${tenant.namespace}/vms`, /admin\./);
    const dialog = endedDialog(page);
    await expect(dialog).toBeVisible();
    await dialog.getByRole("button", { name: "Not now" }).click();
    await expect(page.getByRole("grid").getByRole("row", { name: /kept/ })).toBeVisible();
    const [small] = await Promise.all([
      page.waitForEvent("popup"),
      page.getByRole("link", { name: "Sign in again" }).click(),
    ]);
    await signInThere(small, { name: "back.again", groups: [`${tenant.namespace}-admin`] });
    // Somebody else than before: the page is made anew for them, at the same place.
    await expect(page.getByRole("button", { name: /back\.again/ }).filter({ visible: true })).toBeVisible();
    await expect(page).toHaveURL(new RegExp(`/${tenant.namespace}/vms\\?q=kept`));
  });
});

test.describe("with a product of its own", () => {
  test.describe.configure({ mode: "serial" });

  test("the API server is down at the start: said plainly, and the page recovers by itself", async ({
    tenant,
    page,
  }) => {
    const product = await ownProduct({ isPlugged: false });
    try {
      await signInAs(
        page,
        { name: "early.bird", groups: [`${tenant.namespace}-admin`] },
        `/${tenant.namespace}/vms`,
        product.origin,
      );
      await expect(page.getByText("The cluster does not answer").first()).toBeVisible();
      await expect(page.getByText("No machine yet")).toHaveCount(0);
      await product.proxy.plug();
      await expect(page.getByText("No machine yet")).toBeVisible({ timeout: 45_000 });
    } finally {
      await product.end();
    }
  });

  test("F01, F43: the API server goes away in the middle: the list stays, says so, and recovers", async ({
    tenant,
    page,
  }) => {
    await tenant.vm("survivor");
    const product = await ownProduct();
    try {
      await signInAs(
        page,
        { name: "mid.day", groups: [`${tenant.namespace}-admin`] },
        `/${tenant.namespace}/vms`,
        product.origin,
      );
      const row = page.getByRole("grid").getByRole("row", { name: /survivor/ });
      await expect(row).toContainText("Running");
      await product.proxy.pull();
      await expect(page.getByText(/The cluster does not answer since/)).toBeVisible();
      await expect(row).toBeVisible();
      await product.proxy.plug();
      await expect(page.getByText(/The cluster does not answer since/)).toHaveCount(0, { timeout: 45_000 });
      await tenant.vm("afterwards");
      await expect(page.getByRole("grid").getByRole("row", { name: /afterwards/ })).toBeVisible();
    } finally {
      await product.end();
    }
  });
});
