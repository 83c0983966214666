import { storeServer } from "../setup.mjs";
import { askingMeanwhile, movingSettings, watchThroughOne } from "./bench/moving.ts";
import { expect, test } from "./running/fixtures.ts";
import { startReplicas } from "./running/replicas.ts";

const viewers = 40;

test.skip(storeServer() === null, "no redis-server or valkey-server on the PATH");

test("F17: of two replicas one is updated: its streams move to the other one by one, nothing that is asked fails, and it ends by itself", async ({
  tenant,
  cluster,
  browser,
}) => {
  await tenant.vm("on-the-move", { runStrategy: "Halted" });
  const replicas = await startReplicas({ ...movingSettings, PORTHOLE_STOP_GRACE_SECONDS: "5" });
  const options = { replicas, cluster, browser, tenant: tenant.namespace, count: 1, viewers };
  const { audience, cookie } = await watchThroughOne(options);
  try {
    const stopped = replicas.one.stop();
    expect([...(await askingMeanwhile(replicas.origin, cookie, stopped))]).toEqual([200]);
    expect(await stopped).toBe(0);
    await expect.poll(async () => (await audience.report()).open).toBe(viewers);
    const { ended, refused } = await audience.report();
    expect(ended).toHaveLength(viewers);
    expect(refused).toBe(0);
    // Not all of them in one moment.
    expect(new Set(ended.map((at) => Math.floor(at / 250))).size).toBeGreaterThan(3);
  } finally {
    await audience.dispose();
    await replicas.end();
  }
});
