import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { Agent, createServer, request as requestUpstream, type Server } from "node:https";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { KeyPair } from "./certificates.ts";
import type { Exchange, Fault } from "./faults.ts";

export type Seen = { method: string; path: string; isUpgrade: boolean; atMs: number };

type Rule = { match: RegExp; fault: Fault; left: number };

/** An answer that is under way; `isFrozen`: nothing passes any more, and nobody is told. */
type Open = { path: string; isFrozen: boolean; write: (bytes: string) => void; end: () => void };

type Upstream = { url: string; ca: string };

/**
 * Stands between a product and its cluster and makes trouble on demand: TLS of its own towards the product, TLS again towards the cluster,
 * every header and upgrade untouched. Patterns are matched against `GET /apis/…?query`. What a test did not ask for passes.
 */
export class FaultProxy {
  readonly #port: number;
  readonly #server: Server;
  readonly #upstream: URL;
  readonly #agent: Agent;
  readonly #sockets = new Set<Socket | Duplex>();
  readonly #open = new Set<Open>();
  #rules: Rule[] = [];
  /** Every request since the last `forget`. */
  seen: Seen[] = [];

  constructor(port: number, { url, ca }: Upstream, certificate: KeyPair) {
    this.#port = port;
    this.#upstream = new URL(url);
    this.#agent = new Agent({ ca, keepAlive: true });
    this.#server = createServer(certificate, (request, response) => this.#onRequest(request, response));
    this.#server.on("upgrade", (request, socket, head) => this.#onUpgrade(request, socket, head));
    this.#server.on("connection", (socket) => this.#track(socket));
    this.#server.on("tlsClientError", () => {});
    this.#server.timeout = 0;
    this.#server.requestTimeout = 0;
  }

