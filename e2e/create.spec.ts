import { vmDisks, vmInstances } from "./running/cluster.ts";
import { expect, test } from "./running/fixtures.ts";

const key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl ada@laptop";

test("create a machine with nothing typed and follow it to running", { tag: "@smoke" }, async ({ tenant, cluster }) => {
  const page = await tenant.as("admin", `/${tenant.namespace}/vms-new`);
  const create = page.getByRole("button", { name: /^Create / });
  const name = ((await create.textContent()) ?? "")
    .replace(/^Create\s+/, "")
    .replace(/Ctrl.*/, "")
    .trim();
  await create.click();
  await expect(page.getByRole("heading", { name, level: 1, exact: true })).toBeVisible({ timeout: 45_000 });
  await expect(page.getByText("Running").first()).toBeVisible({ timeout: 45_000 });

  const made = await cluster.get(vmInstances(tenant.namespace, name));
  expect(made.spec).toMatchObject({
    instanceType: "u1.medium",
    instanceProfile: "ubuntu",
    runStrategy: "Always",
    externalPorts: [22],
  });
  expect(Object.keys(made.metadata.labels ?? {}).length).toBeGreaterThan(0);
  const disk = await cluster.get(vmDisks(tenant.namespace, `${name}-system`));
  expect(disk.spec).toMatchObject({ source: { image: { name: "ubuntu-2404" } }, storageClass: "replicated" });
});

test("a reload while a machine is being made loses neither the plan nor the way to it", async ({ tenant }) => {
  const page = await tenant.as("admin", `/${tenant.namespace}/vms-new`);
  // A machine whose start takes as long as the test wants.
  const name = "stuck-starting-one";
  await page.getByRole("textbox", { name: /Name/ }).fill(name);
  await page.getByRole("button", { name: `Create ${name}` }).click();
  const progress = page.getByRole("heading", { name: `Creating ${name}` });
  await expect(progress).toBeVisible();
  await page.reload();
  await page.getByRole("button", { name: "Follow it" }).click();
  await expect(progress).toBeVisible();
  await page.getByRole("link", { name: `Open ${name}` }).click();
  await expect(page.getByText(`${name} is being created`)).toBeVisible();
});

test("what was typed is still there when one comes back, in memory only, and is forgotten once it is a machine", async ({
  tenant,
}) => {
  const page = await tenant.as("admin", `/${tenant.namespace}/vms-new`);
  const name = page.getByRole("textbox", { name: /Name/ });
  await page.getByRole("radio", { name: /Debian/ }).check({ force: true });
  await name.fill("typed-before");
  await page.getByRole("link", { name: "Virtual machines" }).first().click();
  await expect(page).toHaveURL(/vms$/);
  await page.goBack();
  await expect(name).toHaveValue("typed-before");
  await expect(page.getByRole("radio", { name: /Debian/ })).toBeChecked();
  const stored = () => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]);
  expect(await page.evaluate(stored)).not.toContain("typed-before");
  await page.getByRole("button", { name: /^Create typed-before/ }).click();
  await expect(page.getByRole("heading", { name: "typed-before", level: 1, exact: true })).toBeVisible({
    timeout: 45_000,
  });
  await page.goBack();
  await expect(name).toHaveValue("ubuntu-1");
});

test("every choice reaches the plan and the cluster", async ({ tenant, cluster }) => {
  const page = await tenant.as("admin", `/${tenant.namespace}/vms-new`);
  await page.getByRole("radio", { name: /Debian/ }).check({ force: true });
  await page.getByRole("radio", { name: /Standard/ }).check({ force: true });
  await page.getByRole("radio", { name: /s1\.medium/ }).check({ force: true });
  await page.getByRole("textbox", { name: /Name/ }).fill("chosen-one");
  await page.getByRole("textbox", { name: /key/i }).fill(key);
  await page.getByRole("button", { name: /Add/i }).filter({ hasText: /key/i }).click();
  await page.getByRole("radio", { name: /Private/ }).check({ force: true });
  await expect(page.getByText("instanceType: s1.medium")).toBeVisible();
  await page.getByRole("button", { name: /^Create chosen-one/ }).click();
  await expect(page.getByRole("heading", { name: "chosen-one", level: 1, exact: true })).toBeVisible({
    timeout: 45_000,
  });
  const made = await cluster.get(vmInstances(tenant.namespace, "chosen-one"));
  expect(made.spec).toMatchObject({ instanceType: "s1.medium", external: false, sshKeys: [key] });
});

test("an invalid and a taken name are refused at the field, and nothing typed is lost", async ({ tenant }) => {
  await tenant.vm("taken");
  const page = await tenant.as("admin", `/${tenant.namespace}/vms-new`);
  const name = page.getByRole("textbox", { name: /Name/ });
  await page.getByRole("radio", { name: /Debian/ }).check({ force: true });
  await name.fill("Not_valid");
  await page.getByRole("button", { name: /^Create/ }).click();
  await expect(name).toHaveAttribute("aria-invalid", "true");
  await expect(name).toBeFocused();
  await expect(name).toHaveValue("Not_valid");
  await name.fill("taken");
  await expect(name).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByRole("radio", { name: /Debian/ })).toBeChecked();
});

test.describe("with a small quota", () => {
  test.use({
    quota: { "requests.cpu": "1", "requests.memory": "4Gi", "requests.storage": "20Gi", "services.loadbalancers": "1" },
  });

  test("what does not fit the quota is said before and refused by the server, and everything typed stays", async ({
    tenant,
  }) => {
    const page = await tenant.as("admin", `/${tenant.namespace}/vms-new`);
    await expect(page.getByRole("radio", { name: /u1\.xlarge/ })).toBeDisabled();
    await page.getByRole("textbox", { name: /Name/ }).fill("too-big");
    await page.getByRole("spinbutton", { name: /size/i }).fill("21");
    await expect(page.getByRole("form").getByText(/More than the quota leaves: 20\sGiB/)).toBeVisible();
    await page.getByRole("spinbutton", { name: /size/i }).fill("40");
    await page.getByRole("button", { name: /^Create/ }).click();
    await expect(page.getByText(/quota/i).first()).toBeVisible();
    await expect(page.getByRole("textbox", { name: /Name/ })).toHaveValue("too-big");
    await expect(page.getByRole("spinbutton", { name: /size/i })).toHaveValue("40");
  });
});

test("a viewer is told why this page is not for them", async ({ tenant }) => {
  const page = await tenant.as("view", `/${tenant.namespace}/vms-new`);
  await expect(
    page
      .getByRole("main")
      .getByText(/ask a tenant admin/i)
      .filter({ visible: true })
      .first(),
  ).toBeVisible();
  await expect(page.getByRole("button", { name: /^Create/ })).toHaveCount(0);
});
