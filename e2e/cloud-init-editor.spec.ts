import type { Page } from "@playwright/test";
import { vmInstances } from "./running/cluster.ts";
import { createButton, editorOf, fold } from "./running/create-page.ts";
import { expect, test } from "./running/fixtures.ts";
import { hydrated } from "./running/people.ts";
import { productOrigin } from "./running/platform.ts";

const selected = (page: Page) => page.evaluate(() => getSelection()?.toString());

test("what a key is for by pointer and by keyboard, from finding to finding by F8, and a dropped file, in French", async ({
  tenant,
}) => {
  const path = `/${tenant.namespace}/vms-new`;
  const page = await tenant.as("admin", path);
  await page.context().addCookies([{ name: "porthole-language", value: "fr", url: productOrigin() }]);
  await page.goto(`${productOrigin()}${path}`);
  await hydrated(page);
  await fold(page, "cloud-init").click();
  const editor = editorOf(page, "Données utilisateur");
  await expect(editor).toBeVisible();
  const dropped = await page.evaluateHandle(() => {
    const files = new DataTransfer();
    files.items.add(new File(["#cloud-config\npakages: [nginx]\npackages: [curl]\nntp: oui\n"], "premier.yaml"));
    return files;
  });
  await editor.dispatchEvent("drop", { dataTransfer: dropped });
  await expect(page.getByRole("status").filter({ hasText: "premier.yaml est dans l’éditeur." })).toBeVisible();
  const found = page.getByRole("list", { name: "Remarques sur les données utilisateur" });
  await expect(found.getByText(/ne connaît pas pakages à cet endroit et l’ignore\. Est-ce packages/)).toBeVisible();
  await expect(found.getByText(/^Ligne 4 ntp/)).toBeVisible();

  await editor.focus();
  await page.keyboard.press("ControlOrMeta+Home");
  await page.keyboard.press("F8");
  await expect.poll(() => selected(page)).toBe("pakages");
  // Read out, for whoever does not see where the selection went.
  const readOut = page.locator(".cm-announced");
  await expect(readOut).toContainText("ne connaît pas pakages");
  await page.keyboard.press("F8");
  await expect.poll(() => selected(page)).toBe("oui");
  await expect(readOut).toContainText("ntp");
  await page.keyboard.press("Shift+F8");
  await expect.poll(() => selected(page)).toBe("pakages");

  const sentence = /Paquets à installer\s: nom, nom et version/;
  // From what is selected the arrow would only lead to its end.
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowDown");
  const line = page.locator(`[id="${(await editor.getAttribute("aria-describedby"))?.split(" ").at(-1)}"]`);
  await expect(line).toContainText(/^packages \(liste\)/);
  await expect(line).toContainText(sentence);

  const explanation = page.locator(".cm-tooltip-hover .cm-explanation");
  await expect(async () => {
    await fold(page, "cloud-init").hover();
    await editor.getByText("packages", { exact: true }).hover();
    await expect(explanation).toContainText(sentence, { timeout: 3_000 });
  }).toPass();
  await expect(explanation.locator("b")).toHaveText("packages");
});

test("where the editor's code does not come, a plain field takes its place and nothing that was typed is lost", async ({
  tenant,
  cluster,
}) => {
  const page = await tenant.as("admin", `/${tenant.namespace}/vms-new`);
  await hydrated(page);
  await page.getByRole("textbox", { name: "Name of the machine" }).fill("plain");
  await page.context().setOffline(true);
  await fold(page, "cloud-init").click();
  const plain = page.locator("textarea").and(page.getByRole("textbox", { name: "User data", exact: true }));
  await plain.focus();
  await page.keyboard.type("#cloud-config\n# without the editor\n");
  await expect(plain).toHaveValue("#cloud-config\n# without the editor\n");
  await expect(editorOf(page, "User data")).toHaveCount(0);
  await page.context().setOffline(false);
  // It is asked for until it comes; whoever was writing goes on where the caret was.
  const editor = editorOf(page, "User data");
  await expect(editor).toBeFocused({ timeout: 30_000 });
  await page.keyboard.type("hostname: here");
  await expect(editor).toContainText("# without the editor");
  await createButton(page).click();
  const stored = async () =>
    (await cluster.get(vmInstances(tenant.namespace, "plain")).catch(() => null))?.spec?.cloudInit;
  await expect.poll(stored).toBe("#cloud-config\n# without the editor\nhostname: here");
});
