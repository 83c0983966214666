import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { pino } from "pino";
import { startStore } from "../../running.mjs";
import { storeServer } from "../../setup.mjs";
import { createRedisStore } from "./redis-store.ts";
import type { SharedStore } from "./shared-store.ts";

/** Why tests of several replicas cannot run here, or null. */
export const noStoreServer = storeServer() ? null : "no redis-server or valkey-server on the PATH";

export const silent = pino({ level: "silent" });

/** A Redis or Valkey of the test's own, and stores on it: each stands for one replica. */
export const startReplicas = async ({ password }: { password?: string } = {}) => {
  const options = password ? { password } : {};
  let server = await startStore(options);
  const stores: SharedStore[] = [];
  return {
    port: server.port,
    url: server.url,
    stop: () => server.end(),
    /** At the same address, with nothing in it. */
    restart: async () => {
      server = await startStore({ ...options, port: server.port });
    },
    /** A store whose connection is ready, by default straight to the server. */
    replica: async (url = server.url, prefix = "porthole:"): Promise<SharedStore> => {
      const store = createRedisStore({ url, password: password ?? null, prefix }, silent);
      stores.push(store);
      await untilReady(store);
      return store;
    },
    end: async () => {
      await Promise.all(stores.map((store) => store.dispose()));
      await server.end();
    },
  };
};

/** Until commands are answered and messages arrive. */
export const untilReady = async (store: SharedStore): Promise<void> => {
  const lastMoment = performance.now() + 20_000;
  const heard = Promise.withResolvers<void>();
  const unsubscribe = store.subscribe("ready?", () => heard.resolve());
  const asking = setInterval(() => void store.publish("ready?", "").catch(() => {}), 10);
  const tooLate = setTimeout(() => heard.reject(new Error("the store is not ready")), lastMoment - performance.now());
  await heard.promise.finally(() => {
    clearInterval(asking);
    clearTimeout(tooLate);
    unsubscribe();
  });
};

/** A way to the store that can be cut, and that can go silent without being closed. */
export const startWire = async (port: number) => {
  const sockets = new Set<Socket>();
  let isSilent = false;
  let isCut = false;
  const server = createServer((near) => {
    if (isCut) return void near.destroy();
    const far = connect({ port, host: "127.0.0.1" });
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on("data", (chunk) => void (isSilent || to.write(chunk)));
      from
        .on("error", () => to.destroy())
        .on("close", () => {
          sockets.delete(from);
          to.destroy();
        });
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  return {
    url: `redis://127.0.0.1:${typeof address === "object" ? address?.port : ""}`,
    /** Closes what is open and refuses what comes. */
    cut: () => {
      isCut = true;
      for (const socket of sockets) socket.destroy();
    },
    mend: () => {
      isCut = false;
      isSilent = false;
    },
    /** Packets get lost from now on, in both directions. */
    silence: () => {
      isSilent = true;
    },
    dispose: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
