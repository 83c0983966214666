import { test as base } from "@playwright/test";
import { startProduct } from "../../running.mjs";
import { freePort } from "../../setup.mjs";
import { Cable } from "./cable.ts";
import { Cluster } from "./cluster.ts";
import { startOwnDemo } from "./demo.ts";

export type OwnPlatform = {
  origin: string;
  cluster: Cluster;
  /** What everybody reaches its identity provider by. */
  toProvider: Cable;
  end: () => Promise<void>;
};

type Env = Record<string, string>;
type Fixtures = { platformOf: (era: string, demoEnv?: Env, productEnv?: Env) => Promise<OwnPlatform> };

/** For tests that need the platform to be another one: `platformOf` starts a platform and a product, which end with the test however that ends. */
export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures a function asks for from this pattern
  platformOf: async ({}, use) => {
    const started: Promise<OwnPlatform>[] = [];
    await use((era, demoEnv, productEnv) => {
      const platform = ownPlatform(era, demoEnv, productEnv);
      started.push(platform);
      return platform;
    });
    for (const platform of started) await (await platform).end();
  },
});

/** A demo platform of a given era, empty and fast, and a product in front of it that is told which images it offers. */
export const ownPlatform = async (era: string, demoEnv: Env = {}, productEnv: Env = {}): Promise<OwnPlatform> => {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const identityPort = await freePort();
  const toProvider = new Cable(identityPort);
  await toProvider.plug();
  const demo = await startOwnDemo(origin, {
    DEMO_ERA: era,
    DEMO_SEED: "none",
    DEMO_SPEED: "20",
    DEMO_IDENTITY_PORT: String(identityPort),
    DEMO_ISSUER_PORT: String(toProvider.port),
    ...demoEnv,
  });
  const product = await startProduct({
    port,
    origin,
    platform: demo.platform,
    env: {
      PORTHOLE_LOG_LEVEL: "error",
      PORTHOLE_AUDIT: "off",
      ...productEnv,
    },
  }).catch(async (error: unknown) => {
    await demo.end();
    throw error;
  });
  const cluster = new Cluster(demo.platform);
  return {
    origin,
    cluster,
    toProvider,
    end: async () => {
      await cluster.dispose();
      await Promise.all([product.end(), demo.end()]);
      await toProvider.pull();
    },
  };
};
