import type { Page } from "@playwright/test";
import { clean } from "./running/axe.ts";
import { vmInstances } from "./running/cluster.ts";
import { expect, test } from "./running/fixtures.ts";
import { hydrated } from "./running/people.ts";
import { productOrigin } from "./running/platform.ts";

const published = { external: true, externalMethod: "PortList", externalPorts: [22, 80] };
const save = (page: Page) => page.getByRole("button", { name: "Save exposure" });
// By its key: the circle itself is not drawn.
const choose = (page: Page, method: string) =>
  page.getByRole("radio", { name: new RegExp(`^${method}`) }).press("Space");
const addresses = (page: Page) =>
  page.locator("section").filter({ has: page.getByRole("heading", { name: "Addresses" }) });
const ports = (page: Page) =>
  page.locator("section").filter({ has: page.getByRole("heading", { name: "Ports from the internet" }) });

test("an admin exposes a machine, widens it and takes it back, told before each what it brings", async ({
  tenant,
  cluster,
}) => {
  test.slow();
  await tenant.vm("shop");
  const spec = async () => (await cluster.get(vmInstances(tenant.namespace, "shop"))).spec;
  const page = await tenant.as("admin", `/${tenant.namespace}/vms/shop/network`);
  await expect(addresses(page)).toContainText("None: the machine is private.");
  await expect(addresses(page)).toContainText(`vm-instance-shop.${tenant.namespace}.svc`);

  await choose(page, "PortList");
  await expect(page.getByText("Which one is known only afterwards")).toBeVisible();
  await expect(page.getByText("22 (SSH) is for administration")).toBeVisible();
  await page.getByRole("textbox", { name: "Port" }).fill("443, 99999");
  await expect(save(page)).toHaveAccessibleDescription(/port field/);
  // What is typed is meant, added or not.
  await page.getByRole("textbox", { name: "Port" }).fill("443");
  await expect(page.getByText("TCP ports 22 (SSH), 443 (HTTPS) are let in")).toBeVisible();
  await save(page).press("Enter");
  await expect.poll(spec).toMatchObject({ ...published, externalPorts: [22, 443] });
  await expect(ports(page).getByText("let in by the platform")).toHaveCount(2);
  await ports(page).getByRole("button", { name: "Check port 22 now" }).click();
  await expect(ports(page).getByText(/Something in the machine answers/)).toBeVisible();
  const address = (
    await ports(page)
      .getByText(/^https:/)
      .innerText()
  ).replace(/[^\d.]/g, "");

  await choose(page, "WholeIP");
  await expect(page.getByText("open to the whole internet, also those that no list names")).toBeVisible();
  await expect(page.getByText(`The public address stays ${address}.`)).toBeVisible();
  await save(page).click();
  await expect.poll(spec).toMatchObject({ external: true, externalMethod: "WholeIP" });
  await expect(ports(page)).toContainText("All of them, TCP and UDP.");
  await expect(addresses(page)).toContainText(address);
  await clean(page);

  await choose(page, "Private");
  await expect(page.getByText(`The public address ${address} is given back at once`)).toBeVisible();
  await save(page).click();
  await expect.poll(spec).toMatchObject({ external: false });
  await expect(addresses(page)).toContainText("None: the machine is private.");

  // On a phone, in German, with everything unfolded.
  await page.setViewportSize({ width: 390, height: 844 });
  await page.context().addCookies([{ name: "porthole-language", value: "de", url: productOrigin() }]);
  await page.reload();
  await hydrated(page);
  await choose(page, "PortList");
  await expect(page.getByText(/dient der Verwaltung/)).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});

test("F29: two people change one exposure: the later one sees both, and nothing is lost", async ({
  tenant,
  cluster,
}) => {
  await tenant.vm("shared", published);
  const path = vmInstances(tenant.namespace, "shared");
  const page = await tenant.as("admin", `/${tenant.namespace}/vms/shared/network`);
  await page.getByRole("button", { name: "Remove port 80" }).click();
  await expect(page.getByText("TCP port 80 (HTTP) is closed to the internet")).toBeVisible();
  await cluster.patch(path, { spec: { externalPorts: [22, 80, 443] } });
  await expect(ports(page).getByText("443", { exact: true })).toBeVisible();
  // What was begun stays as it was.
  await expect(page.getByRole("button", { name: "Remove port 443" })).toHaveCount(0);
  await save(page).click();
  await expect(page.getByText("Somebody changed the same meanwhile")).toBeVisible();
  await expect(page.getByText("Theirs, saved: ports 22, 80, 443")).toBeVisible();
  await page.getByRole("button", { name: "Save mine over theirs" }).click();
  await expect.poll(async () => (await cluster.get(path)).spec?.externalPorts).toEqual([22]);
  await expect(ports(page).getByRole("listitem")).toHaveCount(1);
});

test("a viewer reads all of it and is told why nothing can be changed", async ({ tenant }) => {
  await tenant.vm("readable", published);
  const page = await tenant.as("view", `/${tenant.namespace}/vms/readable/network`);
  await expect(page.getByText("Your role may not change machines.")).toBeVisible();
  await expect(page.getByText("Filtered: the platform keeps every other port closed")).toBeVisible();
  await expect(ports(page).getByText("let in by the platform")).toHaveCount(2);
  await expect(save(page)).toHaveCount(0);
  await expect(page.getByRole("button", { name: /^Check port/ })).toHaveCount(0);
  await clean(page);
});

test.describe("a tenant whose quota has no address", () => {
  test.use({ quota: { "requests.cpu": "8", "requests.memory": "32Gi", "services.loadbalancers": "0" } });

  test("is told before, and the page says why there is none after", async ({ tenant }) => {
    await tenant.vm("hopeful");
    const page = await tenant.as("admin", `/${tenant.namespace}/vms/hopeful/network`);
    await choose(page, "WholeIP");
    await expect(page.getByText("The tenant’s quota has no public address left.")).toBeVisible();
    await save(page).click();
    await expect(addresses(page)).toContainText("No address was assigned");
    await expect(addresses(page)).toContainText("The tenant’s quota is used up.");
  });
});
