import { type BrowserContext, expect, mergeTests } from "@playwright/test";
import { clockOff } from "./running/clock.ts";
import { test as withTenant } from "./running/fixtures.ts";
import { type InEveryLanguage, test as withLanguages } from "./running/languages.ts";
import { ownProduct } from "./running/own-product.ts";
import { chooseFromMenu, signInAsListed, signInByHand, signInLink, signInThere, signOut } from "./running/people.ts";
import { platform, productOrigin } from "./running/platform.ts";
import { endedDialog, endingWarning } from "./running/session-words.ts";

const test = mergeTests(withTenant, withLanguages);

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

test("signing out ends the session here and at the provider, and the next sign-in asks who it is", {
  tag: "@smoke",
}, async ({ page }) => {
  await signInAsListed(page, "ada.brunner", "/tenant-acme/vms");
  await signOut(page, /ada\.brunner/);
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

type Words = Record<"tagline" | "signedOut" | "list" | "failed" | "expired" | "clocks", string>;
const words: InEveryLanguage<Words> = {
  en: {
    tagline: "Your virtual machines, live.",
    signedOut: "You are signed out",
    list: "Virtual machines",
    failed: "Signing in did not work",
    expired: "It took too long, or the page was opened twice. Start again.",
    clocks: "differ by more than a minute. Trying again does not help: tell your provider.",
  },
  fr: {
    tagline: "Vos machines virtuelles, en direct.",
    signedOut: "Vous êtes déconnecté",
    list: "Machines virtuelles",
    failed: "La connexion n’a pas fonctionné",
    expired: "Cela a pris trop de temps, ou la page a été ouverte deux fois. Recommencez.",
    clocks: "diffèrent de plus d’une minute. Réessayer ne sert à rien : signalez-le à votre fournisseur.",
  },
  de: {
    tagline: "Ihre virtuellen Maschinen, live.",
    signedOut: "Sie sind abgemeldet",
    list: "Virtuelle Maschinen",
    failed: "Die Anmeldung hat nicht geklappt",
    expired: "Es hat zu lange gedauert, oder die Seite war doppelt offen. Beginnen Sie neu.",
    clocks: "gehen um mehr als eine Minute auseinander. Ein neuer Versuch hilft nicht: Melden Sie es Ihrem Anbieter.",
  },
};

test("signing in and out, in every language", async ({ inEveryLanguage }) => {
  await inEveryLanguage(async (page, language) => {
    const { tagline, list, signedOut } = words[language];
    await page.goto(`${productOrigin()}/sign-in`);
    await expect(page.getByText(tagline)).toBeVisible();
    await signInByHand(page, { name: `reads.${language}`, groups: ["tenant-acme-view"] }, "/tenant-acme/vms");
    await expect(page.getByRole("heading", { name: list, level: 1 })).toBeVisible();
    await signOut(page, /reads\./);
    await page.getByRole("button", { name: "Sign out" }).click();
    await expect(page.getByText(signedOut)).toBeVisible();
  });
});

test("O01: a callback that nobody began is 400 and says so in every language; a reload repeats nothing", async ({
  inEveryLanguage,
}) => {
  await inEveryLanguage(async (page, language) => {
    const { failed, expired } = words[language];
    const answer = await page.goto(`${productOrigin()}/auth/callback?code=stolen&state=${"A".repeat(43)}`);
    expect(answer?.status()).toBe(400);
    await expect(page.getByText(failed)).toBeVisible();
    await expect(page.getByText(expired)).toBeVisible();
    await expect(page).toHaveURL(`${productOrigin()}/sign-in?problem=expired`);
    expect((await page.reload())?.status()).toBe(200);
    await expect(page.getByText(failed)).toBeVisible();
  });
});

test("F28: clocks that differ too much are said in every language, and nothing leads in circles", async ({
  inEveryLanguage,
}) => {
  const product = await ownProduct({ env: clockOff(-600) });
  try {
    await inEveryLanguage(async (page, language) => {
      const { failed, clocks } = words[language];
      await page.goto(`${product.origin}/tenant-acme/vms`);
      await signInLink(page).click();
      await signInThere(page, { name: `late.${language}`, groups: ["tenant-acme-view"] });
      await expect(page.getByText(failed)).toBeVisible();
      await expect(page.getByText(clocks)).toBeVisible();
      await expect(page).toHaveURL(`${product.origin}/sign-in?problem=clocks`);
      await expect(signInLink(page)).toBeVisible();
    });
  } finally {
    await product.end();
  }
});

/** An age that is none: before now, or nonsense. */
const noAge = /(?:^|\s)-\d|NaN|Invalid|(?:^|\s)in \d+\s(?:s|min|h)/m;

for (const minutes of [10, -10])
  test(`F28: a browser whose clock is ${minutes} minutes off stays signed in, and sees no age that cannot be`, async ({
    tenant,
    page,
  }) => {
    await tenant.vm("timed");
    await page.clock.setSystemTime(Date.now() + minutes * 60_000);
    const someone = { name: minutes > 0 ? "clock.ahead" : "clock.behind", groups: [`${tenant.namespace}-admin`] };
    await signInByHand(page, someone, `/${tenant.namespace}/vms`);
    await expect(page.getByRole("grid").getByRole("row", { name: /timed/ })).toContainText("Running");
    await expect(page.getByText("Live", { exact: true }).first()).toBeVisible();
    expect(await page.locator("body").innerText()).not.toMatch(noAge);
    await page.goto(`${productOrigin()}/${tenant.namespace}/vms/timed`);
    await expect(page.getByRole("heading", { name: "timed", level: 1 })).toBeVisible();
    expect(await page.getByRole("main").innerText()).not.toMatch(noAge);
    await expect(endedDialog(page).or(endingWarning(page))).toHaveCount(0);
  });

test("A11: ending all sessions signs the person out in other browsers too, and nobody else", async ({
  page,
  browser,
}) => {
  const someone = { name: "many.devices", groups: ["tenant-acme-view"] };
  await signInByHand(page, someone, "/tenant-acme/vms");
  const [phone, other] = await Promise.all([browser.newContext(), browser.newContext()]);
  await signInByHand(await phone.newPage(), someone, "/tenant-acme/vms");
  await signInByHand(await other.newPage(), { ...someone, name: "somebody.else" }, "/tenant-acme/vms");
  await chooseFromMenu(page, /many\.devices/, /^End all my sessions$/);
  await expect(page).not.toHaveURL(/\/vms/);
  const status = async (context: BrowserContext) =>
    (await context.request.get(`${productOrigin()}/api/v1/tenants`)).status();
  expect([await status(phone), await status(other)]).toEqual([401, 200]);
  await phone.close();
  await other.close();
});

test("A15: somebody of 300 groups signs in, sees the list, and reads which of them count here", async ({
  tenant,
  page,
}) => {
  await tenant.vm("crowded");
  const other = Array.from({ length: 300 }, (_, at) => `project-${at}-of-a-large-organisation`);
  const groups = [...other.slice(0, 150), `${tenant.namespace}-admin`, ...other.slice(150)];
  await signInByHand(page, { name: "many.groups", groups }, `/${tenant.namespace}/vms`);
  await expect(page.getByRole("grid").getByRole("row", { name: /crowded/ })).toContainText("Running");
  await page.goto(`${productOrigin()}/${tenant.namespace}/access`);
  await expect(page.getByRole("main").getByText(`${tenant.namespace}-admin`).first()).toBeVisible();
  // With the one that the cluster adds to everybody.
  await expect(page.getByText(/^301 other groups$/)).toBeVisible();
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
