import type { Locator, Page } from "@playwright/test";
import { clean } from "./running/axe.ts";
import { diskOf, vmDisks, vmInstances } from "./running/cluster.ts";
import { expect, test } from "./running/fixtures.ts";
import { hydrated } from "./running/people.ts";
import { productOrigin } from "./running/platform.ts";

const key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl ada@laptop";
const fold = (page: Page, title: string): Locator => page.locator("summary", { hasText: title });
const createButton = (page: Page): Locator => page.getByRole("button", { name: /^Create / });
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

test("an image that needs more raises size and disk, and says so", async ({ tenant }) => {
  const page = await tenant.as("admin", `/${tenant.namespace}/vms-new`);
  const size = page.getByRole("spinbutton", { name: /Size of System disk/ });
  await size.fill("10");
  await page.getByRole("radio", { name: /^Oracle Linux/ }).check({ force: true });
  await expect(size).toHaveValue("40");
  await expect(page.getByRole("radio", { name: /u1\.2xmedium/ })).toBeChecked();
  await expect(page.getByText(/the size was raised from u1\.medium to u1\.2xmedium/)).toBeVisible();
  await expect(page.getByText(/raised from 10\sGiB to 40\sGiB/)).toBeVisible();
  await size.fill("50");
  await expect(page.getByText(/raised from/)).toHaveCount(0);
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

test("what is wrong is said at its field, the first one has the focus, and nothing typed is lost", async ({
  tenant,
}) => {
  await tenant.vm("taken");
  const page = await tenant.as("admin", `/${tenant.namespace}/vms-new`);
  const summary = page.getByText(/not right yet/);
  const form = page.getByRole("form");

  const name = page.getByRole("textbox", { name: "Name of the machine" });
  await name.fill("taken");
  await expect(form.getByText("This name is taken in this tenant.")).toBeVisible();
  await name.fill("x".repeat(42));
  await expect(form.getByText(/At most 41 characters/)).toBeVisible();

  const port = page.getByRole("textbox", { name: "Port" });
  for (const [typed, said] of [
    ["0", "“0” is no port"],
    ["70000", "“70000” is no port"],
    ["22", "Port 22 is already in the list"],
    ["443,http", "“http” is no port"],
  ] as const) {
    await port.fill(typed);
    await port.press("Enter");
    await expect(form.getByText(said)).toBeVisible();
    await expect(port).toHaveValue(typed);
  }
  await page.getByRole("button", { name: "Remove port 22" }).click();
  await expect(form.getByText(/List at least one port/)).toBeVisible();

  const pasted = page.getByRole("textbox", { name: "Add a public key" });
  await pasted.fill("-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAA\n-----END OPENSSH PRIVATE KEY-----");
  await expect(form.getByText(/This is a private key/)).toBeVisible();
  await expect(pasted).toHaveValue("");

  await fold(page, "cloud-init").click();
  const userData = page.getByRole("textbox", { name: "User data" });
  await userData.fill("packages: [nginx]");
  await expect(userData).toHaveAttribute("aria-invalid", "true");
  await page.getByRole("button", { name: "Put #cloud-config in front" }).click();
  await expect(userData).toHaveValue("#cloud-config\npackages: [nginx]");
  await expect(userData).not.toHaveAttribute("aria-invalid", "true");

  await page.getByRole("radio", { name: "Address (URL)" }).check({ force: true });
  const address = page.getByRole("textbox", { name: "Address of the disk image" });
  for (const wrong of [
    "ftp://a.example.com/x.qcow2",
    "https://ada:secret@a.example.com/x",
    "http://10.0.0.1/x",
    "nonsense",
  ]) {
    await address.fill(wrong);
    await expect(address).toHaveAttribute("aria-invalid", "true");
  }
  await page.getByRole("button", { name: /^Create/ }).click();
  await expect(address).toBeFocused();
  await expect(address).toHaveValue("nonsense");
  await expect(summary).toBeVisible();
  await expect(form.getByText("This is needed.")).toBeVisible();
  await expect(name).toHaveValue("x".repeat(42));
  await expect(userData).toHaveValue("#cloud-config\npackages: [nginx]");
});

test("a size of one's own takes the place of the type, and comes back", async ({ tenant }) => {
  const page = await tenant.as("admin", `/${tenant.namespace}/vms-new`);
  const yaml = page.getByRole("region", { name: "YAML" });
  await fold(page, "A size of your own").click();
  await page.getByRole("button", { name: "Use a size of your own" }).click();
  await page.getByRole("textbox", { name: "Cores" }).fill("3");
  await page.getByRole("textbox", { name: "Sockets" }).fill("2");
  await expect(page.getByText("3 × 2 = 6 vCPU")).toBeVisible();
  await expect(yaml).toContainText("sockets:");
  await expect(yaml).not.toContainText("u1.medium");
  await fold(page, "GPUs").click();
  const more = page.getByRole("button", { name: "One more nvidia.com/GA102GL_A10" });
  await more.click();
  await more.click();
  await expect(more).toHaveAccessibleDescription("None left");
  await expect(yaml).toContainText("- name: nvidia.com/GA102GL_A10");
  await page.getByRole("textbox", { name: "Cores" }).fill("none");
  await createButton(page).click();
  await expect(page.getByRole("textbox", { name: "Cores" })).toBeFocused();
  await page.getByRole("button", { name: "Back to instance types" }).click();
  await expect(yaml).toContainText("instanceType: u1.medium");
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
