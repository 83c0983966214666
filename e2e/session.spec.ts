import { expect, type Page } from "@playwright/test";
import { tenants } from "./running/cluster.ts";
import { test as withTenant } from "./running/fixtures.ts";
import { type OwnPlatform, test as withPlatform } from "./running/own-platform.ts";
import { ownProduct } from "./running/own-product.ts";
import { hydrated, signInAs, signInThere } from "./running/people.ts";

const ended = {
  en: ["Your session has ended", "Sign in again"],
  fr: ["Votre session est terminée", "Se reconnecter"],
  de: ["Ihre Sitzung ist beendet", "Neu anmelden"],
} as const;

const endedDialog = (page: Page) => page.getByRole("dialog", { name: ended.en[0] });

/** Opens the small window from a dialog that offers it, and signs in there. */
const signInAgain = async (page: Page, who: { name: string; groups: string[] }) => {
  const [small] = await Promise.all([
    page.waitForEvent("popup"),
    endedDialog(page).getByRole("link", { name: ended.en[1] }).click(),
  ]);
  await signInThere(small, who);
  await expect.poll(() => small.isClosed()).toBe(true);
};

withTenant(
  "F12: a session that ended elsewhere costs nothing typed: one dialog, a small window, and the page goes on",
  async ({ tenant }) => {
    const page = await tenant.as("admin", `/${tenant.namespace}/vms-new`);
    const who = { name: `admin.${tenant.namespace.replace("tenant-", "")}`, groups: [`${tenant.namespace}-admin`] };
    const name = page.getByRole("textbox", { name: /Name/ });
    await name.fill("typed-before");
    const other = await page.context().newPage();
    await other.goto(new URL(`/${tenant.namespace}/vms`, page.url()).href);
    await hydrated(other);
    await other
      .getByRole("button", { name: /admin\./ })
      .filter({ visible: true })
      .click();
    await other.getByRole("menuitem", { name: "Sign out" }).click();
    await expect(endedDialog(page)).toHaveCount(1);
    await expect(endedDialog(page)).toBeVisible();
    await signInAgain(page, who);
    await expect(endedDialog(page)).toBeHidden();
    await expect(name).toHaveValue("typed-before");
    await page.getByRole("button", { name: /^Create typed-before/ }).click();
    await expect(page.getByRole("heading", { name: "typed-before", level: 1, exact: true })).toBeVisible({
      timeout: 45_000,
    });
  },
);

withTenant(
  "A13: an idle session warns before its end over an open console, stays when asked to, and ends clearly",
  async ({ tenant, page }) => {
    withTenant.setTimeout(240_000);
    const product = await ownProduct({
      env: { PORTHOLE_SESSION_IDLE_MINUTES: "1", PORTHOLE_SESSION_ABSOLUTE_MINUTES: "10" },
    });
    try {
      await tenant.vm("watched");
      const who = { name: "idle.one", groups: [`${tenant.namespace}-admin`] };
      await signInAs(page, who, `/screen/${tenant.namespace}/watched?kind=serial`, product.origin);
      await expect(page.getByText("Connected", { exact: true }).first()).toBeVisible();
      const warning = page.getByRole("alert").filter({ hasText: "Your session ends in" });
      await expect(warning).toBeVisible();
      await expect(warning).toContainText(/ 0:[0-4]\d/);
      await warning.getByRole("button", { name: "Stay signed in" }).click();
      await expect(warning).toContainText(/ (1:00|0:5\d)/);
      await expect(endedDialog(page)).toBeVisible({ timeout: 90_000 });
      await expect(page.getByRole("heading", { name: "Your session has ended", level: 2 }).first()).toBeVisible();
    } finally {
      await product.end();
    }
  },
);

withTenant(
  "A13: a session at the end of its longest life offers signing in again instead of staying",
  async ({ tenant, page }) => {
    const product = await ownProduct({ env: { PORTHOLE_SESSION_ABSOLUTE_MINUTES: "1" } });
    try {
      const who = { name: "long.one", groups: [`${tenant.namespace}-admin`] };
      await signInAs(page, who, `/${tenant.namespace}/vms`, product.origin);
      const warning = page.getByRole("alert").filter({ hasText: "Your session ends in" });
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
  },
);

const makeTenant = async ({ cluster }: OwnPlatform) => {
  await cluster.create(tenants("tenant-root"), {
    apiVersion: "apps.cozystack.io/v1alpha1",
    kind: "Tenant",
    metadata: { name: "mill", labels: { "made-by": "e2e" } },
    spec: { resourceQuotas: { "requests.cpu": "8" } },
  });
  await expect.poll(() => cluster.exists("/api/v1/namespaces/tenant-mill/resourcequotas/tenant-quota")).toBe(true);
};

withPlatform(
  "F11, A12: tokens are renewed behind an open page; a group that was taken away ends the session, said in every language",
  async ({ platformOf, browser }) => {
    withPlatform.setTimeout(240_000);
    const platform = await platformOf("current", { DEMO_ID_TOKEN_SECONDS: "20" });
    await makeTenant(platform);
    const contexts = await Promise.all([browser.newContext(), browser.newContext()]);
    const [mine, elsewhere] = await Promise.all(contexts.map((context) => context.newPage()));
    if (!mine || !elsewhere) throw new Error("two pages were opened");
    const groups = ["tenant-mill-admin", "tenant-mill-view"];
    await signInAs(mine, { name: "mira", groups }, "/tenant-mill/vms", platform.origin);
    await expect(mine.getByText("Live", { exact: true }).first()).toBeVisible();
    const age = () => mine.evaluate(() => performance.now());
    // The page is older than the token it began with, and what it asks for now is answered all the same.
    await expect.poll(age, { timeout: 60_000 }).toBeGreaterThan(22_000);
    await mine.getByRole("link", { name: "Access" }).first().click();
    await expect(mine.getByRole("heading", { level: 1 })).toBeVisible();
    await mine.reload();
    await expect(mine.getByText("Live", { exact: true }).first()).toBeVisible();
    await expect(endedDialog(mine)).toBeHidden();

    // The directory's last word: the next token no longer carries the group.
    await signInAs(elsewhere, { name: "mira", groups: ["tenant-mill-view"] }, "/tenant-mill/vms", platform.origin);
    await expect(endedDialog(mine)).toBeVisible({ timeout: 90_000 });
    await expect(endedDialog(mine)).toContainText("your groups have changed");
    for (const [language, [title]] of Object.entries(ended)) {
      const { origin } = platform;
      await mine.context().addCookies([{ name: "porthole-language", value: language, url: origin }]);
      await mine.goto(`${origin}/sign-in`);
      await expect(mine.getByText(title).first()).toBeVisible();
    }
  },
);
