import type { Page } from "@playwright/test";
import { clean } from "./running/axe.ts";
import { vmDisks, vmInstances } from "./running/cluster.ts";
import { createButton, fold } from "./running/create-page.ts";
import { expect, test } from "./running/fixtures.ts";
import { hydrated } from "./running/people.ts";
import { productOrigin } from "./running/platform.ts";

const secret = "correct-horse-battery-staple";

/** As documentation of another age writes it: disks as names, `running`, ports as one text, a profile that is none. */
const manifest = (name: string) => `apiVersion: apps.cozystack.io/v1alpha1
kind: VMDisk
metadata: {name: ${name}-root, namespace: default}
spec: {source: {image: {name: ubuntu-2404}}, storage: 30Gi, storageClass: replicated}
---
apiVersion: apps.cozystack.io/v1alpha1
kind: VMDisk
metadata: {name: ${name}-app}
spec: {source: {}, storage: 40Gi, storageClass: replicated}
---
apiVersion: apps.cozystack.io/v1alpha1
kind: VMInstance
metadata: {name: ${name}}
spec:
  running: false
  external: true
  externalMethod: PortList
  externalPorts:
    - port: 22,443
  instanceType: u1.large
  instanceProfile: ubuntu
  disks: [${name}-root, ${name}-app]
  resources: {cpu: "", memory: ""}
`;

const opened = async (page: Page) => {
  await page.getByRole("button", { name: "Paste YAML" }).click();
  return page.getByRole("dialog", { name: "Paste YAML" });
};
const isMade = (page: Page, name: string) =>
  expect(page.getByRole("heading", { name, level: 1, exact: true })).toBeVisible({ timeout: 60_000 });

/** Something brought to the page from outside, as a browser tells of it. */
const bringOnce = (
  page: Page,
  type: "paste" | "drop",
  what: { text?: string; file?: { name: string; content: string } },
) =>
  page.evaluate(
    ({ type, text, file }) => {
      const data = new DataTransfer();
      if (text !== undefined) data.setData("text/plain", text);
      if (file) data.items.add(new File([file.content], file.name));
      const init = { bubbles: true, cancelable: true };
      document
        .querySelector("main h2")
        ?.dispatchEvent(
          type === "paste"
            ? new ClipboardEvent(type, { ...init, clipboardData: data })
            : new DragEvent(type, { ...init, dataTransfer: data }),
        );
    },
    { type, ...what },
  );

/** Brought again until somebody listens, as who pastes into a page that has just come would do. */
const bring = async (
  page: Page,
  ...brought: Parameters<typeof bringOnce> extends [Page, ...infer Rest] ? Rest : never
) => {
  const dialog = page.getByRole("dialog", { name: "Paste YAML" });
  await expect(async () => {
    await bringOnce(page, ...brought);
    await expect(dialog).toBeVisible({ timeout: 5_000 });
  }).toPass();
  return dialog;
};

test("a machine with a data disk is the same on the cluster, clicked or pasted", async ({ tenant, cluster }) => {
  const { namespace } = tenant;
  const page = await tenant.as("admin", `/${namespace}/vms-new`);
  await page.getByRole("button", { name: "Add data disk" }).click();
  const rows = page.getByRole("list", { name: "Disks" }).getByRole("listitem");
  for (const [index, [name, size]] of [
    ["clicked-root", "30"],
    ["clicked-app", "40"],
  ].entries()) {
    const row = rows.nth(index);
    await row.getByRole("spinbutton", { name: /GiB/ }).fill(size ?? "");
    await row.getByText("Name, bus and kind").click();
    await row.getByRole("textbox", { name: "Name in the cluster" }).fill(name ?? "");
  }
  await page.getByRole("radio", { name: /u1\.large/ }).check({ force: true });
  await page.getByRole("button", { name: "443 HTTPS" }).click();
  await page.getByRole("textbox", { name: "Name of the machine" }).fill("clicked");
  await page.getByRole("checkbox", { name: "Start it after creation" }).uncheck();
  await createButton(page).click();
  await isMade(page, "clicked");

  await page.goto(`${productOrigin()}/${namespace}/vms-new`);
  await hydrated(page);
  const dialog = await opened(page);
  await expect(dialog.getByRole("textbox", { name: "Text" })).toBeFocused();
  await dialog.getByRole("textbox", { name: "Text" }).fill(manifest("pasted"));
  await expect(dialog.getByText("The machine pasted with 2 disks")).toBeVisible();
  const said = [
    `The namespace default becomes this tenant, ${namespace}.`,
    "running: false becomes runStrategy: Halted.",
    /The ports .*22,443.* are read as 22, 443\./,
    "Disks written as plain names become objects with a name",
    "resources is empty and is left out.",
  ];
  for (const line of said) await expect(dialog.getByText(line)).toBeVisible();
  await clean(page);
  await dialog.getByRole("button", { name: "Fill in the form" }).click();
  await expect(page.getByText("The form holds the pasted text")).toBeVisible();
  for (const line of said) await expect(page.getByText(line)).toBeVisible();
  await clean(page);
  await createButton(page).click();
  await isMade(page, "pasted");

  const specOf = async (path: string) => JSON.stringify((await cluster.get(path)).spec);
  for (const part of ["-root", "-app"]) {
    const clicked = await specOf(vmDisks(namespace, `clicked${part}`));
    expect(await specOf(vmDisks(namespace, `pasted${part}`))).toBe(clicked);
  }
  const clicked = await specOf(vmInstances(namespace, "clicked"));
  expect(await specOf(vmInstances(namespace, "pasted"))).toBe(clicked.replaceAll("clicked-", "pasted-"));
});

