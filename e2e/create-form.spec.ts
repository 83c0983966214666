import type { Locator, Page } from "@playwright/test";
import { clean } from "./running/axe.ts";
import { diskOf, vmDisks, vmInstances } from "./running/cluster.ts";
import { createButton } from "./running/create-page.ts";
import { expect, test } from "./running/fixtures.ts";
import { hydrated } from "./running/people.ts";
import { productOrigin } from "./running/platform.ts";

const key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl ada@laptop";
const madeOf = async (page: Page): Promise<string> =>
  ((await createButton(page).textContent()) ?? "").replace(/^Create\s+|Ctrl.*$/g, "").trim();
const isMade = (page: Page, name: string) =>
  expect(page.getByRole("heading", { name, level: 1, exact: true })).toBeVisible({ timeout: 60_000 });

/** What a hand does on the page, counted by the page itself: presses of a button of the mouse and keys. */
const counting = async (page: Page) => {
  const count = { presses: 0, keys: 0 };
  await page.exposeFunction("counted", (kind: keyof typeof count) => void count[kind]++);
  await page.addInitScript(() => {
    const tell = (kind: string) => (Reflect.get(window, "counted") as (kind: string) => void)(kind);
    addEventListener("pointerdown", ({ isTrusted }) => isTrusted && tell("presses"), true);
    addEventListener("keydown", ({ isTrusted }) => isTrusted && tell("keys"), true);
  });
  return count;
};

const withKey = async (page: Page) => {
  await page.evaluate((line) => localStorage.setItem("porthole-ssh-keys", JSON.stringify([line])), key);
  await page.reload();
  await hydrated(page);
};

test("a default machine reachable by SSH takes two interactions and nothing typed", async ({ tenant, cluster }) => {
  const page = await tenant.as("admin");
  const count = await counting(page);
  await withKey(page);
  await page.getByRole("link", { name: /New/ }).filter({ visible: true }).first().click();
  await expect(createButton(page)).toBeVisible();
  const name = await madeOf(page);
  await createButton(page).click();
  await isMade(page, name);
  expect(count.presses).toBeLessThanOrEqual(3);
  expect(count.keys).toBe(0);
  const { spec } = await cluster.get(vmInstances(tenant.namespace, name));
  expect(spec).toMatchObject({ external: true, externalMethod: "PortList", externalPorts: [22], sshKeys: [key] });
});

test("a machine with a data disk and the ports of the web takes at most eight", async ({ tenant, cluster }) => {
  const page = await tenant.as("admin");
  const count = await counting(page);
  await withKey(page);
  await page.getByRole("link", { name: /New/ }).filter({ visible: true }).first().click();
  await page.getByRole("button", { name: "Add data disk" }).click();
  await page.getByRole("button", { name: "80 HTTP" }).click();
  await page.getByRole("button", { name: "443 HTTPS" }).click();
  const name = await madeOf(page);
  await createButton(page).click();
  await isMade(page, name);
  expect(count.presses + count.keys).toBeLessThanOrEqual(8);
  const { spec } = await cluster.get(vmInstances(tenant.namespace, name));
  expect(spec).toMatchObject({
    externalPorts: [22, 80, 443],
    disks: [{ name: `${name}-system` }, { name: `${name}-data` }],
  });
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test("the whole flow works by keyboard alone", async ({ tenant, cluster }) => {
    test.slow();
    const page = await tenant.as("admin", `/${tenant.namespace}/vms-new`);
    const press = (keys: string) => page.keyboard.press(keys);
    /** Goes on with Tab, as who has no mouse. */
    const reach = async (target: Locator) => {
      for (let steps = 0; steps < 150; steps++) {
        if (await target.evaluate((element) => element === document.activeElement)) return;
        await press("Tab");
      }
      throw new Error(`${target} is not reached by Tab`);
    };
    await reach(page.getByRole("radio", { name: /^Ubuntu/ }));
    await press("ArrowRight");
    await expect(page.getByRole("radio", { name: /^Debian/ })).toBeChecked();
    await reach(page.getByRole("button", { name: "Add data disk" }));
    await press("Enter");
    const size = page.getByRole("spinbutton", { name: "Size of Data disk in GiB" });
    await expect(size).toBeFocused();
    await press("ControlOrMeta+a");
    await page.keyboard.type("30");
    await press("Shift+Tab");
    const handle = page.getByRole("button", { name: /^Move debian-1-data, place/ });
    await expect(handle).toBeFocused();
    await press("ArrowUp");
    await expect(handle).toBeFocused();
    await expect(handle).toHaveAccessibleName("Move debian-1-data, place 1 of 2");
    await press("ArrowDown");
    await expect(handle).toHaveAccessibleName("Move debian-1-data, place 2 of 2");
    await reach(page.getByRole("textbox", { name: "Add a public key" }));
    await page.keyboard.type(key);
    await reach(page.getByRole("textbox", { name: "Port" }));
    await page.keyboard.type("80,443");
    await press("Enter");
    await expect(page.getByRole("button", { name: "Remove port 443" })).toBeVisible();
    await reach(page.getByRole("textbox", { name: "Name of the machine" }));
    await press("ControlOrMeta+a");
    await page.keyboard.type("by-keys");
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await press("ControlOrMeta+Enter");
    await isMade(page, "by-keys");
    const { spec } = await cluster.get(vmInstances(tenant.namespace, "by-keys"));
    expect(spec).toMatchObject({ externalPorts: [22, 80, 443], sshKeys: [key] });
    expect((await cluster.get(vmDisks(tenant.namespace, "by-keys-data"))).spec).toMatchObject({ storage: "30Gi" });
  });
});

