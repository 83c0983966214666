import { setTimeout as pause } from "node:timers/promises";
import type { Browser, Page } from "@playwright/test";
import { paths } from "#lib/paths.ts";
import { type Running, startProduct, startStore } from "../../running.mjs";
import { freePort, storeServer } from "../../setup.mjs";
import { sessionOf, tokenOf } from "./accounts.ts";
import { median, type Row, repeated } from "./report.ts";
import { tenantWith } from "./sizes.ts";
import { patienceMs, type Stage } from "./stage.ts";

/** Runs in the page: when the guest's picture is there again, after it was away. */
const untilBack = (): Promise<number> =>
  new Promise((resolve) => {
    let wasAway = false;
    const isThere = (): boolean => {
      const canvas = document.querySelector<HTMLCanvasElement>("canvas[role=application]");
      // Before the guest says how large it is there is nothing to look at.
      if (!canvas?.width || !canvas.height) return false;
      const pixels = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data;
      return pixels?.some((value, at) => at % 4 !== 3 && value > 40) ?? false;
    };
    const look = (): void => {
      const isBack = isThere();
      if (isBack && wasAway) resolve(Date.now());
      else {
        wasAway ||= !isBack;
        requestAnimationFrame(look);
      }
    };
    look();
  });

/** When something holds, by the clock that the page has, too. */
const momentOf = async (holds: () => Promise<boolean>): Promise<number> => {
  while (!(await holds())) await pause(20);
  return Date.now();
};

/** How long after it could be back the screen was; what happens meanwhile says when it could. */
const returned = async (page: Page, happens: () => Promise<number>): Promise<number> => {
  const back = page.evaluate(untilBack);
  const possibleAt = await happens();
  const ms = Math.max(0, (await back) - possibleAt);
  // What is tried in quick succession waits longer each time.
  await pause(11_000);
  return ms;
};

const row = (id: string, measure: string, times: readonly number[], most: number): Row => {
  const ms = median(times);
  const worst = Math.max(...times);
  const seconds = (of: number): string => `${(of / 1_000).toFixed(1)} s`;
  const measured = `${seconds(ms)}, worst ${seconds(worst)}`;
  return { id, measure, measured, goal: `≤ ${seconds(most)}`, isMet: worst <= most };
};

/** F16 and F33 of docs/security-cases.md: how soon an open screen shows the guest again, whole. */
export const returnRows = async (stage: Stage, browser: Browser): Promise<Row[]> => {
  if (!storeServer()) throw new Error("there is neither valkey-server nor redis-server: no session outlives a restart");
  const { cluster } = stage;
  const tenant = tenantWith(10);
  const instances = `/apis/kubevirt.io/v1/namespaces/${tenant}/virtualmachineinstances`;
  const running = (await cluster.items(instances)).find(({ status }) => status?.phase === "Running");
  if (!running) throw new Error("no machine runs");
  const instance = `${instances}/${running.metadata.name}`;
  const name = running.metadata.name.replace("vm-instance-", "");

  const store = await startStore();
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const env = {
    PORTHOLE_STORE_URL: store.url,
    PORTHOLE_SIGN_IN: "oidc,token",
    PORTHOLE_LOG_LEVEL: "fatal",
    PORTHOLE_AUDIT: "off",
  };
  const start = (): Promise<Running> => startProduct({ port, origin, platform: stage.platform, env });
  let product = await start();
  const token = await tokenOf(cluster, tenant, "returning");
  const context = await browser.newContext({ storageState: await sessionOf({ origin, direct: origin }, token) });
  context.setDefaultTimeout(patienceMs);
  try {
    const page = await context.newPage();
    await page.goto(`${origin}${paths.screen(tenant, name)}`);
    await page.getByText("Connected", { exact: true }).first().waitFor();
    const restarts = await repeated("a machine's restart", () =>
      returned(page, async () => {
        const { metadata } = await cluster.get(instance);
        await cluster.delete(instance);
        return momentOf(async () => {
          const now = await cluster.find(instance);
          return now?.metadata.uid !== metadata.uid && now?.status?.phase === "Running";
        });
      }),
    );
    const moves = await repeated("a live migration", () =>
      returned(page, async () => {
        const migrations = `/apis/kubevirt.io/v1/namespaces/${tenant}/virtualmachineinstancemigrations`;
        const { metadata } = await cluster.create(migrations, {
          apiVersion: "kubevirt.io/v1",
          kind: "VirtualMachineInstanceMigration",
          metadata: { generateName: "bench-" },
          spec: { vmiName: running.metadata.name },
        });
        const isOver = async () =>
          (await cluster.find(`${migrations}/${metadata.name}`))?.status?.phase === "Succeeded";
        return momentOf(isOver);
      }),
    );
    const gateways = await repeated("the gateway's restart", () =>
      returned(page, async () => {
        await product.end();
        product = await start();
        return Date.now();
      }),
    );
    return [
      row("F33", "screen back after the machine's restart", restarts, 3_000),
      row("F33", "the same after a live migration", moves, 3_000),
      row("F16", "the same after a restart of Porthole", gateways, 5_000),
    ];
  } finally {
    await context.close();
    await product.end();
    await store.end();
  }
};
