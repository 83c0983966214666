import { clean } from "./running/axe.ts";
import { vmInstances } from "./running/cluster.ts";
import { createButton, editorOf, fold } from "./running/create-page.ts";
import { expect, test } from "./running/fixtures.ts";
import { productOrigin } from "./running/platform.ts";

/** Every end of a line there is, blanks that are none, tabs, signs beyond the first plane, and no end of the last line. */
const odd =
  "#cloud-config\r\n# na\u00efve \ud83d\ude42\u00a0\tend \r\nhostname: a  \n\n# one\u2028two\rthree\nfqdn: a.example.com # no end";

test("X04: what is pasted into the editor is what the cluster gets, byte for byte", async ({ tenant, cluster }) => {
  const page = await tenant.as("admin", `/${tenant.namespace}/vms-new`);
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  const reports: string[] = [];
  page.on("console", (message) => message.type() === "error" && reports.push(message.text()));
  await page.getByRole("textbox", { name: "Name of the machine" }).fill("exact");
  await fold(page, "cloud-init").click();
  const editor = editorOf(page, "User data");
  await editor.click();
  await page.evaluate((text) => navigator.clipboard.writeText(text), odd);
  await page.keyboard.press("ControlOrMeta+V");
  await expect(editor).toContainText("no end");
  // Tab is no letter here: whoever has no mouse comes out again.
  await page.keyboard.press("Tab");
  await expect(editor).not.toBeFocused();
  // A sign like these in the middle of a line is nothing that cloud-init reads: it goes because somebody says so.
  await page.getByRole("checkbox", { name: "Send it as it is, with these errors" }).check();
  await createButton(page).click();
  const stored = async () =>
    (await cluster.get(vmInstances(tenant.namespace, "exact")).catch(() => null))?.spec?.cloudInit;
  await expect.poll(stored).toBe(odd);
  expect(reports.filter((text) => /content security policy/i.test(text))).toEqual([]);
});

test("user data is written by keyboard with words to choose from; what would fail stops it at its line until it is mended", async ({
  tenant,
  cluster,
}) => {
  const page = await tenant.as("admin", `/${tenant.namespace}/vms-new`);
  await page.getByRole("textbox", { name: "Name of the machine" }).fill("typed");
  await fold(page, "cloud-init").press("Enter");
  const editor = editorOf(page, "User data");
  await editor.focus();
  await page.keyboard.type("#cloud-config\npackage_up");
  const offered = page.getByRole("option", { name: /^package_update/ });
  await expect(offered).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await expect(offered).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await expect(editor).toContainText("package_update: ");
  // What the key is for stands below, too: hovering is not for everybody.
  await expect(page.getByText(/^package_update \(true or false\): Refreshes/)).toBeVisible();
  await page.keyboard.type("true\npakages: [nginx]\n");
  await expect(page.getByText(/does not know pakages/)).toBeVisible();
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await clean(page);
  await page.setViewportSize({ width: 1280, height: 800 });

  await createButton(page).press("Enter");
  await expect(editor).toBeFocused();
  await page.getByRole("button", { name: "Rename" }).press("Enter");
  await expect(page.getByText("Nothing wrong found.")).toBeVisible();
  await page.getByRole("button", { name: "Add a recipe" }).press("Enter");
  await page.getByRole("menuitem", { name: /^QEMU guest agent/ }).press("Enter");
  await expect(editor).toContainText("qemu-guest-agent");
  await fold(page, "What the guest gets").press("Enter");
  await expect(page.getByText("No key is chosen on this page.")).toBeVisible();
  await createButton(page).press("Enter");
  const stored = async () =>
    (await cluster.get(vmInstances(tenant.namespace, "typed")).catch(() => null))?.spec?.cloudInit;
  const mended = '#cloud-config\npackage_update: true\npackages: [nginx, "qemu-guest-agent"]\n';
  await expect.poll(stored).toBe(`${mended}runcmd:\n  - systemctl start qemu-guest-agent\n`);

  await page.context().addCookies([{ name: "porthole-language", value: "de", url: productOrigin() }]);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${productOrigin()}/${tenant.namespace}/vms/typed/access`);
  await page.getByRole("button", { name: "Anzeigen" }).click();
  const again = editorOf(page, "Benutzerdaten");
  await expect(again).toContainText("package_update: true");
  await expect(page.getByText("Nichts Falsches gefunden.")).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await clean(page);
});
