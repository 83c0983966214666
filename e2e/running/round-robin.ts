import { once } from "node:events";
import {
  createServer,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  request as requestUpstream,
  type Server,
  type ServerResponse,
} from "node:http";
import { connect, type Socket } from "node:net";
import type { Duplex } from "node:stream";

type Options = {
  /** Headers in lower case that each request and upgrade gets, whatever the browser sent under those names. */
  adds?: () => Readonly<Record<string, string>>;
  /** The address it connects from. */
  from?: string;
};

/**
 * A load balancer without stickiness: each request and each upgrade goes to the next port in turn, past those that take no connection.
 * As with nginx, a GET whose connection ends before any answer goes to the next one, once; what may write is never sent again.
 */
export class RoundRobin {
  readonly #server: Server;
  readonly #sockets = new Set<Socket | Duplex>();
  readonly #ports: readonly number[];
  readonly #adds: () => Readonly<Record<string, string>>;
  readonly #from: string;
  #pinned: number | null = null;
  #isBuffering = false;
  #passesUpgrades = true;
  #turn = 0;
  /** How many requests and upgrades went to each port. */
  readonly sent = new Map<number, number>();
  /** Addresses of the requests so far. */
  readonly asked: string[] = [];

  constructor(ports: readonly number[], { adds = () => ({}), from = "127.0.0.1" }: Options = {}) {
    this.#ports = ports;
    this.#adds = adds;
    this.#from = from;
    this.#server = createServer((request, response) => void this.#onRequest(request, response));
    this.#server.on("upgrade", (request, socket, head) => void this.#onUpgrade(request, socket, head));
    this.#server.on("connection", (socket) => this.#track(socket));
    this.#server.requestTimeout = 0;
  }

  async listen(port: number): Promise<void> {
    this.#server.listen(port, "127.0.0.1");
    await once(this.#server, "listening");
  }

  /** From now on everything new goes to this port; null: to all in turn. */
  pin(port: number | null): void {
    this.#pinned = port;
  }

  /** From now on answers are passed on once they are whole, as proxies do that think of pages only: a stream never is. */
  buffer(isOn: boolean): void {
    this.#isBuffering = isOn;
  }

  /** From now on nobody's upgrade arrives as one: it is an ordinary question, as proxies make of it that know no WebSockets. */
  stripUpgrades(): void {
    this.#passesUpgrades = false;
  }

  async dispose(): Promise<void> {
    const closed = once(this.#server, "close");
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #track(socket: Socket | Duplex): void {
    this.#sockets.add(socket);
    socket.once("close", () => this.#sockets.delete(socket)).on("error", () => socket.destroy());
  }

  /** A connection to whoever's turn it is; null when nobody listens. */
  async #connect(): Promise<Socket | null> {
    this.#turn += 1;
    const inTurn = this.#ports.map((_, at) => this.#ports[(at + this.#turn) % this.#ports.length] ?? 0);
    for (const port of this.#pinned === null ? inTurn : [this.#pinned]) {
      const socket = connect({ port, host: "127.0.0.1", localAddress: this.#from });
      const isOpen = await once(socket, "connect").then(
        () => true,
        () => false,
      );
      if (!isOpen) continue;
      this.#track(socket);
      this.sent.set(port, (this.sent.get(port) ?? 0) + 1);
      return socket;
    }
    return null;
  }

  async #onRequest(request: IncomingMessage, response: ServerResponse, mayAskAgain = true): Promise<void> {
    if (mayAskAgain) this.asked.push(request.url ?? "");
    const socket = await this.#connect();
    if (!socket) return void response.writeHead(502).end();
    const { method, url: path } = request;
    const headers = { ...request.headers, ...this.#adds(), connection: "close" };
    const upstream = requestUpstream({ createConnection: () => socket, method, path, headers });
    upstream.on("error", () => {
      if (mayAskAgain && method === "GET" && !response.headersSent) void this.#onRequest(request, response, false);
      else response.destroy();
    });
    upstream.on("response", (answer) => {
      const { connection: _, "keep-alive": __, "transfer-encoding": ___, ...passed } = answer.headers;
      if (this.#isBuffering) return void passWhole(answer, passed, response);
      response.writeHead(answer.statusCode ?? 502, passed);
      // What an upstream that was killed leaves unfinished must not look finished.
      answer.on("error", () => response.destroy()).pipe(response);
      response.on("close", () => socket.destroy());
    });
    if (method === "GET") upstream.end();
    else request.pipe(upstream);
  }

  async #onUpgrade(request: IncomingMessage, browser: Duplex, head: Buffer): Promise<void> {
    const socket = await this.#connect();
    if (!socket) return void browser.destroy();
    const { upgrade, connection, ...ordinary } = request.headers;
    const own = this.#passesUpgrades ? { ...ordinary, upgrade, connection } : { ...ordinary, connection: "close" };
    const headers = Object.entries({ ...own, ...this.#adds() });
    const lines = [`${request.method} ${request.url} HTTP/1.1`, ...headers.map(([name, value]) => `${name}: ${value}`)];
    socket.write(`${lines.join("\r\n")}\r\n\r\n`);
    socket.write(head);
    socket.pipe(browser).pipe(socket);
    socket.once("close", () => browser.destroy());
    browser.once("close", () => socket.destroy());
  }
}

const passWhole = async (answer: IncomingMessage, headers: OutgoingHttpHeaders, response: ServerResponse) => {
  response.on("close", () => answer.destroy());
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of answer) chunks.push(chunk);
    response.writeHead(answer.statusCode ?? 502, headers).end(Buffer.concat(chunks));
  } catch {
    response.destroy();
  }
};
