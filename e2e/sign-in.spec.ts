import type { BrowserContext, Page } from "@playwright/test";
import { freePort } from "../setup.mjs";
import { expect, test } from "./running/fixtures.ts";
import { ownProduct } from "./running/own-product.ts";
import { signInAs, signInAsListed } from "./running/people.ts";
import { platform, productOrigin } from "./running/platform.ts";

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

const signOutByMenu = async (page: Page, name: RegExp) => {
  await page.getByRole("button", { name }).filter({ visible: true }).click();
  await page.getByRole("menuitem", { name: "Sign out", exact: true }).click();
};

test("signing out ends the session here and at the provider, and the next sign-in asks who it is", {
  tag: "@smoke",
}, async ({ page }) => {
  await signInAsListed(page, "ada.brunner", "/tenant-acme/vms");
  await signOutByMenu(page, /ada\.brunner/);
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  await expect(page.getByText("You are signed out")).toBeVisible();
  await page.goto(`${productOrigin()}/tenant-acme/vms`);
  await expect(page).toHaveURL(/\/sign-in\?returnTo=/);
  await page.getByRole("main").getByRole("link", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { name: "Demo sign-in" })).toBeVisible();
});

test("A11: who signs out at the provider is signed out here, whatever the browser does", async ({ page, context }) => {
  await signInAsListed(page, "ada.brunner", "/tenant-acme/vms");
  const provider = await context.newPage();
  await provider.goto(`${platform().issuer}/session/end`);
  await provider.getByRole("button", { name: "Sign out" }).click();
  await expect(provider.getByRole("heading", { name: "Signed out" })).toBeVisible();
  await expect(page.getByText("Your session has ended.")).toBeVisible();
  expect((await context.request.get(`${productOrigin()}/api/v1/tenants`)).status()).toBe(401);
});

for (const [locale, title, reason] of [
  ["en-GB", "Signing in did not work", /opened twice\. Start again/],
  ["fr-CH", "La connexion n’a pas fonctionné", /ouverte deux fois/],
  ["de-CH", "Die Anmeldung hat nicht geklappt", /doppelt offen/],
] as const) {
  test(`O01: a callback that nobody began is 400 and says so in ${locale}; a reload repeats nothing`, async ({
    browser,
  }) => {
    const context = await browser.newContext({ locale });
    const page = await context.newPage();
    const answer = await page.goto(`${productOrigin()}/auth/callback?code=stolen&state=${"A".repeat(43)}`);
    expect(answer?.status()).toBe(400);
    await expect(page.getByText(title)).toBeVisible();
    await expect(page.getByText(reason)).toBeVisible();
    await expect(page).toHaveURL(`${productOrigin()}/sign-in?problem=expired`);
    expect((await page.reload())?.status()).toBe(200);
    await expect(page.getByText(title)).toBeVisible();
    await context.close();
  });
}

test("F13: a provider that is away is said with 503, where one wanted to go is kept, nothing leads in circles", async ({
  page,
}) => {
  const away = `http://127.0.0.1:${await freePort()}`;
  const product = await ownProduct({ env: { PORTHOLE_OIDC_ISSUER: away } });
  await page.goto(`${product.origin}/tenant-acme/vms`);
  const [answer] = await Promise.all([
    page.waitForResponse(/\/auth\/sign-in/),
    page.getByRole("main").getByRole("link", { name: "Sign in" }).click(),
  ]);
  expect(answer.status()).toBe(503);
  await expect(page.getByText("The sign-in service does not answer.")).toBeVisible();
  await expect(page).toHaveURL(`${product.origin}/sign-in?problem=unavailable&returnTo=%2Ftenant-acme%2Fvms`);
  await product.end();
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
