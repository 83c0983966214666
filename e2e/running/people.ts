import type { Page } from "@playwright/test";
import { paths } from "#lib/paths.ts";
import { productOrigin } from "./platform.ts";

export type Someone = { name: string; groups: string[] };

/** Whom the demo lists. Its directory keeps the groups that a name came with last, so nobody else may come by one of these. */
const listed: ReadonlySet<string> = new Set(["ada.brunner", "omar.keller", "vera.rossi", "sam.support"]);

/** The way to the identity provider, in whichever language. */
export const signInLink = (page: Page) =>
  page.getByRole("main").getByRole("link", { name: /^(?:Sign in|Se connecter|Anmelden)$/ });

/** Waits until React has taken the page over: a click before that reaches nobody. */
export const hydrated = async (page: Page): Promise<void> => {
  await page.waitForFunction(() => {
    const main = document.querySelector("main");
    return main !== null && Object.keys(main).some((key) => key.startsWith("__react"));
  });
};

/** Who is listed has the groups of the list, for every test of the run. */
const mustBeUnlisted = (name: string): void => {
  if (listed.has(name)) throw new Error(`${name} is listed by the demo: tests have people of their own`);
};

/** Fills in the identity provider's "Someone else" form, in a window that is there or on its way there. */
export const signInThere = async (page: Page, { name, groups }: Someone): Promise<void> => {
  mustBeUnlisted(name);
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Groups").fill(groups.join(", "));
  await page.getByRole("button", { name: "Sign in" }).click();
};

/** Signs in as a person does, by the product's page and the identity provider's "Someone else" form; ends on the page one asked for. */
export const signInByHand = async (
  page: Page,
  someone: Someone,
  path = "/",
  origin = productOrigin(),
): Promise<void> => {
  await page.goto(`${origin}${path}`);
  await signInLink(page).click();
  await signInThere(page, someone);
  await page.waitForURL((url) => url.origin === origin && !url.pathname.startsWith("/auth"));
  await hydrated(page);
};

/**
 * The same redirects, form and cookies of this browser, without showing the two pages on the way: those are what sign-in.spec.ts is about,
 * and cost every other test a second. Opens the page one asked for.
 */
export const signInAs = async (
  page: Page,
  { name, groups }: Someone,
  path = "/",
  origin = productOrigin(),
): Promise<void> => {
  mustBeUnlisted(name);
  const form = await page.request.get(`${origin}/auth/sign-in?returnTo=${encodeURIComponent(paths.signedIn())}`);
  const end = await page.request.post(form.url(), { form: { name, groups: groups.join(", ") } });
  if (end.url() !== `${origin}${paths.signedIn()}`) throw new Error(`${name} is not signed in: ${end.url()}`);
  await page.goto(`${origin}${path}`);
  await hydrated(page);
};

/** Signs in as one of the four people that the demo lists. */
export const signInAsListed = async (page: Page, name: string, path = "/"): Promise<void> => {
  await page.goto(`${productOrigin()}${path}`);
  await signInLink(page).click();
  await page.getByRole("button", { name }).click();
  await page.waitForURL((url) => url.origin === productOrigin() && !url.pathname.startsWith("/auth"));
  await hydrated(page);
};

/** Chooses from the person's own menu. */
export const chooseFromMenu = async (page: Page, person: RegExp, item: RegExp): Promise<void> => {
  await page.getByRole("button", { name: person }).filter({ visible: true }).click();
  await page.getByRole("menuitem", { name: item }).click();
};

export const signOut = (page: Page, person: RegExp): Promise<void> =>
  chooseFromMenu(page, person, /^(?:Sign out|Se déconnecter|Abmelden)$/);

/** The same person signs out in another tab of the same browser. */
export const signOutInAnotherTab = async (page: Page, path: string, person: RegExp): Promise<void> => {
  const other = await page.context().newPage();
  await other.goto(new URL(path, page.url()).href);
  await hydrated(other);
  await signOut(other, person);
};
