import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { FullConfig } from "@playwright/test";
import { startProduct } from "../../running.mjs";
import { freePort } from "../../setup.mjs";
import { startOwnDemo } from "./demo.ts";

/** One for the product that all fault specs of a worker share, one for a test that wants its own, one for two replicas. */
const sparesPerWorker = 3;

/** Starts one demo platform and one product for the whole run. Specs that need their own start them (own-product.ts, own-platform.ts). */
const globalSetup = async ({ workers, projects }: FullConfig): Promise<() => Promise<void>> => {
  const port = await freePort();
  const sparePorts = await Promise.all(
    Array.from({ length: workers }, () => Promise.all(Array.from({ length: sparesPerWorker }, freePort))),
  );
  const origins = [port, ...sparePorts.flat()].map((each) => `http://127.0.0.1:${each}`);
  // Read by running.mjs, in this process and in every worker; looked through by e2e/after.
  process.env.E2E_LOGS = join(projects[0]?.outputDir ?? "test-results", "logs");
  rmSync(process.env.E2E_LOGS, { recursive: true, force: true });
  mkdirSync(process.env.E2E_LOGS, { recursive: true });
  const origin = `http://127.0.0.1:${port}`;
  const demo = await startOwnDemo(origins.join(","), { DEMO_SPEED: "4" });
  const product = await startProduct({
    port,
    origin,
    platform: demo.platform,
    // An audit line for every sign-in and write would drown what the tests say.
    env: { PORTHOLE_LOG_LEVEL: "warn", PORTHOLE_AUDIT: "off", PORTHOLE_SUPPORT_GROUPS: "e2e-support" },
  }).catch(async (error: unknown) => {
    await demo.end();
    throw error;
  });
  process.env.E2E_ORIGIN = origin;
  process.env.E2E_SPARE_PORTS = JSON.stringify(sparePorts);
  process.env.E2E_PLATFORM = JSON.stringify(demo.platform);
  return async () => {
    await Promise.all([product.end(), demo.end()]);
  };
};

export default globalSetup;
