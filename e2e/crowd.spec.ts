import { tokenOf } from "./bench/accounts.ts";
import { Audience } from "./bench/audience.ts";
import { firstPort } from "./bench/changes.ts";
import { sessionsFor, streamPath, watches } from "./bench/crowd.ts";
import { openProduct } from "./bench/stage.ts";
import { vmInstances } from "./running/cluster.ts";
import { expect, test } from "./running/fixtures.ts";
import { platform, returnSparePort, takeSparePort } from "./running/platform.ts";

const viewers = 200;

test("F20, F21: two hundred viewers of a tenant share the watches of one, and all hear of each change while one of them reads nothing", async ({
  tenant,
  cluster,
  browser,
}) => {
  const names = ["one", "two", "three"];
  const published = { external: true, externalMethod: "PortList", externalPorts: [80], runStrategy: "Halted" };
  for (const name of names) await tenant.vm(name, published);
  const port = takeSparePort();
  const product = await openProduct(platform(), port);
  const [first, audience] = [new Audience(), new Audience()];
  try {
    const token = await tokenOf(cluster, tenant.namespace, "crowd");
    const path = await streamPath({ browser, product, tenant: tenant.namespace, count: names.length }, token);
    const cookies = await sessionsFor(product, token, viewers);
    const plan = { origin: product.direct, path, cookies, readers: viewers, stuck: 0 };
    await first.open({ ...plan, count: 1 });
    const alone = await product.metric(watches);
    expect(alone).toBeGreaterThan(0);

    await audience.open({ ...plan, count: viewers, readers: viewers - 1, stuck: 1 });
    await expect.poll(async () => (await audience.report()).open).toBe(viewers);
    expect(await product.metric(watches)).toBeLessThanOrEqual(alone);
    audience.begin();
    const ports = Array.from({ length: 6 }, (_, index) => firstPort + index);
    for (const [index, each] of ports.entries()) {
      const name = names[index % names.length] ?? "";
      await cluster.patch(vmInstances(tenant.namespace, name), { spec: { externalPorts: [80, each] } });
      const heard = async () => (await audience.report()).seen.filter(([seen]) => seen === each).length;
      await expect.poll(heard).toBe(viewers - 1);
    }
    expect(await audience.report()).toMatchObject({ open: viewers, ended: [], refused: 0 });
    expect(await product.metric(watches)).toBeLessThanOrEqual(alone);
  } finally {
    await Promise.all([first.dispose(), audience.dispose()]);
    await product.end();
    returnSparePort(port);
  }
});