test("disks of every kind reach the cluster in the order of the list", async ({ tenant, cluster }) => {
  await cluster.create(vmDisks(tenant.namespace), diskOf("archive", { storage: "8Gi" }));
  await expect
    .poll(async () => JSON.stringify((await cluster.get(vmDisks(tenant.namespace, "archive"))).status))
    .toMatch(/"type":"Ready","status":"True"|"status":"True","type":"Ready"/);
  const page = await tenant.as("admin", `/${tenant.namespace}/vms-new`);
  await page.getByRole("textbox", { name: "Name of the machine" }).fill("many");
  await page.getByRole("button", { name: "Attach an existing disk" }).click();
  await page.getByRole("combobox", { name: "Disk to attach" }).selectOption("archive");
  await page.getByRole("button", { name: /From an address/ }).click();
  const iso = page.getByRole("listitem", { name: /many-data-2/ });
  await iso.getByRole("textbox", { name: "Address of the disk image" }).fill("https://images.example.com/rescue.iso");
  await iso.getByText("Bus and kind").click();
  await iso.getByRole("checkbox", { name: /Optical disk/ }).check();
  await iso.getByRole("combobox", { name: "Bus" }).selectOption("sata");
  // Pulled by its handle to the top: the installer boots first.
  const handle = page.getByRole("button", { name: /^Move many-data-2/ });
  const first = page.getByRole("listitem", { name: /many-system/ });
  await handle.hover();
  await page.mouse.down();
  const box = await first.boundingBox();
  await page.mouse.move((box?.x ?? 0) + 20, (box?.y ?? 0) + 10, { steps: 4 });
  await page.mouse.up();
  await expect(page.getByRole("button", { name: "Move many-data-2, place 1 of 3" })).toBeVisible();
  await createButton(page).click();
  await expect.poll(() => cluster.exists(vmInstances(tenant.namespace, "many")), { timeout: 60_000 }).toBe(true);
  const { spec } = await cluster.get(vmInstances(tenant.namespace, "many"));
  expect(spec?.disks).toEqual([{ name: "many-data-2", bus: "sata" }, { name: "many-system" }, { name: "archive" }]);
  expect((await cluster.get(vmDisks(tenant.namespace, "many-data-2"))).spec).toMatchObject({
    source: { http: { url: "https://images.example.com/rescue.iso" } },
    optical: true,
  });
});

for (const [language, words] of [
  ["fr", { add: "Ajouter un disque de données", address: "Adresse (URL)", size: "Taille", create: /^Créer/ }],
  ["de", { add: "Datenfestplatte hinzufügen", address: "Adresse (URL)", size: "Grösse", create: /anlegen|erstellen/i }],
] as const) {
  test(`everything unfolded is clean and fits a phone in ${language}`, async ({ tenant }) => {
    const page = await tenant.as("admin");
    await page.context().addCookies([{ name: "porthole-language", value: language, url: productOrigin() }]);
    await page.goto(`${productOrigin()}/${tenant.namespace}/vms-new`);
    await expect(page.getByRole("heading", { name: words.size, exact: true })).toBeVisible();
    await hydrated(page);
    await page.getByRole("button", { name: words.add }).click();
    await page.getByRole("radio", { name: words.address }).check({ force: true });
    for (const fold of await page.getByRole("form").locator("summary").all()) await fold.click();
    await page.getByRole("button", { name: words.create }).last().click();
    await clean(page);
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await clean(page);
  });
}
