import { clean } from "./running/axe.ts";
import { virtualMachine, vmInstances } from "./running/cluster.ts";
import { editorOf } from "./running/create-page.ts";
import { expect, test } from "./running/fault-fixtures.ts";

const key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl ada@laptop";

test("another size, by keys alone: what it adds and brings, and the restart it waits for until it is done", async ({
  tenant,
  cluster,
}) => {
  await tenant.vm("grown");
  const page = await tenant.as("admin", `/${tenant.namespace}/vms/grown`);
  await page.getByRole("button", { name: "Change size…" }).press("Enter");
  const dialog = page.getByRole("dialog", { name: "Change the size of grown" });
  await expect(dialog).toContainText("Now: u1.medium · 1 vCPU");
  const save = dialog.getByRole("button", { name: "Change size" });
  await expect(save).toHaveAccessibleDescription(/This is the size it has/);
  await dialog.getByRole("radio", { name: "u1.xlarge" }).press("Space");
  await expect(dialog).toContainText("+3 vCPU");
  await expect(dialog).toContainText("What this brings");
  await clean(page);
  await save.press("Enter");
  await expect(dialog).toContainText("Saved.");
  await expect
    .poll(async () => (await cluster.get(vmInstances(tenant.namespace, "grown"))).spec?.instanceType)
    .toBe("u1.xlarge");
  const waits = async () => {
    const { status } = await cluster.get(virtualMachine(tenant.namespace, "grown"));
    return JSON.stringify(status?.conditions).includes("RestartRequired");
  };
  // The platform has taken it in: a restart before that would boot what was there.
  await expect.poll(waits).toBe(true);
  await expect(page.getByText("A change waits for a restart").first()).toBeVisible({ timeout: 40_000 });
  await dialog.getByRole("button", { name: "Restart…" }).press("Enter");
  await page
    .getByRole("dialog", { name: /Restart grown/ })
    .getByRole("button", { name: "Restart grown" })
    .press("Enter");
  await expect.poll(waits, { timeout: 20_000 }).toBe(false);
  await page.keyboard.press("Escape");
  // What was shown as long as it was true is gone for good.
  await expect(page.getByText("A change waits for a restart")).toHaveCount(0, { timeout: 20_000 });
  await expect(page.getByRole("main")).toContainText("u1.xlarge");
});

test("keys and cloud-init are for a first boot: P18: the text is shown only on asking, and another seed has it read again", async ({
  tenant,
  cluster,
}) => {
  const stored = async () => (await cluster.get(vmInstances(tenant.namespace, "entered"))).spec;
  await tenant.vm("entered", { cloudInit: "#cloud-config\npassword: hunter2\n" });
  const page = await tenant.as("admin", `/${tenant.namespace}/vms/entered/access`);
  await page.getByLabel("Add a public key").fill(key);
  await page.getByRole("button", { name: "Add key" }).press("Enter");
  await expect(page.getByRole("main")).toContainText("Keys are read at the first boot only.");
  await page.getByRole("button", { name: "Save keys" }).press("Enter");
  await expect.poll(async () => (await stored())?.sshKeys).toEqual([key]);

  await expect(page.getByRole("button", { name: "Show it" })).toBeVisible();
  expect(await page.content()).not.toContain("hunter2");
  await page.getByRole("button", { name: "Show it" }).press("Enter");
  const text = editorOf(page, "User data");
  await expect(text).toContainText("hunter2");
  await text.fill("password: hunter3\n");
  await expect(page.getByRole("main")).toContainText("without it cloud-init ignores everything");
  await text.fill("#cloud-config\npassword: hunter3\n");
  await expect(page.getByRole("main")).toContainText("stored in clear");
  await clean(page);
  await page.getByRole("button", { name: "Save cloud-init" }).press("Enter");
  await expect.poll(async () => (await stored())?.cloudInit).toBe("#cloud-config\npassword: hunter3\n");

  await page.getByRole("button", { name: "Run again at next boot" }).press("Enter");
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("takes itself for a new machine");
  await dialog.getByRole("button", { name: "Run again at next boot" }).press("Enter");
  await expect.poll(async () => (await stored())?.cloudInitSeed).toMatch(/^again-/);
});

test("F29: two people change the same: nothing is written over, both versions are shown, one's own goes in on choice", async ({
  tenant,
  cluster,
}) => {
  const path = vmInstances(tenant.namespace, "shared");
  await tenant.vm("shared");
  const page = await tenant.as("admin", `/${tenant.namespace}/vms/shared/access`);
  await page.getByLabel("Add a public key").fill(key);
  await page.getByRole("button", { name: "Add key" }).press("Enter");
  await expect(page.getByRole("button", { name: "Save keys" })).toBeVisible();
  const theirs = key.replace("ada@laptop", "ben@desk");
  await cluster.patch(path, { spec: { sshKeys: [theirs] } });
  await page.getByRole("button", { name: "Save keys" }).press("Enter");
  await expect(page.getByText("Somebody changed the same meanwhile")).toBeVisible();
  await expect(page.getByRole("main")).toContainText("Yours: 1 key, ada@laptop");
  await expect(page.getByRole("main")).toContainText("Theirs, saved: 1 key, ben@desk");
  expect((await cluster.get(path)).spec?.sshKeys).toEqual([theirs]);
  await page.getByRole("button", { name: "Save mine over theirs" }).press("Enter");
  await expect.poll(async () => (await cluster.get(path)).spec?.sshKeys).toEqual([key]);
});

test("a save whose result nobody knows is read again, and what is true is said", async ({ tenant, wire, visit }) => {
  await tenant.vm("unsure", { runStrategy: "Halted" });
  const page = await visit("admin", `/${tenant.namespace}/vms/unsure/access`);
  await page.getByLabel("Add a public key").fill(key);
  await page.getByRole("button", { name: "Add key" }).press("Enter");
  await expect(page.getByRole("button", { name: "Save keys" })).toBeVisible();
  await wire.pull();
  await page.getByRole("button", { name: "Save keys" }).press("Enter");
  // As long as the cluster is away nothing else is said.
  await expect(page.getByText("It is not known whether this was saved")).toBeVisible({ timeout: 40_000 });
  await wire.plug();
  await expect(page.getByText("It was not saved")).toBeVisible({ timeout: 30_000 });
  // What was chosen is still there.
  await page.getByRole("button", { name: "Save keys" }).press("Enter");
  await expect(page.getByText("Saved.", { exact: false }).first()).toBeVisible({ timeout: 30_000 });
});
