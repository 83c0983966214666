import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Browser, BrowserContextOptions } from "@playwright/test";
import { type Platform, type Running, startDemo, startProduct } from "../../running.mjs";
import { freePort } from "../../setup.mjs";
import { Cluster } from "../running/cluster.ts";
import { signInAs } from "../running/people.ts";
import { Wire } from "./wire.ts";

/** A product of its own behind a counting wire, by which browsers reach it. */
export type Product = {
  origin: string;
  /** Past the wire, for what is not a browser. */
  direct: string;
  wire: Wire;
  pid: number;
  /** Bytes that its process holds after a clean-up: objects, and buffers beside them. */
  heldBytes: () => Promise<number>;
  /** One sample of its own metrics, 0 when there is none. */
  metric: (name: string) => Promise<number>;
  child: Running["child"];
  end: () => Promise<void>;
};

export type Stage = {
  platform: Platform;
  cluster: Cluster;
  /** `behind`: what lies between it and the platform. */
  product: (behind?: Pick<Platform, "clusterUrl" | "caFile">) => Promise<Product>;
  end: () => Promise<void>;
};

/** Products that a stage may start one after another: the identity provider must know their addresses before. */
const products = 8;

/** A demo platform with so many machines (`DEMO_MACHINES`), on which products can be started. */
export const openStage = async (machines: string): Promise<Stage> => {
  const ports = await Promise.all(Array.from({ length: products }, freePort));
  const origins = ports.map((port) => `http://127.0.0.1:${port}`);
  const folder = mkdtempSync(join(tmpdir(), "porthole-bench-"));
  const env = { DEMO_DIR: folder, DEMO_MACHINES: machines, DEMO_SEED: "none", DEMO_SPEED: "20" };
  const demo = await startDemo({ origin: origins.join(","), env, heapMiB: 1_400 });
  const cluster = new Cluster(demo.platform);
  return {
    platform: demo.platform,
    cluster,
    product: async (behind) => {
      const port = ports.pop();
      if (port === undefined) throw new Error(`a stage has ${products} origins`);
      return openProduct({ ...demo.platform, ...behind }, port);
    },
    end: async () => {
      await cluster.dispose();
      await demo.end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

/** One of a test's own: `port` is one that the identity provider knows. */
export const openProduct = async (platform: Platform, port: number): Promise<Product> => {
  const [own, metricsPort] = [await freePort(), await freePort()];
  const origin = `http://127.0.0.1:${port}`;
  const folder = mkdtempSync(join(tmpdir(), "porthole-held-"));
  const heldFile = join(folder, "bytes");
  const { child, end } = await startProduct({
    port: own,
    origin,
    platform,
    flags: ["--expose-gc", "--import", new URL("./held-memory.mjs", import.meta.url).href],
    env: {
      BENCH_HELD_MEMORY: heldFile,
      PORTHOLE_LOG_LEVEL: "error",
      PORTHOLE_AUDIT: "off",
      PORTHOLE_RATE_LIMITS: "off",
      PORTHOLE_SESSION_MAX_PER_PERSON: "1000",
      PORTHOLE_CONSOLES_PER_PERSON: "1000",
      PORTHOLE_SIGN_IN: "oidc,token",
      PORTHOLE_METRICS_PORT: String(metricsPort),
    },
  });
  const wire = new Wire(own);
  await wire.listen(port);
  return {
    origin,
    direct: `http://127.0.0.1:${own}`,
    wire,
    pid: child.pid ?? 0,
    heldBytes: async () => {
      rmSync(heldFile, { force: true });
      child.kill("SIGUSR2");
      while (!existsSync(heldFile)) await pause(20);
      return Number(readFileSync(heldFile, "utf8"));
    },
    metric: async (name) => {
      const text = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
      return Number(
        text
          .split("\n")
          .find((line) => line.startsWith(`${name} `))
          ?.slice(name.length) ?? 0,
      );
    },
    child,
    end: async () => {
      const gone = child.exitCode === null ? once(child, "exit") : null;
      await Promise.all([wire.dispose(), end(), gone]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

/** A machine that is busy is measured wrong, but it is measured. */
export const patienceMs = 120_000;

export type SignedIn = Exclude<BrowserContextOptions["storageState"], string | undefined>;

/** Signs somebody in who holds a level in tenants, and gives the cookies. */
export const signedIn = async (
  browser: Browser,
  { origin }: Product,
  tenants: readonly string[],
  level = "admin",
): Promise<SignedIn> => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  context.setDefaultTimeout(patienceMs);
  const page = await context.newPage();
  const groups = tenants.map((tenant) => `${tenant}-${level}`);
  await signInAs(page, { name: `bench.${level}`, groups }, `/${tenants[0]}/vms`, origin);
  const state = await context.storageState();
  await context.close();
  return state;
};
