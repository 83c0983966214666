import { join } from "node:path";
import { startProduct } from "../../running.mjs";
import { freePort, root } from "../../setup.mjs";
import { Cluster } from "./cluster.ts";
import { startOwnDemo } from "./demo.ts";

export type OwnPlatform = { origin: string; cluster: Cluster; end: () => Promise<void> };

/** A demo platform of a given era, empty and fast, and a product in front of it that is told which images it offers. */
export const ownPlatform = async (era: string): Promise<OwnPlatform> => {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const demo = await startOwnDemo(origin, { DEMO_ERA: era, DEMO_SEED: "none", DEMO_SPEED: "20" });
  const product = await startProduct({
    port,
    origin,
    platform: demo.platform,
    env: { PORTHOLE_LOG_LEVEL: "error", PORTHOLE_CATALOGUE_FILE: join(root, "server/demo/catalogue.yaml") },
  }).catch(async (error: unknown) => {
    await demo.end();
    throw error;
  });
  const cluster = new Cluster(demo.platform);
  return {
    origin,
    cluster,
    end: async () => {
      await cluster.dispose();
      await Promise.all([product.end(), demo.end()]);
    },
  };
};
