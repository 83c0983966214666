import { expect, type Page } from "@playwright/test";
import { tenants, vmInstances } from "./running/cluster.ts";
import { connected } from "./running/console-page.ts";
import { type OwnPlatform, test } from "./running/own-platform.ts";
import { hydrated, signInByHand } from "./running/people.ts";

// Each starts a platform and a product of its own, where asked for behind a control plane of its own: one at a time.
test.describe.configure({ mode: "default", timeout: 180_000 });

const namespace = "tenant-mill";
const name = "ubuntu-1";
const older = { on: { running: true }, off: { running: false }, disks: [{ name: `${name}-system` }], isOlder: true };
const eras = {
  "0.34": older,
  "0.38": older,
  current: { ...older, on: { runStrategy: "Always" }, off: { runStrategy: "Halted" }, isOlder: false },
  documented: { ...older, disks: [`${name}-system`] },
};

const stopOf = (page: Page) => page.getByRole("button", { name: "Stop", exact: true });
const startOf = (page: Page) => page.getByRole("button", { name: "Start", exact: true });

const makeTenant = async ({ cluster }: OwnPlatform) => {
  await cluster.create(tenants("tenant-root"), {
    apiVersion: "apps.cozystack.io/v1alpha1",
    kind: "Tenant",
    metadata: { name: "mill", labels: { "made-by": "e2e" } },
    spec: { resourceQuotas: { "requests.cpu": "8", "requests.memory": "32Gi" } },
  });
  await expect.poll(() => cluster.exists(`/api/v1/namespaces/${namespace}/resourcequotas/tenant-quota`)).toBe(true);
};

for (const [era, { on, off, disks, isOlder }] of Object.entries(eras)) {
  test(`on a platform of the era ${era} one signs in, creates a machine to running, stops and starts it, and brings Windows to its installer`, async ({
    browser,
    platformOf,
  }) => {
    const platform = await platformOf(era);
    const { origin, cluster } = platform;
    const spec = async () => (await cluster.get(vmInstances(namespace, name))).spec;
    await makeTenant(platform);
    const page = await browser.newPage();
    // Nobody names the tenant: it comes from the platform, or where that lists none from the person's groups.
    await signInByHand(page, { name: "ada", groups: [`${namespace}-admin`] }, "/", origin);
    await expect(page).toHaveURL(new RegExp(`/${namespace}/vms$`));

    await page.goto(`${origin}/${namespace}/vms-new`);
    await hydrated(page);
    await expect(page.getByText("may be out of date")).toHaveCount(isOlder ? 1 : 0);
    await page.getByRole("button", { name: `Create ${name}` }).click();
    await expect(page.getByRole("heading", { name, level: 1, exact: true })).toBeVisible({ timeout: 30_000 });
    await expect(page.getByText("Running").first()).toBeVisible({ timeout: 30_000 });
    expect(await spec()).toMatchObject({ ...on, disks });

    await stopOf(page).click();
    const dialog = page.getByRole("dialog");
    await expect(dialog).toContainText("stays off until somebody starts it");
    await dialog.getByRole("button", { name: `Stop ${name}` }).click();
    await expect(startOf(page)).toBeVisible();
    expect(await spec()).toMatchObject({ ...off, disks });
    await startOf(page).click();
    await expect(stopOf(page)).toBeVisible();
    await expect(page.getByText("Running").first()).toBeVisible();
    expect(await spec()).toMatchObject({ ...on, disks });

    await page.getByRole("button", { name: "More power actions" }).click();
    const restart = page.getByRole("menuitem", { name: "Restart" });
    if (isOlder) await expect(restart).toContainText("lets nobody restart a machine");
    else await expect(restart).toBeEnabled();

    const operators = await browser.newContext();
    const operator = await operators.newPage();
    const machine = `/${namespace}/vms/${name}`;
    await signInByHand(operator, { name: "omar", groups: [`${namespace}-use`] }, machine, origin);
    if (isOlder) await expect(stopOf(operator)).toHaveAccessibleDescription(/only tenant admins can start and stop/);
    else await expect(stopOf(operator)).toBeEnabled();
    await operators.close();

    // Windows comes to its installer's screen as shortly as anywhere.
    await page.goto(`${origin}/${namespace}/vms-new`);
    await hydrated(page);
    await page.getByRole("radio", { name: "Windows" }).check({ force: true });
    await page.getByRole("textbox", { name: /^Address/ }).fill("https://downloads.example.com/windows-server.iso");
    await page.getByRole("button", { name: "Create windows-1" }).click();
    await expect(page).toHaveURL(/\/vms\/windows-1\/console$/, { timeout: 60_000 });
    await connected(page);
    const windows = (await cluster.get(vmInstances(namespace, "windows-1"))).spec;
    const parts = ["system", "installer", "drivers"].map((part) => `windows-1-${part}`);
    expect(windows).toMatchObject({
      ...on,
      instanceProfile: "windows.2k25.virtio",
      disks: era === "documented" ? parts : parts.map((part) => ({ name: part })),
    });
  });
}
