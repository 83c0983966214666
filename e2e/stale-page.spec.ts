import { expect, test } from "./running/fixtures.ts";
import { signInAs } from "./running/people.ts";

test("C06: a page that is older than the session writes for the same person, and for nobody else", async ({
  tenant,
  browser,
}) => {
  await tenant.vm("web");
  const page = await tenant.as("admin", `/${tenant.namespace}/vms/web`);
  const someone = (level: string) => ({
    name: `${level}.${tenant.namespace.replace("tenant-", "")}`,
    groups: [`${tenant.namespace}-admin`],
  });
  const again = async (level: string) => {
    const elsewhere = await browser.newContext();
    await signInAs(await elsewhere.newPage(), someone(level), `/${tenant.namespace}/vms`);
    // From one session to the other without a moment between: the page cannot have noticed.
    await page.context().addCookies((await elsewhere.cookies()).filter(({ name }) => name === "__Host-porthole"));
    await elsewhere.close();
  };

  await again("admin");
  await page.getByRole("button", { name: "Stop", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Stop web" }).click();
  await expect(page.getByText("Stopped").first()).toBeVisible();

  await again("another");
  await page.getByRole("button", { name: "Start", exact: true }).click();
  await expect(page.getByText(/This page is older than your session/)).toBeVisible();
  await page.getByRole("button", { name: "Reload the page" }).click();
  await expect(page.getByRole("button", { name: /another/ }).filter({ visible: true })).toBeVisible();
});

test("whoever has no tenant can sign out, also without a script", async ({ browser, page }) => {
  await signInAs(page, { name: "nobody", groups: [] }, "/");
  const context = await browser.newContext({
    javaScriptEnabled: false,
    storageState: await page.context().storageState(),
  });
  const plain = await context.newPage();
  await plain.goto(page.url());
  await plain.getByRole("button", { name: "Sign out" }).click();
  await expect(plain.getByRole("heading", { name: "Demo sign-out" })).toBeVisible();
  await page.reload();
  await expect(page).toHaveURL(/\/sign-in/);
  await context.close();
});
