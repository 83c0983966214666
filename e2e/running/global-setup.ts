import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FullConfig } from "@playwright/test";
import { startDemo, startDemoOnCluster, startProduct } from "../../running.mjs";
import { freePort } from "../../setup.mjs";

/** One for the product that all fault specs of a worker share, one for a test that wants its own. */
const sparesPerWorker = 2;

/**
 * Starts one demo platform and one product for the whole run; with E2E_REFCLUSTER, the folder of a real control plane's `up`, behind
 * that. Specs that need a product of their own start it (own-product.ts).
 */
const globalSetup = async ({ workers }: FullConfig): Promise<() => Promise<void>> => {
  const port = await freePort();
  const sparePorts = await Promise.all(
    Array.from({ length: workers }, () => Promise.all(Array.from({ length: sparesPerWorker }, freePort))),
  );
  const origins = [port, ...sparePorts.flat()].map((each) => `http://127.0.0.1:${each}`);
  const origin = `http://127.0.0.1:${port}`;
  // Its own folder: a demo started by hand from this checkout keeps its own authority.
  const folder = mkdtempSync(join(tmpdir(), "porthole-e2e-"));
  const env = { DEMO_SPEED: "4", DEMO_DIR: folder };
  const refcluster = process.env.E2E_REFCLUSTER;
  const demo = refcluster
    ? await startDemoOnCluster({ origin: origins.join(","), refcluster, folder, env })
    : await startDemo({ origin: origins.join(","), env });
  const product = await startProduct({
    port,
    origin,
    platform: demo.platform,
    env: { PORTHOLE_LOG_LEVEL: "warn" },
  }).catch(async (error: unknown) => {
    await demo.end();
    throw error;
  });
  process.env.E2E_ORIGIN = origin;
  process.env.E2E_SPARE_PORTS = JSON.stringify(sparePorts);
  process.env.E2E_PLATFORM = JSON.stringify(demo.platform);
  return async () => {
    await Promise.all([product.end(), demo.end()]);
    rmSync(folder, { recursive: true, force: true });
  };
};

export default globalSetup;
