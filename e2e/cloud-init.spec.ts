import { vmInstances } from "./running/cluster.ts";
import { createButton, editorOf, fold } from "./running/create-page.ts";
import { expect, test } from "./running/fixtures.ts";

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
  await createButton(page).click();
  const stored = async () =>
    (await cluster.get(vmInstances(tenant.namespace, "exact")).catch(() => null))?.spec?.cloudInit;
  await expect.poll(stored).toBe(odd);
  expect(reports.filter((text) => /content security policy/i.test(text))).toEqual([]);
});
