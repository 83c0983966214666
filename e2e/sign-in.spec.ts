import type { BrowserContext } from "@playwright/test";
import { expect, test } from "./running/fixtures.ts";
import { signInAs, signInAsListed } from "./running/people.ts";
import { productOrigin } from "./running/platform.ts";

const people = [
  { name: "ada.brunner", badge: "admin", mayCreate: true },
  { name: "omar.keller", badge: "operator", mayCreate: false },
  { name: "vera.rossi", badge: "viewer", mayCreate: false },
  { name: "sam.support", badge: "viewer", mayCreate: false },
];

for (const { name, badge, mayCreate } of people) {
  test(`${name} signs in, sees the machines of acme and what the role may do`, async ({ page }) => {
    await signInAsListed(page, name, "/tenant-acme/vms");
    await expect(page.getByRole("heading", { name: "Virtual machines" })).toBeVisible();
    await expect(page.getByRole("grid").getByRole("row", { name: /bastion/ })).toBeVisible();
    const person = page.getByRole("button", { name: new RegExp(name) }).filter({ visible: true });
    await expect(person).toContainText(badge);
    const create = page.getByRole("link", { name: "New machine" }).filter({ visible: true });
    await (mayCreate ? expect(create).toBeEnabled() : expect(create).toHaveCount(0));
  });
}

test("signing out ends the session: Back shows the sign-in page", { tag: "@smoke" }, async ({ page }) => {
  await signInAsListed(page, "ada.brunner", "/tenant-acme/vms");
  await page
    .getByRole("button", { name: /ada\.brunner/ })
    .filter({ visible: true })
    .click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  await page.goto(`${productOrigin()}/tenant-acme/vms`);
  await expect(page).toHaveURL(/\/sign-in\?returnTo=/);
});

test("A11: ending all sessions signs the person out in other browsers too, and nobody else", async ({
  page,
  browser,
}) => {
  const someone = { name: "many.devices", groups: ["tenant-acme-view"] };
  await signInAs(page, someone, "/tenant-acme/vms");
  const [phone, other] = await Promise.all([browser.newContext(), browser.newContext()]);
  await signInAs(await phone.newPage(), someone, "/tenant-acme/vms");
  await signInAs(await other.newPage(), { ...someone, name: "somebody.else" }, "/tenant-acme/vms");
  await page
    .getByRole("button", { name: /many\.devices/ })
    .filter({ visible: true })
    .click();
  await page.getByRole("menuitem", { name: "End all my sessions" }).click();
  await expect(page).not.toHaveURL(/\/vms/);
  const status = async (context: BrowserContext) =>
    (await context.request.get(`${productOrigin()}/api/v1/tenants`)).status();
  expect([await status(phone), await status(other)]).toEqual([401, 200]);
  await phone.close();
  await other.close();
});

test("a page asked for without a session comes back after signing in", async ({ page }) => {
  await signInAsListed(page, "ada.brunner", "/tenant-acme-dev/vms?q=nothing");
  await expect(page).toHaveURL(`${productOrigin()}/tenant-acme-dev/vms?q=nothing`);
});

test("A14, A16: the session cookie is opaque, __Host-, HttpOnly and no token reaches the page", async ({
  page,
  context,
}) => {
  await signInAsListed(page, "ada.brunner", "/tenant-acme/vms");
  const cookies = await context.cookies(productOrigin());
  const session = cookies.find(({ name }) => name === "__Host-porthole");
  expect(session).toMatchObject({ httpOnly: true, secure: true, path: "/", sameSite: "Lax" });
  expect(session?.value).toMatch(/^[\w-]{43}$/);
  const held = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]));
  expect(held + (await page.content())).not.toMatch(/eyJ[\w-]{10,}\./);
});
