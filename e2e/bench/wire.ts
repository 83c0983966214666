import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";

/** One request with its answer, in bytes on the wire, heads included. */
export type Exchange = { method: string; path: string; up: number; down: number; isOver: boolean };

const notFound = "HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n";
const requestLine = /^([A-Z]+) (\S+) HTTP\/1\.1\r\n/;

/**
 * Lies between browsers and the product and counts: whatever page or worker asks, in whatever protocol it is answered. A browser sends one
 * request after another over an HTTP/1.1 connection, so what comes back belongs to the one before it.
 */
export class Wire {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  exchanges: Exchange[] = [];
  #gone: RegExp | null = null;

  constructor(to: number) {
    this.#server = createServer({ noDelay: true }, (browser) =>
      this.#join(browser, connect({ port: to, host: "127.0.0.1", noDelay: true })),
    );
  }

  async listen(port: number): Promise<void> {
    this.#server.listen(port, "127.0.0.1");
    await once(this.#server, "listening");
  }

  /** Counts anew; what is still under way counts on in its own exchange, which `exchanges` keeps. */
  reset(): void {
    this.exchanges = this.exchanges.filter(({ isOver }) => !isOver);
    for (const exchange of this.exchanges) Object.assign(exchange, { up: 0, down: 0 });
  }

  /** As after a new version was deployed: such files are not there any more, until somebody asks for a whole page and gets the new one. */
  lose(files: RegExp): void {
    this.#gone = files;
  }

  async dispose(): Promise<void> {
    const closed = once(this.#server, "close");
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #join(browser: Socket, product: Socket): void {
    let current: Exchange | null = null;
    const end = () => {
      if (current) current.isOver = true;
    };
    browser.on("data", (bytes: Buffer) => {
      const head = bytes.subarray(0, 8_192).toString("latin1");
      const [, method, path] = requestLine.exec(head) ?? [];
      if (/^sec-fetch-dest: document\r$/im.test(head)) this.#gone = null;
      if (path && this.#gone?.test(path)) return void browser.write(notFound);
      if (method && path) {
        end();
        current = { method, path, up: 0, down: 0, isOver: false };
        this.exchanges.push(current);
      }
      if (current) current.up += bytes.length;
      if (!product.write(bytes)) browser.pause();
    });
    product.on("drain", () => browser.resume());
    browser.on("end", () => product.end());
    product.on("data", (bytes: Buffer) => {
      if (current) current.down += bytes.length;
    });
    product.pipe(browser);
    for (const [socket, other] of [
      [browser, product],
      [product, browser],
    ] as const) {
      this.#sockets.add(socket);
      socket.on("error", () => other.destroy());
      socket.on("close", () => {
        this.#sockets.delete(socket);
        end();
        other.destroy();
      });
    }
  }
}

/** Scripts and styles, those of workers too. */
export const isCode = ({ path }: Exchange): boolean => /\.(?:m?js|css)(?:\?|$)/.test(path);
export const isFont = ({ path }: Exchange): boolean => /\.woff2?(?:\?|$)/.test(path);
export const isData = ({ path }: Exchange): boolean => path.startsWith("/api/") || path.includes("_rsc=");

export const bytesOf = (exchanges: readonly Exchange[]): number => exchanges.reduce((sum, { down }) => sum + down, 0);

/** Resolves when nothing came over the wire for half a second. */
export const quiet = async (wire: Wire): Promise<void> => {
  let before = -1;
  for (let now = bytesOf(wire.exchanges); now !== before; now = bytesOf(wire.exchanges)) {
    before = now;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
};
