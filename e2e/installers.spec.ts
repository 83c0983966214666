import type { Locator, Page } from "@playwright/test";
import { vmDisks, vmInstances } from "./running/cluster.ts";
import { connected, hasSize } from "./running/console-page.ts";
import { expect, test } from "./running/fixtures.ts";

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
