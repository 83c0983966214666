import { startProduct } from "../running.mjs";
import { freePort } from "../setup.mjs";
import { coldList } from "./bench/cold-list.ts";
import { Wire } from "./bench/wire.ts";
import { expect, test } from "./running/fixtures.ts";
import { signInAs } from "./running/people.ts";
import { platform, returnSparePort, takeSparePort } from "./running/platform.ts";

test("the cold VM list stays within its bundle budget (G1) and its number of data requests (G9)", async ({
  tenant,
  browser,
  page,
}) => {
  await tenant.vm("weighed");
  const [port, own] = [takeSparePort(), await freePort()];
  const origin = `http://127.0.0.1:${port}`;
  const product = await startProduct({ port: own, origin, platform: platform(), env: { PORTHOLE_LOG_LEVEL: "error" } });
  const wire = new Wire(own);
  await wire.listen(port);
  try {
    const path = `/${tenant.namespace}/vms`;
    await signInAs(page, { name: "the.scales", groups: [`${tenant.namespace}-admin`] }, path, origin);
    const state = await page.context().storageState();
    await page.close();
    const measured = await coldList({ browser, product: { origin, wire }, state, tenant: tenant.namespace, count: 1 });
    // The goal is 150 KB, printed by the bench; this is the line that must never be crossed.
    expect(measured.codeBytes / 1024).toBeLessThan(178);
    expect(measured.dataRequests.length, measured.dataRequests.join("\n")).toBeLessThanOrEqual(4);
  } finally {
    await wire.dispose();
    await product.end();
    returnSparePort(port);
  }
});
