import { once } from "node:events";
import { type Running, startProduct, startStore } from "../../running.mjs";
import { freePort } from "../../setup.mjs";
import { Cable } from "./cable.ts";
import { platform, returnSparePort, takeSparePort } from "./platform.ts";
import { RoundRobin } from "./round-robin.ts";

export type Replica = {
  port: number;
  /** As the kernel does it to a process that took too much: no goodbye. */
  kill: () => Promise<void>;
  /** As a rolling update does it; gives the exit code. */
  stop: () => Promise<number | null>;
};

export type Replicas = {
  origin: string;
  balancer: RoundRobin;
  one: Replica;
  other: Replica;
  /** What both reach their store by. */
  toStore: Cable;
  end: () => Promise<void>;
};

/** Two products on one store behind a balancer without stickiness, all of the caller's own. */
export const startReplicas = async (settings: Record<string, string> = {}): Promise<Replicas> => {
  const port = takeSparePort();
  const origin = `http://127.0.0.1:${port}`;
  const store = await startStore();
  const toStore = new Cable(store.port);
  await toStore.plug();
  const ports = [await freePort(), await freePort()] as const;
  const balancer = new RoundRobin(ports);
  const products: Running[] = [];
  const end = async () => {
    await Promise.all([balancer.dispose(), ...products.map((product) => product.end())]);
    await toStore.pull();
    await store.end();
    returnSparePort(port);
  };
  const start = async (own: number): Promise<Replica> => {
    const PORTHOLE_STORE_URL = `redis://127.0.0.1:${toStore.port}`;
    const env = { PORTHOLE_STORE_URL, PORTHOLE_LOG_LEVEL: "error", ...settings };
    const product = await startProduct({ port: own, origin, platform: platform(), env });
    products.push(product);
    return {
      port: own,
      kill: async () => {
        const gone = once(product.child, "exit");
        product.child.kill("SIGKILL");
        await gone;
      },
      stop: async () => {
        const gone = once(product.child, "exit");
        product.child.kill("SIGTERM");
        return (await gone)[0];
      },
    };
  };
  await balancer.listen(port);
  try {
    // One after the other: two cores have enough to do with one that starts.
    const one = await start(ports[0]);
    return { origin, balancer, toStore, one, other: await start(ports[1]), end };
  } catch (error) {
    await end();
    throw error;
  }
};
