import type { Browser, Page } from "@playwright/test";
import { expect, type Level, type Tenant, test } from "./running/fixtures.ts";
import { signInAs } from "./running/people.ts";
import { productOrigin } from "./running/platform.ts";

const tabs = ["Overview", "Console", "Disks", "Network", "Access", "Activity", "Manifest"];

/** What a tab lets somebody do who may change the machine, and what it says to who may not. */
const edits = [
  ["disks", "Attach a disk", "Your role may not change machines."],
  ["network", "Save exposure", "Your role may not change machines."],
  ["access", "Save keys", "Your role may not change machines."],
  ["manifest", "Edit", "You can read it, not change it"],
] as const;

/** Somebody of that level, in a browser of their own, on the machine's page. */
const opened = async (browser: Browser, { namespace }: Tenant, level: Level): Promise<Page> => {
  const page = await (await browser.newContext()).newPage();
  const name = `${level}.beside.${namespace.slice("tenant-".length)}`;
  await signInAs(page, { name, groups: [`${namespace}-${level}`] }, `/${namespace}/vms/shown`);
  return page;
};

test("viewer, operator and admin each see exactly their page of a machine", async ({ tenant, browser }) => {
  test.slow();
  await tenant.vm("shown");
  const may = {
    view: { power: false, console: false, change: false },
    use: { power: true, console: true, change: false },
    admin: { power: true, console: true, change: true },
  };
  for (const level of ["view", "use", "admin"] as const) {
    const page = await opened(browser, tenant, level);
    const main = page.getByRole("main");
    await expect(page.getByRole("navigation", { name: /shown/ }).getByRole("link")).toHaveText(tabs);
    const stop = page.getByRole("button", { name: "Stop", exact: true });
    if (may[level].power) await expect(stop).not.toHaveAttribute("aria-disabled");
    else await expect(stop).toHaveAccessibleDescription(/ask a tenant admin/i);
    const console = page.getByRole(may[level].console ? "link" : "button", { name: "Console", exact: true });
    await expect(console.first()).toBeVisible();
    await page.getByRole("button", { name: "More actions" }).click();
    const remove = page.getByRole("menuitem", { name: /^Delete/ });
    if (may[level].change) await expect(remove).not.toHaveAttribute("aria-disabled");
    else await expect(remove).toHaveAttribute("aria-disabled", "true");
    await page.keyboard.press("Escape");
    for (const [tab, edit, refusal] of edits) {
      await page.goto(`${productOrigin()}/${tenant.namespace}/vms/shown/${tab}`);
      const button = main.getByRole("button", { name: edit, exact: true });
      if (may[level].change) {
        if (tab === "disks" || tab === "manifest") await expect(button, `${level}: ${tab}`).toBeVisible();
        await expect(main.getByText(refusal)).toHaveCount(0);
      } else {
        await expect(main.getByText(refusal).first(), `${level}: ${tab}`).toBeVisible();
        await expect(button).toHaveCount(0);
      }
    }
    await page.context().close();
  }
});

test("who loses the tenant while a form is open is refused in words and loses nothing typed", async ({
  tenant,
  cluster,
}) => {
  await tenant.vm("shown", { runStrategy: "Halted" });
  const key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl ada@laptop";
  const page = await tenant.as("admin", `/${tenant.namespace}/vms/shown/access`);
  await page.getByLabel("Add a public key").fill(key);
  await page.getByRole("button", { name: "Add key" }).click();
  await expect(page.getByRole("button", { name: "Save keys" })).toBeVisible();
  const bindings = `/apis/rbac.authorization.k8s.io/v1/namespaces/${tenant.namespace}/rolebindings`;
  for (const { metadata } of await cluster.items(bindings)) await cluster.delete(`${bindings}/${metadata.name}`);
  await page.getByRole("button", { name: "Save keys" }).click();
  await expect(page.getByRole("main").getByText("Your role may not do this").first()).toBeVisible();
  await expect(page.getByRole("main")).toContainText("ada@laptop");
});
