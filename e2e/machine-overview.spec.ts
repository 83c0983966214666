import type { Browser, Page } from "@playwright/test";
import { clean } from "./running/axe.ts";
import { diskOf, vmDisks, vmInstances, vmOf } from "./running/cluster.ts";
import { expect, type Tenant, test } from "./running/fixtures.ts";
import { signInAs } from "./running/people.ts";

const card = (page: Page, title: string) =>
  page
    .getByRole("main")
    .locator("section")
    .filter({ has: page.getByRole("heading", { name: title, exact: true }) });

/** A second person, in a browser of their own. */
const asViewer = async (browser: Browser, { namespace }: Tenant, path: string): Promise<Page> => {
  const page = await (await browser.newContext()).newPage();
  await signInAs(page, { name: `second.${namespace}`, groups: [`${namespace}-view`] }, `/${namespace}${path}`);
  return page;
};

test("what is wrong is said with its cause, whose turn it is and the next step; the rest is one click away", async ({
  tenant,
  cluster,
  browser,
}) => {
  await cluster.create(vmDisks(tenant.namespace), diskOf("ill-system"));
  await cluster.create(vmInstances(tenant.namespace), vmOf("ill", { instanceType: "no-such-type" }));
  const page = await tenant.as("admin", `/${tenant.namespace}/vms/ill`);
  const main = page.getByRole("main");
  await expect(main).toContainText("The size of this machine does not exist on this platform");
  await expect(main).toContainText("You can put this right.");
  await expect(main).toContainText("not exists in cluster: no-such-type");
  await expect(main.getByRole("link", { name: "See sizes and profiles" })).toHaveAttribute("href", /\/images$/);

  const conditions = card(page, "Conditions");
  await expect(conditions).toContainText("1 needs attention");
  await conditions.getByRole("button", { name: "Show all" }).press("Enter");
  await expect(conditions.getByRole("listitem").filter({ hasText: /^Ready\s*no\s*VMInstance ill/ })).toContainText(
    "The size of this machine does not exist",
  );
  await clean(page);

  const viewer = await asViewer(browser, tenant, "/vms/ill");
  await expect(viewer.getByRole("main")).toContainText("Somebody with the role admin in this tenant has to act.");
});

test("P18: each way to connect says when it is the right one; of cloud-init only the login user is told", async ({
  tenant,
  browser,
}) => {
  const cloudInit =
    "#cloud-config\npassword: hunter2\nusers: [{name: deploy, ssh_authorized_keys: [ssh-ed25519 AAAA]}]\n";
  await tenant.vm("reach", { external: true, externalMethod: "PortList", externalPorts: [22], cloudInit });
  const page = await tenant.as("admin", `/${tenant.namespace}/vms/reach`);
  const connect = card(page, "Connect");
  await expect(connect).toContainText(/user deploy\s*from its cloud-init/);
  await expect(connect).toContainText(/ssh deploy@\d+/);
  // By keys alone.
  await connect.getByRole("radio", { name: "SSH" }).focus();
  await page.keyboard.press("ArrowRight");
  await expect(connect).toContainText("needs no public address and no open port");
  await expect(connect).toContainText(`virtctl ssh deploy@vmi/vm-instance-reach --namespace ${tenant.namespace}`);
  await page.keyboard.press("ArrowRight");
  await expect(connect).toContainText("virtctl port-forward vmi/vm-instance-reach 8080:80");
  await page.keyboard.press("ArrowRight");
  await expect(connect).toContainText("When the network does not work");
  const here = connect.getByRole("link", { name: "Open the serial console here" });
  await expect(here).toHaveAttribute("href", /\/vms\/reach\/console\?kind=serial$/);
  expect(await page.content()).not.toContain("hunter2");
  const answer = await page.request.get(new URL(`/api/v1/tenants/${tenant.namespace}/vms/reach`, page.url()).href);
  expect(await answer.text()).not.toContain("hunter2");

  // What happened to it, as the cluster has it, on demand.
  await card(page, "Recent events").getByRole("link", { name: "All activity" }).click();
  const settings = page.getByRole("listitem").filter({ hasText: "InstallSucceeded" }).last();
  await settings.getByRole("button", { name: "In the cluster’s own words" }).press("Enter");
  await expect(settings.getByRole("definition").first()).toContainText("HelmRelease");

  const viewer = await asViewer(browser, tenant, "/vms/reach");
  await card(viewer, "Connect").getByRole("radio", { name: "Serial" }).check({ force: true });
  await expect(card(viewer, "Connect")).toContainText("Your role may not open this console");
});

test("F29, X01: notes are kept on the machine as text; somebody else's are not written over", async ({
  tenant,
  cluster,
  browser,
}) => {
  await tenant.vm("noted", { runStrategy: "Halted" });
  const page = await tenant.as("admin", `/${tenant.namespace}/vms/noted`);
  const notes = card(page, "Notes");
  const text = notes.getByRole("textbox", { name: "What others should know about this machine" });
  await notes.getByRole("button", { name: "Write a note" }).press("Enter");
  await expect(text).toBeFocused();
  await page.keyboard.type("mine");

  // Somebody else is quicker, with what a careless page would run.
  const theirs = `<img src=x onerror="window.hacked=true">`;
  await cluster.patch(vmInstances(tenant.namespace, "noted"), {
    metadata: { annotations: { "porthole-notes": theirs } },
  });
  await notes.getByRole("button", { name: "Save" }).press("Enter");
  await expect(notes).toContainText("Somebody changed the notes while you wrote; nothing was saved");
  await expect(notes).toContainText(theirs);
  await expect(text).toHaveValue("mine");
  expect((await cluster.get(vmInstances(tenant.namespace, "noted"))).metadata.annotations).toMatchObject({
    "porthole-notes": theirs,
  });
  await clean(page);

  await notes.getByRole("button", { name: "Save mine instead" }).click();
  await expect(notes).toContainText("A delete in the next minutes has to wait");
  await expect(notes).toContainText("mine");
  await expect(text).toHaveCount(0);

  await cluster.patch(vmInstances(tenant.namespace, "noted"), {
    metadata: { annotations: { "porthole-notes": theirs } },
  });
  const viewer = await asViewer(browser, tenant, "/vms/noted");
  await expect(card(viewer, "Notes")).toContainText(theirs);
  const write = card(viewer, "Notes").getByRole("button", { name: "Edit" });
  await expect(write).toHaveAccessibleDescription(/may only read/);
  for (const one of [page, viewer]) expect(await one.evaluate(() => "hacked" in window)).toBe(false);
});

test("the last start, and what the guest says to who was granted it", async ({ page }) => {
  await signInAs(page, { name: "guest.reader", groups: ["tenant-globex-use"] }, "/tenant-globex/vms/shop-01");
  await expect(card(page, "Last start")).toContainText("Node found");
  await expect(card(page, "Last start")).toContainText("Machine runs");
  const guest = card(page, "In the guest");
  await expect(guest).toContainText("Time zone");
  await expect(guest.getByRole("progressbar", { name: "How full / is" })).toBeVisible();
  await expect(guest.getByRole("region", { name: "Logged in" }).getByRole("listitem")).toHaveCount(1);
  await clean(page);
});