test("X08: pasted text is taken back and forth, and nothing of it outlives the page", async ({ tenant }) => {
  const page = await tenant.as("admin", `/${tenant.namespace}/vms-new`);
  await page.getByRole("textbox", { name: "Name of the machine" }).fill("typed-by-hand");
  const name = page.getByRole("textbox", { name: "Name of the machine" });
  await bring(page, "paste", {
    text: `${manifest("kept")}  cloudInit: |\n    #cloud-config\n    password: ${secret}\n`,
  });
  const dialog = page.getByRole("dialog", { name: "Paste YAML" });
  await expect(dialog.getByText("The machine kept with 2 disks")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(name).toHaveValue("typed-by-hand");
  await bring(page, "paste", {
    text: `${manifest("kept")}  cloudInit: |\n    #cloud-config\n    password: ${secret}\n`,
  });
  await dialog.getByRole("button", { name: "Fill in the form" }).click();
  await expect(name).toHaveValue("kept");
  await page.getByRole("button", { name: "Back to what was here before" }).click();
  await expect(name).toHaveValue("typed-by-hand");
  await page.getByRole("button", { name: "Take the pasted text again" }).click();
  await expect(name).toHaveValue("kept");
  await expect(fold(page, "cloud-init")).toBeVisible();

  page.on("dialog", (asked) => void asked.accept());
  await page.reload();
  await hydrated(page);
  await expect(createButton(page)).toBeVisible();
  const stored = await page.evaluate(async () => {
    const all = [
      JSON.stringify({ ...localStorage }),
      JSON.stringify({ ...sessionStorage }),
      document.cookie,
      location.href,
    ];
    for (const { name: database = "" } of await indexedDB.databases()) {
      const db = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(database);
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      for (const store of db.objectStoreNames) {
        const request = db.transaction(store).objectStore(store).getAll();
        await new Promise((resolve) => request.addEventListener("success", resolve));
        all.push(JSON.stringify(request.result));
      }
    }
    for (const cache of await caches.keys())
      for (const { url } of await (await caches.open(cache)).keys()) all.push(url);
    return all.join("\n");
  });
  expect(stored).not.toContain(secret);
  expect(stored).not.toContain("VMInstance");
  expect(await page.content()).not.toContain(secret);
});

/** Two machines, a disk of each, and one that neither lists. */
const several = `apiVersion: apps.cozystack.io/v1alpha1
kind: VMDisk
metadata: {name: spare}
spec: {storage: 10Gi, storageClass: replicated}
---
${manifest("front")}---
${manifest("back").replace("u1.large", "u1.xlarge")}`;

test("of several machines in a text one is chosen by keyboard on a phone, and later another in its place", async ({
  tenant,
}) => {
  const page = await tenant.as("admin", `/${tenant.namespace}/vms-new`);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.evaluate((text) => navigator.clipboard.writeText(text), several);
  const name = page.getByRole("textbox", { name: "Name of the machine" });
  const dialog = page.getByRole("dialog", { name: "Paste YAML" });
  // Where text has a place it goes there; a radio button has none for it.
  await name.fill("");
  await page.keyboard.press("ControlOrMeta+V");
  await expect(name).toHaveValue(/^apiVersion: .*kind: VMInstance/);
  await expect(dialog).toHaveCount(0);
  await name.fill("typed-by-hand");
  await page.getByRole("radio", { name: /Debian/ }).focus();
  await expect(async () => {
    if (!(await dialog.isVisible())) await page.keyboard.press("ControlOrMeta+V");
    await expect(dialog).toBeVisible({ timeout: 5_000 });
  }).toPass();
  await expect(dialog.getByText("The text describes 2 machines. Which one is to fill in the form?")).toBeVisible();
  await expect(dialog.getByRole("button", { name: "Fill in the form" })).toHaveCount(0);
  const [front, back] = [dialog.getByRole("radio", { name: /^front/ }), dialog.getByRole("radio", { name: /^back/ })];
  await front.focus();
  await page.keyboard.press("ArrowDown");
  await expect(back).toBeChecked();
  await expect(dialog.getByText("The machine back with 2 disks")).toBeVisible();
  const said = [
    "The machine front is left out: another one of this text is chosen.",
    "The disk front-app belongs to front and is left out with it.",
    /The machine does not list the disk spare/,
  ];
  for (const line of said) await expect(dialog.getByText(line)).toBeVisible();
  await clean(page);
  await dialog.getByRole("button", { name: "Fill in the form" }).click();
  await expect(name).toHaveValue("back");
  await expect(page.getByText("back is one of 2 machines in the text.")).toBeVisible();
  for (const line of said) await expect(page.getByText(line)).toBeVisible();

  await name.fill("renamed");
  await page.getByRole("button", { name: "Choose another machine" }).click();
  await expect(back).toBeChecked();
  await back.focus();
  await page.keyboard.press("ArrowUp");
  await expect(dialog.getByText("The machine front with 2 disks")).toBeVisible();
  await dialog.getByRole("button", { name: "Fill in the form" }).click();
  await expect(name).toHaveValue("front");
  await expect(page.getByRole("radio", { name: /u1\.large/ })).toBeChecked();
  await clean(page);
  // What was typed over the first one is not lost to the second.
  await page.getByRole("button", { name: "Back to what was here before" }).click();
  await expect(name).toHaveValue("renamed");
  await expect(page.getByRole("radio", { name: /u1\.xlarge/ })).toBeChecked();
  await page.getByRole("button", { name: "Take the pasted text again" }).click();
  await expect(name).toHaveValue("front");
});

test("X06: a dropped picture with a script in name and content is text, and a disk opens its own form", async ({
  tenant,
}) => {
  const { namespace } = tenant;
  const page = await tenant.as("admin", `/${namespace}/vms-new`);
  await expect(createButton(page)).toBeVisible();
  const name = "<img src=x onerror=document.title='owned'>.svg";
  const content =
    "<svg xmlns='http://www.w3.org/2000/svg' onload=\"document.title='owned'\"><script>document.title='owned'</script></svg>";
  const dialog = await bring(page, "drop", { file: { name, content } });
  await expect(dialog.getByText("This is a web page or a picture, not a manifest.")).toBeVisible();
  await expect(dialog.getByText(`Read from ${name}`)).toBeVisible();
  await expect(dialog.locator("svg script, img")).toHaveCount(0);
  await expect(page).not.toHaveTitle(/owned/);
  await expect(dialog.getByRole("button", { name: "Fill in the form" })).toHaveCount(0);

  // As it is copied from a rendered page.
  const lost =
    "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata:\nname: golden\nspec:\nsource:\nimage:\nname: ubuntu-2404\nstorage: 20Gi\nstorageClass: replicated\n";
  const text = dialog.getByRole("textbox", { name: "Text" });
  await text.fill(lost);
  await dialog.getByRole("button", { name: "Put the indentation back" }).click();
  await expect(text).toHaveValue(/\n {2}source:\n {4}image:\n {6}name: ubuntu-2404\n/);
  await expect(dialog.getByText("The disk golden by itself")).toBeVisible();
  await dialog.getByRole("button", { name: "Open the form for disks" }).click();
  await expect(page).toHaveURL(/\/disks-new$/);
  await expect(dialog.getByText("The disk golden by itself")).toBeVisible();
  await dialog.getByRole("button", { name: "Fill in the form" }).click();
  await expect(page.getByText("Everything is taken as it is written.")).toBeVisible();
  await expect(page.getByRole("combobox", { name: "Filled from" })).toHaveValue("image");
  await clean(page);
  await page.getByRole("button", { name: "Create golden" }).click();
  await expect(page.getByRole("heading", { name: "golden", level: 1 })).toBeVisible();
});
