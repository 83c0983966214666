import { type BrowserContext, expect, mergeTests, type Page } from "@playwright/test";
import { storeServer } from "../setup.mjs";
import { test as withTenant } from "./running/fixtures.ts";
import { type InEveryLanguage, test as withLanguages } from "./running/languages.ts";
import { hydrated, signInAs, signInByHand, signOut } from "./running/people.ts";
import { type Replicas, startReplicas } from "./running/replicas.ts";
import { endedDialog } from "./running/session-words.ts";

/** A sign-out is known everywhere within this time. */
const knownWithinMs = 5_000;

const test = mergeTests(withTenant, withLanguages).extend<object, { replicas: Replicas }>({
  replicas: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures a function asks for from this pattern
    async ({}, use) => {
      const replicas = await startReplicas();
      await use(replicas);
      await replicas.end();
    },
    { scope: "worker" },
  ],
});

test.describe.configure({ mode: "serial" });
test.skip(storeServer() === null, "no redis-server or valkey-server on the PATH");
test.beforeEach(({ replicas }) => replicas.balancer.pin(null));

const connected = (page: Page) => page.getByText("Connected", { exact: true }).first();
const rowOf = (page: Page, name: string) => page.getByRole("grid").getByRole("row", { name: new RegExp(name) });

const openAt = async (context: BrowserContext, origin: string, path: string): Promise<Page> => {
  const page = await context.newPage();
  await page.goto(`${origin}${path}`);
  await hydrated(page);
  return page;
};

test("F18, A11: signed in on one replica, working on the other; signing out on either ends it on both", async ({
  tenant,
  replicas: { balancer, origin, one, other },
  context,
  browser,
}) => {
  await tenant.vm("shared");
  const someone = { name: "two.replicas", groups: [`${tenant.namespace}-admin`] };
  const list = await context.newPage();
  // The sign-in itself goes to both in turn: begun on one, finished on the other.
  await signInByHand(list, someone, `/${tenant.namespace}/vms`, origin);
  await expect(rowOf(list, "shared")).toContainText("Running");
  for (const { port } of [one, other]) expect(balancer.sent.get(port)).toBeGreaterThan(1);

  balancer.pin(other.port);
  const console = await openAt(context, origin, `/screen/${tenant.namespace}/shared`);
  await expect(connected(console)).toBeVisible();
  balancer.pin(one.port);
  await list.reload();
  await hydrated(list);
  await expect(rowOf(list, "shared")).toContainText("Running");
  // Somebody else, and another session of the same person, stay.
  const elsewhere = await browser.newContext();
  const stays = await elsewhere.newPage();
  await signInAs(stays, someone, `/${tenant.namespace}/vms`, origin);

  const waiting = await openAt(context, origin, `/${tenant.namespace}/vms`);
  await signOut(list, /two\.replicas/);
  // It may lead on to the identity provider's own sign-out.
  await expect(list).not.toHaveURL(/\/vms/);
  await expect(connected(console)).toHaveCount(0, { timeout: knownWithinMs });
  await expect(waiting.getByText(/session (has )?ended|sign in again/i).first()).toBeVisible({
    timeout: knownWithinMs,
  });
  for (const { port } of [one, other]) {
    balancer.pin(port);
    expect((await context.request.get(`${origin}/api/v1/tenants`)).status()).toBe(401);
    expect((await elsewhere.request.get(`${origin}/api/v1/tenants`)).status()).toBe(200);
  }
  await list.goto(`${origin}/${tenant.namespace}/vms`);
  await expect(list).toHaveURL(/\/sign-in/);
  await elsewhere.close();
});

test("F18: nobody notices that there are two: lists, consoles and their tickets", async ({
  tenant,
  replicas: { origin },
  page,
}) => {
  await tenant.vm("roaming");
  await signInAs(
    page,
    { name: "no.sticky", groups: [`${tenant.namespace}-admin`] },
    `/${tenant.namespace}/vms`,
    origin,
  );
  await expect(rowOf(page, "roaming")).toContainText("Running");
  await page.goto(`${origin}/screen/${tenant.namespace}/roaming`);
  // The ticket comes from one and is shown to the other, whichever that is.
  for (let turn = 0; turn < 4; turn += 1) {
    await expect(connected(page)).toBeVisible();
    await page.reload();
  }
  await expect(connected(page)).toBeVisible();
});

