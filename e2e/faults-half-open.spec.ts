import { vmInstances, vmOf } from "./running/cluster.ts";
import { expect, rowOf, staleBanner, test } from "./running/fault-fixtures.ts";

test("F09: a connection that swallows everything is noticed within a minute, and left", async ({
  tenant,
  cluster,
  wire,
  visit,
}) => {
  test.setTimeout(180_000);
  await tenant.vm("quiet");
  // This level reads machines by watches alone, which is what has to notice.
  const page = await visit("use");
  await expect(rowOf(page, "quiet")).toBeVisible();
  // This tenant's: lists of the tests before may still be followed.
  const watches = new RegExp(`/${tenant.namespace}/vminstances\\?.*watch=true`);
  await expect.poll(() => wire.requests(watches).length).toBeGreaterThan(0);
  const thaw = wire.freeze(/./);
  await expect(staleBanner(page)).toBeVisible({ timeout: 60_000 });
  await expect(rowOf(page, "quiet")).toBeVisible();
  thaw();
  await expect(staleBanner(page)).toHaveCount(0, { timeout: 45_000 });
  await cluster.create(vmInstances(tenant.namespace), vmOf("heard-again"));
  await expect(rowOf(page, "heard-again")).toBeVisible();
});