  /** Listens; until then, and after `pull`, connections are refused. */
  async plug(): Promise<void> {
    if (this.#server.listening) return;
    this.#server.listen(this.#port, "127.0.0.1");
    await once(this.#server, "listening");
  }

  async pull(): Promise<void> {
    if (!this.#server.listening) return;
    const closed = once(this.#server, "close");
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  async dispose(): Promise<void> {
    await this.pull();
    this.#agent.destroy();
  }

  /** From the next connection on; those that are open are ended. */
  present(certificate: KeyPair): void {
    this.#server.setSecureContext(certificate);
    for (const socket of this.#sockets) socket.destroy();
  }

  /** The newest rule that matches decides. Gives the way to lift it. */
  fault(match: RegExp, fault: Fault, { times = Number.POSITIVE_INFINITY } = {}): () => void {
    const rule = { match, fault, left: times };
    this.#rules.unshift(rule);
    return () => {
      this.#rules = this.#rules.filter((other) => other !== rule);
    };
  }

  /** Makes what is open, and what comes, half-open: bytes are taken and nothing is said any more. Lifting helps new requests only. */
  freeze(match: RegExp): () => void {
    for (const open of this.#open) if (match.test(open.path)) open.isFrozen = true;
    return this.fault(match, () => {});
  }

  /** Says something inside watches that are open, as one line of JSON. Gives in how many. */
  tellWatches(match: RegExp, event: unknown): number {
    const watches = this.#watches(match);
    for (const watch of watches) watch.write(`${JSON.stringify(event)}\n`);
    return watches.length;
  }

  /** Ends watches as a server does whose time limit is reached. Gives how many. */
  endWatches(match: RegExp): number {
    const watches = this.#watches(match);
    for (const watch of watches) watch.end();
    return watches.length;
  }

  #watches(match: RegExp): Open[] {
    return [...this.#open].filter(({ path }) => path.includes("watch=true") && match.test(path));
  }

  requests(match: RegExp): Seen[] {
    return this.seen.filter(({ method, path }) => match.test(`${method} ${path}`));
  }

  /** No faults and an empty record, for the next test; a certificate or a pulled cable stays. */
  reset(): void {
    this.#rules = [];
    this.seen = [];
  }

  #track(socket: Socket | Duplex): void {
    this.#sockets.add(socket);
    socket.on("error", () => socket.destroy());
    socket.on("close", () => this.#sockets.delete(socket));
  }

  #faultFor(line: string): Fault {
    const rule = this.#rules.find(({ match, left }) => left > 0 && match.test(line));
    if (!rule) return ({ forward }) => forward();
    rule.left -= 1;
    return rule.fault;
  }

  #begin(request: IncomingMessage, isUpgrade: boolean): Pick<Exchange, "method" | "path" | "isUpgrade"> {
    const { method = "", url: path = "" } = request;
    this.seen.push({ method, path, isUpgrade, atMs: Date.now() });
    return { method, path, isUpgrade };
  }

  #dial(request: IncomingMessage) {
    const { hostname, port } = this.#upstream;
    const { method, url: path, rawHeaders: headers } = request;
    return requestUpstream({ hostname, port, method, path, headers, agent: this.#agent });
  }

  #onRequest(request: IncomingMessage, response: ServerResponse): void {
    const head = this.#begin(request, false);
    const reset = () => void request.socket.destroy();
    request.on("error", reset);
    response.on("error", reset);
    this.#faultFor(`${head.method} ${head.path}`)({
      ...head,
      reset,
      respond: (status, headers, body) => {
        request.resume();
        response.writeHead(status, headers).end(body);
      },
      forward: (pace) => this.#forward(request, response, pace),
    });
  }

  #forward(request: IncomingMessage, response: ServerResponse, pace?: (chunk: Buffer) => Promise<void>): void {
    const far = this.#dial(request);
    const open: Open = {
      path: `${request.method} ${request.url}`,
      isFrozen: false,
      write: (bytes) => void response.write(bytes),
      end: () => {
        response.end();
        far.destroy();
      },
    };
    this.#open.add(open);
    const relay = async (answer: IncomingMessage) => {
      if (open.isFrozen) return;
      response.writeHead(answer.statusCode ?? 502, answer.rawHeaders).flushHeaders();
      for await (const chunk of answer as AsyncIterable<Buffer>) {
        await pace?.(chunk);
        if (response.writableEnded || response.destroyed) return;
        if (!open.isFrozen && !response.write(chunk))
          await Promise.race([once(response, "drain"), once(response, "close")]);
      }
      if (!open.isFrozen) response.end();
    };
    const fail = () => {
      if (!open.isFrozen && !response.writableEnded) response.destroy();
    };
    far.on("response", (answer) => void relay(answer).catch(fail));
    far.on("error", fail);
    response.on("close", () => {
      this.#open.delete(open);
      far.destroy();
    });
    request.pipe(far);
  }

  #onUpgrade(request: IncomingMessage, socket: Duplex, early: Buffer): void {
    this.#track(socket);
    const head = this.#begin(request, true);
    this.#faultFor(`${head.method} ${head.path}`)({
      ...head,
      reset: () => void socket.destroy(),
      respond: (status, headers, body) => {
        const all = { ...headers, "content-length": String(Buffer.byteLength(body)), connection: "close" };
        socket.end(`${headOf(status, Object.entries(all))}${body}`);
      },
      forward: () => this.#forwardUpgrade(request, socket, early),
    });
  }

  #forwardUpgrade(request: IncomingMessage, near: Duplex, early: Buffer): void {
    const far = this.#dial(request);
    far.on("error", () => near.destroy());
    near.on("close", () => far.destroy());
    far.on("response", (answer) => {
      near.write(headOf(answer.statusCode ?? 502, pairs(answer.rawHeaders)));
      answer.pipe(near);
    });
    far.on("upgrade", (answer, farSocket: Duplex, farEarly: Buffer) => {
      this.#track(farSocket);
      const open: Open = {
        path: `${request.method} ${request.url}`,
        isFrozen: false,
        write: () => {},
        end: () => near.end(),
      };
      this.#open.add(open);
      near.write(headOf(101, pairs(answer.rawHeaders)));
      if (farEarly.length > 0) near.write(farEarly);
      if (early.length > 0) farSocket.write(early);
      farSocket.on("data", (chunk: Buffer) => void (open.isFrozen || near.write(chunk)));
      near.on("data", (chunk: Buffer) => void (open.isFrozen || farSocket.write(chunk)));
      const over = () => {
        this.#open.delete(open);
        farSocket.destroy();
        if (!open.isFrozen) near.destroy();
      };
      farSocket.on("close", over);
      near.on("close", over);
    });
    far.end();
  }
}

const headOf = (status: number, headers: readonly (readonly [string, string])[]): string =>
  `HTTP/1.1 ${status} .\r\n${headers.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n`;

const pairs = (raw: readonly string[]): [string, string][] =>
  raw.flatMap((name, at) => (at % 2 === 0 ? [[name, raw[at + 1] ?? ""] as [string, string]] : []));
