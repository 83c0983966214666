import type { BrowserContext, Page } from "@playwright/test";
import { expect, type Tenant, test as withTenant } from "./running/fixtures.ts";
import { signInAs } from "./running/people.ts";

type Guest = (name: string, path: string) => Promise<Page>;

/** A second person, in a browser of their own, who may use the tenant's consoles. */
const test = withTenant.extend<{ other: Guest }>({
  other: async ({ browser, tenant }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (name, path) => {
      const context = await browser.newContext();
      contexts.push(context);
      const page = await context.newPage();
      await signInAs(page, { name, groups: [`${tenant.namespace}-use`] }, path);
      return page;
    });
    for (const context of contexts) await context.close();
  },
});

const connected = (page: Page) => expect(page.getByText("Connected", { exact: true }).first()).toBeVisible();
const clock = /\d{1,2}:\d\d:\d\d/;
const nameOf = (tenant: Tenant) => `admin.${tenant.namespace.replace("tenant-", "")}`;

for (const [kind, query] of [
  ["screen", ""],
  ["serial line", "?kind=serial"],
]) {
  test(`W16, F34: who is on a ${kind} is said by name before it is taken, and they are told by whom`, async ({
    tenant,
    other,
  }) => {
    await tenant.vm("shared");
    const path = `/screen/${tenant.namespace}/shared${query}`;
    const first = await tenant.as("admin", path);
    await connected(first);
    const second = await other("vera.rossi", path);
    await expect(second.getByRole("heading", { name: `In use by ${nameOf(tenant)}` })).toBeVisible();
    await expect(second.getByText(/^Since/)).toContainText(clock);
    await connected(first);

    await second.getByRole("button", { name: "Take over" }).click();
    await connected(second);
    const told = first.getByRole("alert").filter({ hasText: "vera.rossi took this console over" });
    await expect(told).toContainText(clock);
    await expect(told).toContainText("taking it back disconnects vera.rossi");
    await expect(first.getByRole("button", { name: "Take back" })).toBeVisible();
    // It stays so by itself: nobody throws the other out in turn.
    await first.reload();
    await expect(first.getByRole("heading", { name: "In use by vera.rossi" })).toBeVisible();
    await connected(second);
  });
}
