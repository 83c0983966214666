import { expect, mergeTests, type Page } from "@playwright/test";
import { test as withTenant } from "./running/fixtures.ts";
import { test as withLanguages } from "./running/languages.ts";
import { ownProduct } from "./running/own-product.ts";
import { signInAs, signInThere, signOutInAnotherTab } from "./running/people.ts";
import { endedDialog, endingWarning, sessionWords } from "./running/session-words.ts";

const test = mergeTests(withTenant, withLanguages);

/** Opens the small window from a dialog that offers it, and signs in there. */
const signInAgain = async (page: Page, who: { name: string; groups: string[] }) => {
  const [small] = await Promise.all([
    page.waitForEvent("popup"),
    endedDialog(page).getByRole("link", { name: "Sign in again" }).click(),
  ]);
  await signInThere(small, who);
  await expect.poll(() => small.isClosed()).toBe(true);
};

test("F12: a session that ended elsewhere costs nothing typed: one dialog, a small window, and the page goes on", async ({
  tenant,
}) => {
  const page = await tenant.as("admin", `/${tenant.namespace}/vms-new`);
  const who = { name: `admin.${tenant.namespace.replace("tenant-", "")}`, groups: [`${tenant.namespace}-admin`] };
  const name = page.getByRole("textbox", { name: /Name/ });
  await name.fill("typed-before");
  await signOutInAnotherTab(page, `/${tenant.namespace}/vms`, /admin\./);
  await expect(endedDialog(page)).toHaveCount(1);
  await expect(endedDialog(page)).toBeVisible();
  await signInAgain(page, who);
  await expect(endedDialog(page)).toBeHidden();
  await expect(name).toHaveValue("typed-before");
  await page.getByRole("button", { name: /^Create typed-before/ }).click();
  await expect(page.getByRole("heading", { name: "typed-before", level: 1, exact: true })).toBeVisible({
    timeout: 45_000,
  });
});

test("F12: a session that ended is said in every language; by keyboard the dialog is put off, and the page stays to be read", async ({
  tenant,
  inEveryLanguage,
}) => {
  await tenant.vm("kept");
  const path = `/${tenant.namespace}/vms?q=kept`;
  await inEveryLanguage(async (page, language) => {
    const { title, signIn, notNow } = sessionWords[language].ended;
    const row = page.getByRole("grid").getByRole("row", { name: /kept/ });
    await signInAs(page, { name: `left.${language}`, groups: [`${tenant.namespace}-admin`] }, path);
    await expect(row).toBeVisible();
    const search = page.getByRole("searchbox");
    await search.focus();
    await signOutInAnotherTab(page, path, /left\./);
    const dialog = endedDialog(page, language);
    await expect(dialog).toBeVisible();
    await expect(dialog.getByRole("button", { name: notNow })).toBeFocused();
    await page.keyboard.press("Tab");
    await expect(dialog.getByRole("link", { name: signIn })).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(dialog).toBeHidden();
    await expect(search).toBeFocused();
    await expect(row).toBeVisible();
    // What was put off stays in the line over the page.
    await expect(page.getByRole("status").getByText(title)).toBeVisible();
    await expect(page.getByRole("link", { name: signIn })).toBeVisible();
  });
});

const secondsLeft = async (warning: ReturnType<typeof endingWarning>) => {
  const [, minutes, seconds] = /(\d+):(\d\d)/.exec((await warning.textContent()) ?? "") ?? [];
  return Number(minutes) * 60 + Number(seconds);
};

test("A13: an idle session warns before its end in every language, over an open console too; stays when asked to, and ends clearly", async ({
  tenant,
  inEveryLanguage,
}) => {
  test.setTimeout(240_000);
  const product = await ownProduct({
    env: { PORTHOLE_SESSION_IDLE_MINUTES: "0.5", PORTHOLE_SESSION_ABSOLUTE_MINUTES: "10" },
  });
  try {
    await tenant.vm("watched");
    await inEveryLanguage(async (page, language) => {
      const { stay } = sessionWords[language].ending;
      const isConsole = language === "en";
      const path = isConsole ? `/screen/${tenant.namespace}/watched?kind=serial` : `/${tenant.namespace}/vms`;
      await signInAs(page, { name: `idle.${language}`, groups: [`${tenant.namespace}-admin`] }, path, product.origin);
      if (isConsole) await expect(page.getByText("Connected", { exact: true }).first()).toBeVisible();
      const warning = endingWarning(page, language);
      const asked: string[] = [];
      page.on("request", (request) => asked.push(new URL(request.url()).pathname));
      await expect(warning).toBeVisible();
      const before = await secondsLeft(warning);
      expect(before).toBeLessThanOrEqual(30);
      await expect.poll(() => secondsLeft(warning)).toBeLessThan(before - 3);
      if (isConsole) await warning.getByRole("button", { name: stay }).click();
      else {
        // It lies over the page, and is the first that the keyboard comes to.
        await page.keyboard.press("Tab");
        await expect(warning.getByRole("button", { name: stay })).toBeFocused();
        await page.keyboard.press("Enter");
      }
      await expect.poll(() => secondsLeft(warning)).toBeGreaterThan(before - 3);
      asked.length = 0;
      await expect(endedDialog(page, language)).toBeVisible({ timeout: 60_000 });
      await expect(warning).toHaveCount(0);
      // Nothing that the open page did by itself was taken for a sign of life, and its end is asked about, not asked for ever.
      expect(asked).not.toContain(path.split("?")[0]);
      await page.keyboard.press("Escape");
      await expect(endedDialog(page, language)).toBeHidden();
      expect(asked.filter((each) => each === "/api/v1/me").length).toBeLessThan(5);
      if (isConsole)
        await expect(page.getByRole("heading", { name: "Your session has ended", level: 2 }).first()).toBeVisible();
    });
  } finally {
    await product.end();
  }
});

test("A13: a session at the end of its longest life offers signing in again instead of staying", async ({
  tenant,
  page,
}) => {
  const product = await ownProduct({ env: { PORTHOLE_SESSION_ABSOLUTE_MINUTES: "1" } });
  try {
    const who = { name: "long.one", groups: [`${tenant.namespace}-admin`] };
    await signInAs(page, who, `/${tenant.namespace}/vms`, product.origin);
    const warning = endingWarning(page);
    const [small] = await Promise.all([
      page.waitForEvent("popup"),
      warning.getByRole("link", { name: "Sign in again" }).click(),
    ]);
    await expect(warning.getByRole("button")).toHaveCount(0);
    // The identity provider still knows the person: the small window comes straight back, with a new life.
    await expect.poll(() => small.isClosed()).toBe(true);
    await expect(warning).toContainText(/ (1:00|0:5\d)/);
    await expect(page.getByText("Live", { exact: true }).first()).toBeVisible();
  } finally {
    await product.end();
  }
});
