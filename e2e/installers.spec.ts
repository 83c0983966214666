import type { Locator, Page } from "@playwright/test";
import { clean } from "./running/axe.ts";
import { diskOf, virtualMachine, vmDisks, vmInstances, vmOf } from "./running/cluster.ts";
import { connected, hasSize } from "./running/console-page.ts";
import { restart } from "./running/console-states.ts";
import { expect, test } from "./running/fixtures.ts";
import { hydrated } from "./running/people.ts";
import { productOrigin } from "./running/platform.ts";

/** Does what a person does, and counts it. */
const counting = () => {
  let count = 0;
  return {
    click: async (what: Locator) => {
      count += 1;
      await what.click();
    },
    choose: async (what: Locator) => {
      count += 1;
      await what.check({ force: true });
    },
    fill: async (what: Locator, text: string) => {
      count += 1;
      await what.fill(text);
    },
    count: () => count,
  };
};

const radio = (page: Page, name: string | RegExp) => page.getByRole("radio", { name });
const address = (page: Page) => page.getByRole("textbox", { name: /^Address/ });
const create = (page: Page, name: string) => page.getByRole("button", { name: `Create ${name}` });

/** The way from Create to the installer leads by itself to the machine's screen. */
const onScreen = async (page: Page, name: string): Promise<void> => {
  await expect(page).toHaveURL(new RegExp(`/vms/${name}/console$`), { timeout: 60_000 });
  await connected(page);
  await hasSize(page);
};

test("Windows comes to its installer's screen in at most six interactions", async ({ tenant, cluster }) => {
  const page = await tenant.as("admin");
  const person = counting();
  await person.click(page.getByRole("link", { name: "New machine" }).first());
  await person.choose(radio(page, "Windows"));
  await person.fill(address(page), "https://downloads.example.com/windows-server-2025.iso");
  await person.click(create(page, "windows-1"));
  await onScreen(page, "windows-1");
  expect(person.count()).toBeLessThanOrEqual(6);

  const { spec } = await cluster.get(vmInstances(tenant.namespace, "windows-1"));
  expect(spec).toMatchObject({
    instanceProfile: "windows.2k25.virtio",
    disks: ["system", "installer", "drivers"].map((part) => ({ name: `windows-1-${part}` })),
  });
  expect(spec?.sshKeys ?? []).toEqual([]);
  const disk = async (part: string) => (await cluster.get(vmDisks(tenant.namespace, `windows-1-${part}`))).spec;
  const system = await disk("system");
  expect(system).toMatchObject({ storage: "32Gi" });
  expect(system?.source ?? {}).toEqual({});
  expect(await disk("installer")).toMatchObject({ optical: true });
  expect(await disk("drivers")).toMatchObject({
    optical: true,
    source: { http: { url: expect.stringContaining("virtio-win.iso") } },
  });
});

test("a Linux installer by its address and both golden ones come to their screens as shortly", async ({
  tenant,
  cluster,
}) => {
  test.setTimeout(180_000);
  const page = await tenant.as("admin");
  const begin = async () => {
    await page.goto(`${productOrigin()}/${tenant.namespace}/vms`);
    await hydrated(page);
    const person = counting();
    await person.click(page.getByRole("link", { name: "New machine" }).first());
    return person;
  };
  const specOf = async (name: string) => (await cluster.get(vmInstances(tenant.namespace, name))).spec;
  const discOf = async (name: string) => (await cluster.get(vmDisks(tenant.namespace, `${name}-installer`))).spec;

  const linux = await begin();
  await linux.choose(radio(page, "Address (URL)"));
  await linux.fill(address(page), "https://downloads.example.com/debian-13.1.0-amd64-netinst.iso");
  await expect(page.getByRole("checkbox", { name: /installer ISO/ })).toBeChecked();
  await expect(page.getByText(/Guessed from the file’s name/)).toBeVisible();
  await expect(page.getByText(/an installer reads neither keys nor cloud-init/)).toBeVisible();
  await clean(page);
  await linux.click(create(page, "vm-1"));
  await onScreen(page, "vm-1");
  expect(linux.count()).toBeLessThanOrEqual(6);
  expect(await specOf("vm-1")).toMatchObject({
    instanceProfile: "debian",
    disks: [{ name: "vm-1-system" }, { name: "vm-1-installer" }],
  });

  for (const [index, version] of ["9", "8"].entries()) {
    const name = `proxmox-${index + 1}`;
    const golden = await begin();
    await golden.click(page.getByRole("button", { name: /more: .*Proxmox VE/ }));
    await golden.choose(radio(page, /Proxmox VE.*ISO installer/));
    if (index > 0) await golden.choose(page.getByRole("radio", { name: version, exact: true }));
    await golden.click(create(page, name));
    await onScreen(page, name);
    expect(golden.count()).toBeLessThanOrEqual(6);
    expect(await discOf(name)).toMatchObject({ optical: true, source: { image: { name: `proxmox-${version}` } } });
  }
});

test("an installed machine's disc is offered to be ejected once it started anew, let go of by a restart, and deleted", async ({
  tenant,
  cluster,
}) => {
  const { namespace } = tenant;
  const stored = async () => (await cluster.get(vmInstances(namespace, "fresh"))).spec?.disks;
  await cluster.create(vmDisks(namespace), diskOf("fresh-system", { source: {} }));
  const source = { http: { url: "https://downloads.example.com/debian-13.iso" } };
  await cluster.create(vmDisks(namespace), diskOf("fresh-installer", { source, optical: true }));
  const disks = [{ name: "fresh-system" }, { name: "fresh-installer" }];
  await cluster.create(vmInstances(namespace), vmOf("fresh", { disks, instanceProfile: "debian" }));
  // The page is to know this instance from the beginning.
  const machine = virtualMachine(namespace, "fresh");
  await expect.poll(async () => (await cluster.find(machine))?.status?.printableStatus).toBe("Running");
  const page = await tenant.as("admin", `/${namespace}/vms/fresh/console`);
  await connected(page);

  // By the keyboard: from the steps beside the screen to the question.
  const step = page.getByRole("checkbox", { name: /Install onto the empty disk/ });
  await step.focus();
  await page.keyboard.press("Space");
  await expect(step).toBeChecked();
  // Another instance of it, as after a restart: what was ticked off stays so.
  await expect(page.getByText("Is fresh installed? Then its installer can go")).toBeVisible();
  await restart({ tenant, cluster }, "fresh");
  await expect(page.getByText("fresh was started anew: once it is installed, its installer can go")).toBeVisible({
    timeout: 45_000,
  });
  await expect(step).toBeChecked();
  await page.getByRole("button", { name: "Eject the disc", exact: true }).focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText(/keeps its disks as they are until it is restarted/);
  await clean(page);
  await dialog.getByRole("button", { name: "Eject", exact: true }).click();
  await expect(page.getByText("Ejected: fresh lets go of fresh-installer when it restarts")).toBeVisible();
  expect(await stored()).toEqual([{ name: "fresh-system" }]);

  await page.getByRole("button", { name: "Restart…" }).click();
  await dialog.getByRole("button", { name: /^Restart/ }).click();
  await page.getByRole("button", { name: "Delete fresh-installer…" }).click({ timeout: 45_000 });
  await dialog.getByRole("textbox").fill("fresh-installer");
  await dialog.getByRole("button", { name: /^Delete/ }).click();
  await expect.poll(() => cluster.exists(vmDisks(namespace, "fresh-installer"))).toBe(false);
});
