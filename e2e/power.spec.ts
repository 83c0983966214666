import { virtualMachine, vmInstances } from "./running/cluster.ts";
import { expect, test } from "./running/fixtures.ts";

test("an admin's stop and start are durable: the VMInstance's runStrategy is written", async ({ tenant, cluster }) => {
  await tenant.vm("durable");
  const page = await tenant.as("admin", `/${tenant.namespace}/vms/durable`);
  await page.getByRole("button", { name: "Stop", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("stays off until somebody starts it");
  await dialog.getByRole("button", { name: "Stop durable" }).click();
  await expect(page.getByText("Stopped", { exact: true }).first()).toBeVisible();
  const strategy = async () => (await cluster.get(vmInstances(tenant.namespace, "durable"))).spec?.runStrategy;
  await expect.poll(strategy).toBe("Halted");
  await page.getByRole("button", { name: "Start", exact: true }).click();
  await expect(page.getByText("Running", { exact: true }).first()).toBeVisible();
  await expect.poll(strategy).toBe("Always");
  // Followed beyond the platform's "accepted", until the machine is what was asked for.
  await expect(page.getByRole("status").getByText("durable is running.")).toBeVisible();
});

test("what is forced off says what it loses, is apart from the rest, and is followed until it is off", async ({
  tenant,
}) => {
  await tenant.vm("ignores-shutdown-1");
  const page = await tenant.as("use", `/${tenant.namespace}/vms/ignores-shutdown-1`);
  await page.getByRole("button", { name: "More power actions" }).press("Enter");
  const menu = page.getByRole("menu");
  // What no role has is not shown to who was not granted it.
  await expect(menu.getByRole("menuitem")).toHaveText([/^Start/, /^Restart/, /^Force off/]);
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("is lost");
  await expect(dialog).toContainText("only for now");
  await dialog.getByRole("button", { name: "Force ignores-shutdown-1 off" }).press("Enter");
  await expect(page.getByRole("status").getByText(/^ignores-shutdown-1 is off\. Its run strategy/)).toBeVisible();
  await expect(page.getByRole("button", { name: "Start", exact: true })).toBeEnabled();
});

test("an operator's stop goes through the subresource and says that it is momentary", async ({ tenant, cluster }) => {
  await tenant.vm("momentary");
  const page = await tenant.as("use", `/${tenant.namespace}/vms/momentary`);
  await page.getByRole("button", { name: "Stop", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("only for now");
  await dialog.getByRole("button", { name: "Stop momentary" }).click();
  await expect
    .poll(async () => (await cluster.get(virtualMachine(tenant.namespace, "momentary"))).spec?.runStrategy)
    .toBe("Halted");
  expect((await cluster.get(vmInstances(tenant.namespace, "momentary"))).spec?.runStrategy).toBe("Always");
  await expect(page.getByText("Stopped").first()).toBeVisible();
});

test("restart is always the subresource: the machine comes back as a new instance", async ({ tenant, cluster }) => {
  await tenant.vm("again");
  const vmi = `/apis/kubevirt.io/v1/namespaces/${tenant.namespace}/virtualmachineinstances/vm-instance-again`;
  const before = (await cluster.get(vmi)).metadata.uid;
  const page = await tenant.as("use", `/${tenant.namespace}/vms/again`);
  await page.getByRole("button", { name: "More power actions" }).click();
  await page.getByRole("menuitem", { name: "Restart" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Restart again" }).click();
  // Between the old instance and the new one there is none.
  await expect.poll(async () => (await cluster.find(vmi))?.metadata.uid ?? before).not.toBe(before);
  await expect(page.getByRole("status").getByText("again has been restarted and is running again.")).toBeVisible();
});

test("a viewer sees the power buttons, disabled with the reason in words", async ({ tenant }) => {
  await tenant.vm("looked-at");
  const page = await tenant.as("view", `/${tenant.namespace}/vms/looked-at`);
  const stop = page.getByRole("button", { name: "Stop", exact: true });
  await expect(stop).toHaveAttribute("aria-disabled", "true");
  await expect(stop).toHaveAccessibleDescription(/ask a tenant admin/i);
});
