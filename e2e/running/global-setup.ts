import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startDemo, startProduct } from "../../running.mjs";
import { freePort } from "../../setup.mjs";

/** Starts one demo platform and one product for the whole run; specs that need a product of their own start it (own-product.ts). */
const globalSetup = async (): Promise<() => Promise<void>> => {
  const [port, sparePort] = [await freePort(), await freePort()];
  const origin = `http://127.0.0.1:${port}`;
  const spareOrigin = `http://127.0.0.1:${sparePort}`;
  // Its own folder: a demo started by hand from this checkout keeps its own authority.
  const folder = mkdtempSync(join(tmpdir(), "porthole-e2e-"));
  const demo = await startDemo({ origin: `${origin},${spareOrigin}`, env: { DEMO_SPEED: "4", DEMO_DIR: folder } });
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
  process.env.E2E_SPARE_PORT = String(sparePort);
  process.env.E2E_PLATFORM = JSON.stringify(demo.platform);
  return async () => {
    await Promise.all([product.end(), demo.end()]);
    rmSync(folder, { recursive: true, force: true });
  };
};

export default globalSetup;
