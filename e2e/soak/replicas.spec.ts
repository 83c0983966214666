import { storeServer } from "../../setup.mjs";
import { askingMeanwhile, movingSettings, spreadOf, watchThroughOne } from "../bench/moving.ts";
import { expect, test } from "../running/fixtures.ts";
import { startReplicas } from "../running/replicas.ts";

test.describe.configure({ mode: "serial" });
test.skip(storeServer() === null, "no redis-server or valkey-server on the PATH");

test("D05: a replica with five hundred streams is killed: within five seconds all go on at the other", async ({
  tenant,
  cluster,
  browser,
}) => {
  const viewers = 500;
  await tenant.vm("on-the-move", { runStrategy: "Halted" });
  const replicas = await startReplicas(movingSettings);
  const options = { replicas, cluster, browser, tenant: tenant.namespace, count: 1, viewers };
  const { audience, cookie } = await watchThroughOne(options);
  try {
    await replicas.one.kill();
    await expect
      .poll(
        async () => {
          const { open, ended } = await audience.report();
          return { open, ended: ended.length };
        },
        { timeout: 5_000, intervals: [100] },
      )
      .toEqual({ open: viewers, ended: viewers });
    expect((await fetch(`${replicas.origin}/api/v1/tenants`, { headers: { cookie } })).status).toBe(200);
  } finally {
    await audience.dispose();
    await replicas.end();
  }
});

test("F17: a replica with a thousand streams is updated: they move over its grace time, nothing that is asked fails", async ({
  tenant,
  cluster,
  browser,
}) => {
  const viewers = 1_000;
  await tenant.vm("on-the-move", { runStrategy: "Halted" });
  const replicas = await startReplicas({ ...movingSettings, PORTHOLE_STOP_GRACE_SECONDS: "40" });
  const options = { replicas, cluster, browser, tenant: tenant.namespace, count: 1, viewers };
  const { audience, cookie } = await watchThroughOne(options);
  try {
    const stopped = replicas.one.stop();
    expect([...(await askingMeanwhile(replicas.origin, cookie, stopped))]).toEqual([200]);
    expect(await stopped).toBe(0);
    await expect.poll(async () => (await audience.report()).open).toBe(viewers);
    const saw = await audience.report();
    expect(saw.refused).toBe(0);
    expect(saw.ended).toHaveLength(viewers);
    expect(spreadOf(saw)).toBeGreaterThan(20_000);
  } finally {
    await audience.dispose();
    await replicas.end();
  }
});
