import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import type { TLSSocket } from "node:tls";
import type { Parts } from "./parts.ts";
import { route } from "./router.ts";
import { routeUpgrade } from "./upgrade.ts";

export type ListenerOptions = {
  host: string;
  /** 0 takes a free one. */
  port: number;
  key: string;
  cert: string;
  onError: (cause: unknown) => void;
};

export type Listener = { url: string; close: () => Promise<void> };

/** The TLS server in front of the request path. */
export async function listen(parts: Parts, { host, port, key, cert, onError }: ListenerOptions): Promise<Listener> {
  // Go's default: somebody of hundreds of groups has a long token.
  const server = createServer({ key, cert, maxHeaderSize: 2 ** 20 });
  server.requestTimeout = 0;
  // As kube-apiserver: a client's pool must not race with a server that closes after Node's five seconds.
  server.keepAliveTimeout = 3 * 60_000;
  server.on("request", (request, response) => void route(parts, request, response).catch(onError));
  server.on("upgrade", (request, socket, head) => void routeUpgrade(parts, request, socket, head).catch(onError));
  // closeAllConnections forgets those that left HTTP: consoles.
  const sockets = new Set<TLSSocket>();
  server.on("secureConnection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(port, host, resolve);
  });
  // A server that listens on TCP has an address of this form.
  const address = server.address() as AddressInfo;
  return {
    url: `https://${host.includes(":") ? `[${host}]` : host}:${address.port}`,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
