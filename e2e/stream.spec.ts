import type { Page } from "@playwright/test";
import { startProduct } from "../running.mjs";
import { freePort } from "../setup.mjs";
import { vmInstances } from "./running/cluster.ts";
import { expect, test } from "./running/fixtures.ts";
import { ownProduct } from "./running/own-product.ts";
import { signInAs } from "./running/people.ts";
import { platform, returnSparePort, takeSparePort } from "./running/platform.ts";
import { RoundRobin } from "./running/round-robin.ts";

const badge = (page: Page, words: string) => page.getByText(words, { exact: true }).first();
const rowOf = (page: Page, name: string) => page.getByRole("grid").getByRole("row", { name: new RegExp(name) });
const halt = { spec: { runStrategy: "Halted" } };

/** What Prometheus would read of how many streams are open. */
const openStreams = async (metricsPort: number): Promise<number> => {
  const text = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
  return Number(/^porthole_open\{what="stream"\} (\d+)$/m.exec(text)?.[1]);
};

test("F36: twenty tabs of one person over HTTP/1.1 are all live, on one stream; it closes after the last of them", async ({
  tenant,
  cluster,
  context,
}) => {
  test.setTimeout(240_000);
  await tenant.vm("tabbed");
  const metricsPort = await freePort();
  const product = await ownProduct({ env: { PORTHOLE_METRICS_PORT: String(metricsPort) } });
  try {
    const first = await context.newPage();
    const list = `/${tenant.namespace}/vms`;
    const someone = { name: `tabs.${tenant.namespace}`, groups: [`${tenant.namespace}-admin`] };
    await signInAs(first, someone, list, product.origin);
    const tabs = [first];
    for (let n = 1; n < 20; n++) {
      const tab = await context.newPage();
      await tab.goto(`${product.origin}${list}${n % 4 === 0 ? "/tabbed" : ""}`, { waitUntil: "commit" });
      tabs.push(tab);
    }
    for (const tab of tabs) await expect(badge(tab, "Live")).toBeVisible();
    expect(await openStreams(metricsPort)).toBe(1);
    await cluster.patch(vmInstances(tenant.namespace, "tabbed"), halt);
    for (const tab of tabs) await expect(tab.getByText("Stopped").filter({ visible: true }).first()).toBeVisible();
    // A tab that is closed or leaves takes nothing from the others.
    for (const tab of tabs.splice(1)) await tab.close();
    await expect(badge(first, "Live")).toBeVisible();
    expect(await openStreams(metricsPort)).toBe(1);
    await first.close();
    await expect.poll(() => openStreams(metricsPort)).toBe(0);
  } finally {
    await product.end();
  }
});

test("a browser without shared workers has a live list all the same", async ({ tenant, cluster, context }) => {
  await tenant.vm("alone");
  await context.addInitScript(() => Reflect.deleteProperty(globalThis, "SharedWorker"));
  const page = await tenant.as("admin");
  await expect(badge(page, "Live")).toBeVisible();
  await cluster.patch(vmInstances(tenant.namespace, "alone"), halt);
  await expect(rowOf(page, "alone")).toContainText("Stopped");
});

test("F37: behind a proxy that keeps streams back and passes no upgrade the list is read again and again, and list and console say why", async ({
  tenant,
  cluster,
  context,
}) => {
  await tenant.vm("behind");
  const [port, own] = [takeSparePort(), await freePort()];
  const origin = `http://127.0.0.1:${port}`;
  const proxy = new RoundRobin([own]);
  proxy.buffer(true);
  await proxy.listen(port);
  const env = { PORTHOLE_LOG_LEVEL: "error", PORTHOLE_AUDIT: "off" };
  const product = await startProduct({ port: own, origin, platform: platform(), env });
  try {
    const page = await context.newPage();
    const someone = { name: `behind.${tenant.namespace}`, groups: [`${tenant.namespace}-admin`] };
    await signInAs(page, someone, `/${tenant.namespace}/vms`, origin);
    await expect(page.getByText("Live updates do not get through.")).toBeVisible();
    await expect(badge(page, "Every 10 s")).toBeVisible();
    await cluster.patch(vmInstances(tenant.namespace, "behind"), halt);
    await expect(rowOf(page, "behind")).toContainText("Stopped");
    await expect(page.getByText("Live updates do not get through.")).toBeVisible();

    await cluster.patch(vmInstances(tenant.namespace, "behind"), { spec: { runStrategy: "Always" } });
    await expect(rowOf(page, "behind")).toContainText("Running");
    proxy.stripUpgrades();
    await page.goto(`${origin}/screen/${tenant.namespace}/behind`);
    await expect(page.getByText("The console does not get through")).toBeVisible();
    await expect(page.getByRole("button", { name: "Reconnect" })).toBeVisible();
  } finally {
    await Promise.all([proxy.dispose(), product.end()]);
    returnSparePort(port);
  }
});
