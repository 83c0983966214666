import { afterEach, beforeEach } from "vitest";
import type { WebSocket } from "ws";
import { startGateway, startUpstream, type Upstream } from "./testing.ts";

/** A cluster of its own for each test of a file, and gateways in front of it that end with the test. */
export const useGateways = () => {
  let upstream: Upstream;
  const running: { stop: () => void }[] = [];
  beforeEach(async () => {
    upstream = await startUpstream();
  });
  afterEach(() => {
    for (const started of running.splice(0)) started.stop();
    upstream.stop();
  });
  return {
    get upstream() {
      return upstream;
    },
    gatewayOf: async (options?: Parameters<typeof startGateway>[1]) => {
      const started = await startGateway(upstream, options);
      running.push(started);
      return started;
    },
  };
};

/** The next bytes; the empty frame that says "open" is none. */
export const messageOf = (socket: WebSocket): Promise<Buffer> =>
  new Promise((resolve) => {
    const onMessage = (data: Buffer): void => {
      if (data.length === 0) return;
      socket.off("message", onMessage);
      resolve(data);
    };
    socket.on("message", onMessage);
  });
