import { expect, test } from "@playwright/test";
import { changeSteadily } from "../bench/changes.ts";
import { costsOf } from "../bench/costs.ts";
import { openLive } from "../bench/open-live.ts";
import { machinesOf, tenantWith } from "../bench/sizes.ts";
import { openStage, signedIn } from "../bench/stage.ts";
import { launchBrowser } from "../running/browser.ts";

const minute = 60;

test("F23: a page that has shown twenty changes a second for an hour holds no more than after five minutes (G19)", async () => {
  const count = 1_000;
  const tenant = tenantWith(count);
  const browser = await launchBrowser();
  const stage = await openStage(machinesOf([count]));
  try {
    const product = await stage.product();
    const state = await signedIn(browser, product, [tenant]);
    const objects = await stage.cluster.items(`/apis/apps.cozystack.io/v1alpha1/namespaces/${tenant}/vminstances`);
    const names = objects.map(({ metadata }) => metadata.name);
    const churn = (seconds: number) =>
      changeSteadily({ cluster: stage.cluster, tenant, names, perSecond: 20, seconds });
    await openLive({ browser, product, state, tenant, count }, async (page) => {
      const { heap } = await costsOf(page);
      await churn(5 * minute);
      const early = await heap();
      await churn(55 * minute);
      const late = await heap();
      process.stderr.write(`heap after 5 min ${early}, after an hour ${late}: ${(late / early).toFixed(2)}\n`);
      expect(late / early).toBeLessThanOrEqual(1.1);
    });
    await product.end();
  } finally {
    await browser.close();
    await stage.end();
  }
});
