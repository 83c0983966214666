import { vmInstances } from "./running/cluster.ts";
import { expect, test } from "./running/fixtures.ts";

const machines = (tenant: string, name = "") =>
  `/apis/kubevirt.io/v1/namespaces/${tenant}/virtualmachines${name && `/${name}`}`;

/** As somebody makes it with kubectl. */
const byHand = (name: string) => ({
  apiVersion: "kubevirt.io/v1",
  kind: "VirtualMachine",
  metadata: { name },
  spec: {
    runStrategy: "Always",
    instancetype: { kind: "VirtualMachineClusterInstancetype", name: "u1.medium" },
    preference: { kind: "VirtualMachineClusterPreference", name: "debian" },
    template: {
      metadata: { labels: { app: name } },
      spec: {
        domain: { devices: { disks: [{ name: "root", disk: { bus: "virtio" } }] } },
        volumes: [{ name: "root", containerDisk: { image: "example.org/disk" } }],
      },
    },
  },
});

test("a machine that no VMInstance made is in the list and has a page, beside a VMInstance of its name", async ({
  tenant,
  cluster,
}) => {
  await tenant.vm("twin", { runStrategy: "Halted" });
  await cluster.create(machines(tenant.namespace), byHand("twin"));
  const page = await tenant.as("admin");
  const grid = page.getByRole("grid");
  const raw = grid.getByRole("row", { name: /created outside/ });
  await expect(raw).toContainText("Running");
  await expect(raw).toContainText("Debian");
  await expect(grid.getByRole("row", { name: /^twin/ })).toHaveCount(2);

  await raw.getByRole("link", { name: "twin" }).click();
  await expect(page).toHaveURL(new RegExp(`/${tenant.namespace}/vms/vm\\.twin$`));
  await expect(page.getByRole("heading", { level: 1, name: "twin", exact: true })).toBeVisible();
  await expect(page.getByText("This machine was created outside this console")).toBeVisible();
  // What it is made from, by its own VirtualMachine.
  await expect(page.getByRole("list", { name: "Volumes" })).toContainText(/root.*container image.*example\.org\/disk/s);
  await page.getByRole("button", { name: "More actions" }).click();
  await expect(page.getByRole("menuitem", { name: "Delete…" })).toContainText("with the tool that made it");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Stop", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Stop twin" }).click();
  await expect(page.getByRole("button", { name: "Start", exact: true })).toBeVisible();
  const { spec } = await cluster.get(machines(tenant.namespace, "twin"));
  expect(spec?.runStrategy).toBe("Halted");
  // The other one is as it was.
  expect((await cluster.get(vmInstances(tenant.namespace, "twin"))).spec?.runStrategy).toBe("Halted");

  await page.goBack();
  await cluster.delete(machines(tenant.namespace, "twin"));
  await expect(raw).toHaveCount(0);
  await expect(grid.getByRole("row", { name: /^twin/ })).toHaveCount(1);
});

test("an operator, who may not read VirtualMachines, is shown none that no VMInstance made", async ({
  tenant,
  cluster,
}) => {
  await tenant.vm("known");
  await cluster.create(machines(tenant.namespace), byHand("unknown"));
  const page = await tenant.as("use");
  await expect(page.getByRole("grid").getByRole("row", { name: /known/ })).toHaveCount(1);
  await page.goto(`${new URL(page.url()).origin}/${tenant.namespace}/vms/known`);
  // Asked whether it is on, the cluster says so: nothing is concluded here.
  await expect(page.getByText("Running").first()).toBeVisible();
  await expect(page.getByText("inferred")).toHaveCount(0);
});