const unknown: InEveryLanguage = {
  en: "Porthole cannot tell who is signed in",
  fr: "Porthole ne sait pas qui est connecté",
  de: "Porthole weiss gerade nicht, wer angemeldet ist",
};

test("F19: while the store is away that is said in every language, nobody is taken for signed out, and all goes on when it is back", async ({
  tenant,
  replicas: { origin, toStore },
  inEveryLanguage,
}) => {
  await tenant.vm("patient");
  const path = `/${tenant.namespace}/vms`;
  await inEveryLanguage(async (page, language) => {
    await signInAs(page, { name: `waits.${language}`, groups: [`${tenant.namespace}-admin`] }, path, origin);
    await expect(rowOf(page, "patient")).toBeVisible();
  });
  await toStore.pull();
  await inEveryLanguage(async (page, language) => {
    // What a replica has heard of the store a moment ago still counts.
    await expect(async () => expect((await page.goto(`${origin}${path}`))?.status()).toBe(503)).toPass();
    await expect(page.getByText(unknown[language])).toBeVisible();
    await expect(endedDialog(page, language)).toHaveCount(0);
  });
  await toStore.plug();
  await inEveryLanguage(async (page) => {
    await expect(async () => {
      await page.goto(`${origin}${path}`);
      await expect(rowOf(page, "patient")).toBeVisible({ timeout: 5_000 });
    }).toPass();
  });
});

test("F18, F34: who is on a serial line, who watches it and who takes it is known on the other replica", async ({
  tenant,
  replicas: { balancer, origin, one, other },
  context,
  browser,
}) => {
  await tenant.vm("seen-from-afar");
  const path = `/screen/${tenant.namespace}/seen-from-afar?kind=serial`;
  balancer.pin(one.port);
  const holder = await context.newPage();
  await signInAs(holder, { name: "on.one", groups: [`${tenant.namespace}-admin`] }, path, origin);
  await expect(connected(holder)).toBeVisible();

  balancer.pin(other.port);
  const elsewhere = await browser.newContext();
  const watcher = await elsewhere.newPage();
  await signInAs(watcher, { name: "on.other", groups: [`${tenant.namespace}-use`] }, path, origin);
  await expect(watcher.getByRole("heading", { name: "In use by on.one" })).toBeVisible();
  await watcher.getByRole("button", { name: "Watch" }).click();
  // The page that shows opens its socket where the balancer sends it: on the other one.
  await expect(holder.getByRole("status", { name: "Who is watching" })).toContainText("on.other is watching");
  await holder.locator(".xterm").click();
  await holder.keyboard.press("Enter");
  await expect(watcher.locator(".xterm-rows").last()).toContainText("login:");

  await watcher.getByRole("button", { name: "Stop watching" }).click();
  await expect(holder.getByText("is watching")).toHaveCount(0);
  await watcher.getByRole("button", { name: "Take over" }).click();
  await expect(connected(watcher)).toBeVisible();
  await expect(holder.getByRole("heading", { name: "on.other took this console over" })).toBeVisible();
  await elsewhere.close();
});

test("D05, F19: a replica that is killed loses nobody: streams and consoles go on with the other", async ({
  tenant,
  replicas: { balancer, origin, one, other },
  context,
}) => {
  await tenant.vm("survivor");
  const someone = { name: "still.here", groups: [`${tenant.namespace}-admin`] };
  balancer.pin(one.port);
  const list = await context.newPage();
  await signInAs(list, someone, `/${tenant.namespace}/vms`, origin);
  await expect(rowOf(list, "survivor")).toContainText("Running");
  const console = await openAt(context, origin, `/screen/${tenant.namespace}/survivor`);
  await expect(connected(console)).toBeVisible();

  balancer.pin(null);
  await one.kill();
  await tenant.vm("after-it");
  await expect(rowOf(list, "after-it")).toContainText("Running");
  await expect(list.getByText(/session (has )?ended|sign in again/i)).toHaveCount(0);
  await expect(connected(console)).toBeVisible();
  expect((await context.request.get(`${origin}/api/v1/tenants`)).status()).toBe(200);
  await list.goto(`${origin}/${tenant.namespace}/vms/survivor`);
  await expect(list.getByRole("heading", { name: "survivor" })).toBeVisible();
  expect(balancer.sent.get(other.port)).toBeGreaterThan(0);
});
