import { expect, mergeTests, type Page } from "@playwright/test";
import type { Language } from "#lib/i18n/languages.ts";
import { tenants } from "./running/cluster.ts";
import { type InEveryLanguage, test as withLanguages } from "./running/languages.ts";
import { type OwnPlatform, test as withPlatform } from "./running/own-platform.ts";
import { hydrated, signInByHand } from "./running/people.ts";
import { endedDialog, endingWarning, sessionWords } from "./running/session-words.ts";

const test = mergeTests(withPlatform, withLanguages);

type Words = Record<"list" | "access" | "away" | "notSignedIn" | "tryLater", string>;
const words: InEveryLanguage<Words> = {
  en: {
    list: "Virtual machines",
    access: "My access",
    away: "The sign-in service does not answer since",
    notSignedIn: "Signing in did not work",
    tryLater: "The sign-in service does not answer. Try again in a moment.",
  },
  fr: {
    list: "Machines virtuelles",
    access: "Mes accès",
    away: "Le service de connexion ne répond plus depuis",
    notSignedIn: "La connexion n’a pas fonctionné",
    tryLater: "Le service de connexion ne répond pas. Réessayez dans un instant.",
  },
  de: {
    list: "Virtuelle Maschinen",
    access: "Zugang",
    away: "Der Anmeldedienst antwortet seit",
    notSignedIn: "Die Anmeldung hat nicht geklappt",
    tryLater: "Der Anmeldedienst antwortet nicht. Versuchen Sie es gleich noch einmal.",
  },
};

const makeTenant = async ({ cluster }: OwnPlatform) => {
  await cluster.create(tenants("tenant-root"), {
    apiVersion: "apps.cozystack.io/v1alpha1",
    kind: "Tenant",
    metadata: { name: "mill", labels: { "made-by": "e2e" } },
    spec: { resourceQuotas: { "requests.cpu": "8" } },
  });
  await expect.poll(() => cluster.exists("/api/v1/namespaces/tenant-mill/resourcequotas/tenant-quota")).toBe(true);
};

const tokenSeconds = 8;
const path = "/tenant-mill/vms";
const groups = ["tenant-mill-admin", "tenant-mill-view"];
const personOf = (language: Language) => ({ name: `mira.${language}`, groups });

const live = (page: Page) => page.getByText(/^(?:Live|En direct)$/).first();
const heading = (page: Page, name: string) => page.getByRole("heading", { name, level: 1 });
/** What would interrupt somebody. */
const saidUnasked = (page: Page, language: Language) => page.getByRole("dialog").or(endingWarning(page, language));
/** The page has been open for this long, of its own clock. */
const olderThan = (page: Page, seconds: number) =>
  expect.poll(() => page.evaluate(() => performance.now()), { timeout: 60_000 }).toBeGreaterThan(seconds * 1000);

test("F11, F13, A12: signing in, tokens renewed behind an open page, a provider that is away, a group that was taken away: each in every language", async ({
  platformOf,
  inEveryLanguage,
  browser,
}) => {
  test.setTimeout(240_000);
  const platform = await platformOf("current", { DEMO_ID_TOKEN_SECONDS: String(tokenSeconds) });
  const { origin, toProvider } = platform;
  await makeTenant(platform);

  await inEveryLanguage(async (page, language) => {
    await signInByHand(page, personOf(language), path, origin);
    await expect(heading(page, words[language].list)).toBeVisible();
    await expect(live(page)).toBeVisible();
  });

  // Older than the token it began with, the page goes on, and what it asks for now is answered.
  await inEveryLanguage(async (page, language) => {
    await olderThan(page, tokenSeconds + 2);
    await page.getByRole("link", { name: words[language].access }).first().click();
    await expect(page).toHaveURL(/\/access$/);
    await expect(page.getByText(personOf(language).name).first()).toBeVisible();
    await page.goBack();
    await expect(live(page)).toBeVisible();
    await expect(saidUnasked(page, language)).toHaveCount(0);
  });

  await toProvider.pull();
  await inEveryLanguage(async (page, language) => {
    const { away, list, notSignedIn, tryLater } = words[language];
    await expect(page.getByText(away)).toBeVisible({ timeout: 60_000 });
    await expect(heading(page, list)).toBeVisible();
    await expect(saidUnasked(page, language)).toHaveCount(0);
    // Whoever wants to sign in now is told so, where they are, and keeps the place they wanted.
    const another = await page.context().newPage();
    const answer = await another.goto(`${origin}/auth/sign-in?returnTo=${encodeURIComponent(path)}`);
    expect(answer?.status()).toBe(503);
    await expect(another.getByText(notSignedIn)).toBeVisible();
    await expect(another.getByText(tryLater)).toBeVisible();
    await expect(another).toHaveURL(`${origin}/sign-in?problem=unavailable&returnTo=${encodeURIComponent(path)}`);
    await another.close();
  });
  await toProvider.plug();
  await inEveryLanguage(async (page, language) => {
    await expect(live(page)).toBeVisible({ timeout: 60_000 });
    await expect(page.getByText(words[language].away)).toHaveCount(0);
    await expect(saidUnasked(page, language)).toHaveCount(0);
  });

  // The directory's last word: the next token no longer carries the group.
  await inEveryLanguage(async (page, language) => {
    const { title, why, signIn } = sessionWords[language].ended;
    const elsewhere = await browser.newContext();
    const { name } = personOf(language);
    await signInByHand(await elsewhere.newPage(), { name, groups: ["tenant-mill-view"] }, path, origin);
    await elsewhere.close();
    const dialog = endedDialog(page, language);
    await expect(dialog).toBeVisible({ timeout: 90_000 });
    await expect(dialog).toContainText(why);
    await expect(dialog.getByRole("link", { name: signIn })).toBeVisible();
    await page.goto(`${origin}${path}`);
    await expect(page).toHaveURL(/\/sign-in\?returnTo=/);
    await hydrated(page);
    await expect(page.getByText(title).first()).toBeVisible();
  });
});
