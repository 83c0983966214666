import { connected, picture, signInOnLine, terminal } from "./running/console-page.ts";
import { expect, test } from "./running/fixtures.ts";
import { signInAs, signOutInAnotherTab } from "./running/people.ts";

test("VNC shows pixels, and they change after typing", { tag: "@smoke" }, async ({ tenant }) => {
  await tenant.vm("screened");
  const page = await tenant.as("admin", `/screen/${tenant.namespace}/screened`);
  await connected(page);
  await page.locator("canvas").first().click();
  const before = await picture(page);
  await page.keyboard.type("root\n");
  await expect.poll(() => picture(page)).not.toBe(before);
});

test("serial shows the echo of a typed command", { tag: "@smoke" }, async ({ tenant }) => {
  await tenant.vm("lined");
  const page = await tenant.as("use", `/screen/${tenant.namespace}/lined?kind=serial`);
  await signInOnLine(page);
  await page.keyboard.type("echo through-$((6*7))-every-layer\n");
  await expect(terminal(page)).toContainText("through-42-every-layer");
  await expect(terminal(page)).not.toContainText("secret");
});

test("a viewer has no console and is told why", async ({ tenant }) => {
  await tenant.vm("closed");
  const page = await tenant.as("view", `/${tenant.namespace}/vms/closed/console`);
  await expect(
    page
      .getByRole("main")
      .getByText(/ask a tenant admin/i)
      .filter({ visible: true })
      .first(),
  ).toBeVisible();
  await expect(page.locator("canvas")).toHaveCount(0);
});

test("W16, F34: a second person is asked before taking a screen over, and the first is told", async ({
  tenant,
  browser,
}) => {
  await tenant.vm("shared");
  const path = `/screen/${tenant.namespace}/shared`;
  const first = await tenant.as("admin", path);
  await connected(first);
  const context = await browser.newContext();
  const second = await context.newPage();
  await signInAs(second, { name: "second.person", groups: [`${tenant.namespace}-use`] }, path);
  await second.getByRole("button", { name: /take/i }).click();
  await connected(second);
  await expect(first.getByText("Connected", { exact: true })).toHaveCount(0);
  await context.close();
});

test("F32, F33: stopping the machine ends the console with a reason and a way on", async ({ tenant, cluster }) => {
  await tenant.vm("ending");
  const page = await tenant.as("admin", `/screen/${tenant.namespace}/ending`);
  await connected(page);
  await cluster.patch(`/apis/apps.cozystack.io/v1alpha1/namespaces/${tenant.namespace}/vminstances/ending`, {
    spec: { runStrategy: "Halted" },
  });
  await expect(page.getByText("Connected", { exact: true })).toHaveCount(0);
  await expect(page.getByRole("button", { name: /start|connect/i }).first()).toBeVisible();
});

test("A11, W07: signing out in another tab closes an open console", async ({ tenant }) => {
  await tenant.vm("left-open");
  const page = await tenant.as("admin", `/screen/${tenant.namespace}/left-open`);
  await connected(page);
  await signOutInAnotherTab(page, `/${tenant.namespace}/vms`, /admin\./);
  await expect(page.getByText("Connected", { exact: true })).toHaveCount(0);
  await expect(page.getByText(/session/i).first()).toBeVisible();
});
