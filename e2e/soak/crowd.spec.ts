import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "@playwright/test";
import { tokenOf } from "../bench/accounts.ts";
import { Audience } from "../bench/audience.ts";
import { changeSteadily } from "../bench/changes.ts";
import { sessionsFor, streamPath, watches } from "../bench/crowd.ts";
import { machinesOf, tenantWith } from "../bench/sizes.ts";
import { openStage } from "../bench/stage.ts";
import { launchBrowser } from "../running/browser.ts";

test("F20: five thousand viewers of one tenant share its watches and take 64 KiB each", async () => {
  const [viewers, count] = [5_000, 1_000];
  const tenant = tenantWith(count);
  const browser = await launchBrowser();
  const stage = await openStage(machinesOf([count]));
  const [first, audience] = [new Audience(), new Audience()];
  try {
    const product = await stage.product();
    const token = await tokenOf(stage.cluster, tenant, "crowd");
    const path = await streamPath({ browser, product, tenant, count }, token);
    const plan = {
      origin: product.direct,
      path,
      cookies: await sessionsFor(product, token, viewers),
      readers: 0,
      stuck: 0,
    };
    await first.open({ ...plan, count: 1 });
    await pause(5_000);
    const [alone, before] = [await product.metric(watches), await product.heldBytes()];
    await audience.open({ ...plan, count: viewers, stuck: 1 });
    const objects = await stage.cluster.items(`/apis/apps.cozystack.io/v1alpha1/namespaces/${tenant}/vminstances`);
    const names = objects.map(({ metadata }) => metadata.name);
    await changeSteadily({ cluster: stage.cluster, tenant, names, perSecond: 20, seconds: 300 });
    expect(await audience.report()).toMatchObject({ open: viewers, ended: [], refused: 0 });
    expect(await product.metric(watches)).toBeLessThanOrEqual(alone);
    expect(((await product.heldBytes()) - before) / viewers).toBeLessThanOrEqual(64 * 1024);
    await product.end();
  } finally {
    await Promise.all([first.dispose(), audience.dispose()]);
    await browser.close();
    await stage.end();
  }
});
