import { once } from "node:events";
import { type Running, startProduct, startStore } from "../../running.mjs";
import { freePort } from "../../setup.mjs";
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
  end: () => Promise<void>;
};

/** Two products on one store behind a balancer without stickiness, all of the caller's own. */
export const startReplicas = async (settings: Record<string, string> = {}): Promise<Replicas> => {
  const port = takeSparePort();
  const origin = `http://127.0.0.1:${port}`;
  const store = await startStore();
  const ports = [await freePort(), await freePort()] as const;
  const balancer = new RoundRobin(ports);
  const products: Running[] = [];
  const end = async () => {
    await Promise.all([balancer.dispose(), ...products.map((product) => product.end())]);
    await store.end();
    returnSparePort(port);
  };
  const start = async (own: number): Promise<Replica> => {
    const env = { PORTHOLE_STORE_URL: store.url, PORTHOLE_LOG_LEVEL: "error", ...settings };
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
    return { origin, balancer, one, other: await start(ports[1]), end };
  } catch (error) {
    await end();
    throw error;
  }
};
