import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

/** A line to a port of this machine that can be pulled: bytes pass untouched, or connections are refused and those that are open end. */
export class Cable {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #port = 0;

  constructor(to: number) {
    this.#server = createServer((near) => {
      const far = connect({ port: to, host: "127.0.0.1" });
      for (const [socket, other] of [
        [near, far],
        [far, near],
      ] as const) {
        this.#sockets.add(socket);
        socket.on("error", () => socket.destroy()).pipe(other);
        socket.once("close", () => {
          this.#sockets.delete(socket);
          other.destroy();
        });
      }
    });
  }

  /** Where it begins; the same for as long as it lives. */
  get port(): number {
    return this.#port;
  }

  async plug(): Promise<void> {
    if (this.#server.listening) return;
    this.#server.listen(this.#port, "127.0.0.1");
    await once(this.#server, "listening");
    // listen() on a host and port gives an AddressInfo.
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  async pull(): Promise<void> {
    if (!this.#server.listening) return;
    const closed = once(this.#server, "close");
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }
}
