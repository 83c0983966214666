import { clean } from "./running/axe.ts";
import { vmInstances } from "./running/cluster.ts";
import { expect, test } from "./running/fixtures.ts";

const secret = "#cloud-config\npassword: hunter2\n";

test("a machine's manifest is read, edited, compared and saved as a small patch; P18: its secrets show when asked for; X01: hostile words are text", async ({
  tenant,
  cluster,
}) => {
  const { namespace } = tenant;
  await tenant.vm("text", {
    runStrategy: "Halted",
    cloudInit: secret,
    unknown: '<img src=x onerror="window.hacked=1">',
  });
  const page = await tenant.as("admin", `/${namespace}/vms/text/manifest`);
  const yaml = page.getByRole("region", { name: "YAML of VMInstance text" });
  await expect(yaml).toContainText("kind: VMInstance");
  await expect(yaml).toContainText('<img src=x onerror="window.hacked=1">');
  expect(await page.evaluate(() => Reflect.get(window, "hacked"))).toBeUndefined();
  await expect(yaml).not.toContainText("hunter2");
  await page.getByRole("button", { name: "Show what is covered" }).click();
  await expect(yaml).toContainText("hunter2");
  await page.getByRole("button", { name: "Cover it again" }).click();
  await expect(yaml).toContainText("cloudInit: ••••••");

  // Linked both ways; what no role may read says so.
  await page.getByRole("link", { name: "VirtualMachine vm-instance-text" }).first().click();
  await expect(page.getByRole("region", { name: "YAML of VirtualMachine vm-instance-text" })).toContainText(
    "kubevirt.io/v1",
  );
  await page
    .getByRole("link", { name: /^PersistentVolumeClaim/ })
    .first()
    .click();
  await expect(page.getByText("only your provider can grant it")).toBeVisible();
  await expect(page).toHaveURL(/object=PersistentVolumeClaim/);
  await page
    .getByRole("link", { name: /^VMInstance/ })
    .first()
    .click();
  await clean(page);

  await page.getByRole("button", { name: "Edit", exact: true }).click();
  const field = page.getByRole("textbox", { name: "The manifest, to write in" });
  await expect(field).toBeFocused();
  const text = await field.inputValue();
  await field.fill(text.replace("Halted", "Sometimes").replace(`namespace: ${namespace}`, "namespace: tenant-root"));
  await expect(page.getByText("spec.runStrategy must be one of: Always, Halted")).toBeVisible();
  await expect(page.getByText(`metadata.namespace cannot be changed: it is always ${namespace}.`)).toBeVisible();
  await page.getByRole("button", { name: "Line 5", exact: true }).click();
  await expect(field).toBeFocused();
  await expect(page.getByRole("button", { name: "Review the change" })).toHaveAttribute("aria-disabled", "true");
  await clean(page);

  await field.fill(`${text.replace(/instanceType: \S+/, "instanceType: u1.large # more room")}  hostDevices: []\n`);
  await expect(page.getByText("The platform’s schema does not know spec.hostDevices.")).toBeVisible();
  await page.getByRole("button", { name: "Review the change" }).click();
  const difference = page.getByRole("region", { name: "What will change" });
  await expect(difference.getByRole("listitem").filter({ hasText: "Added:" })).toHaveText([/u1\.large/, /hostDevices/]);
  await clean(page);
  await page.getByRole("button", { name: "Save the change" }).click();
  await expect(page.getByText("The cluster took the change")).toBeVisible();
  await expect(yaml).toContainText("instanceType: u1.large");
  const { spec } = await cluster.get(vmInstances(namespace, "text"));
  expect(spec).toMatchObject({ instanceType: "u1.large", cloudInit: secret, hostDevices: [], runStrategy: "Halted" });
});
