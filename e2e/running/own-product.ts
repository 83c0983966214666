import { connect, createServer, type Server, type Socket } from "node:net";
import { type Running, startProduct } from "../../running.mjs";
import { freePort } from "../../setup.mjs";
import { platform, sparePort } from "./platform.ts";

/** A cable between a product and the cluster that a test can pull: TCP is passed through, so TLS stays end to end. */
class Cable {
  readonly #port: number;
  readonly #target: URL;
  readonly #open = new Set<Socket>();
  #server: Server | null = null;

  constructor(port: number, target: URL) {
    this.#port = port;
    this.#target = target;
  }

  async plug(): Promise<void> {
    const server = createServer((near) => {
      const far = connect(Number(this.#target.port), this.#target.hostname);
      for (const socket of [near, far]) {
        this.#open.add(socket);
        socket.on("error", () => socket.destroy());
        socket.on("close", () => {
          this.#open.delete(socket);
          near.destroy();
          far.destroy();
        });
      }
      near.pipe(far).pipe(near);
    });
    this.#server = server;
    await new Promise<void>((resolve) => server.listen(this.#port, "127.0.0.1", resolve));
  }

  async pull(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    for (const socket of this.#open) socket.destroy();
    if (server) await new Promise<void>((resolve) => server.close(() => resolve()));
  }
}

export type OwnProduct = { origin: string; cable: Pick<Cable, "plug" | "pull">; end: () => Promise<void> };

/** A product of the test's own, with its own configuration and a cable to the cluster. One at a time: the second origin is one. */
export const ownProduct = async ({
  env = {},
  isPlugged = true,
}: {
  env?: Record<string, string>;
  isPlugged?: boolean;
}): Promise<OwnProduct> => {
  const cablePort = await freePort();
  const cable = new Cable(cablePort, new URL(platform().clusterUrl));
  if (isPlugged) await cable.plug();
  const port = sparePort();
  const origin = `http://127.0.0.1:${port}`;
  const product: Running = await startProduct({
    port,
    origin,
    platform: { ...platform(), clusterUrl: `https://127.0.0.1:${cablePort}` },
    env: { PORTHOLE_LOG_LEVEL: "error", ...env },
  });
  return {
    origin,
    cable,
    end: async () => {
      await product.end();
      await cable.pull();
    },
  };
};
