import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { type Headers, rawAnswer } from "./raw-answer.ts";

export type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

/**
 * Hands each upgrade to the owner of its path and ends all others. `destroy` ends what is still open:
 * a server forgets a socket once it was upgraded.
 */
export const routeUpgrades = (server: Server, headers: Headers, owners: Readonly<Record<string, Upgrade>>) => {
  const open = new Set<Duplex>();
  server.on("upgrade", (request, socket, head) => {
    open.add(socket);
    socket.once("close", () => open.delete(socket));
    const owner = Object.entries(owners).find(([prefix]) => request.url?.startsWith(prefix))?.[1];
    if (owner) return owner(request, socket, head);
    socket.on("error", () => socket.destroy());
    socket.end(rawAnswer(404, headers), () => socket.destroy());
  });
  return {
    destroy: () => {
      for (const socket of open) socket.destroy();
    },
  };
};
