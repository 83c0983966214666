import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { consoleProtocol } from "#lib/api/requests.ts";
import { type CloseCode, closeCodes } from "#lib/console/close-codes.ts";

/** A side that did not answer so many pings in a row is gone. */
const mostUnanswered = 2;

type Accept = (request: IncomingMessage, socket: Duplex, head: Buffer) => WebSocket | null;

/** Accepts sockets that end with us, unlike a console's: no guest is behind them. Null when the browser has already left. */
export const createAccept = (maxPayload: number): Accept => {
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload,
    handleProtocols: () => consoleProtocol,
  });
  return (request, socket, head) => {
    let accepted: WebSocket | null = null;
    server.handleUpgrade(request, socket, head, (webSocket) => {
      accepted = webSocket;
    });
    return accepted;
  };
};

export type Ending = { code: CloseCode | 1000; why: string };

/** One such socket from its upgrade to its end; `onEnd` is called once, whoever ends it. */
export class WatchSocket {
  readonly #socket: WebSocket;
  readonly #over = new AbortController();
  readonly #onEnd: ((ending: Ending) => void)[] = [];
  #unanswered = 0;

  constructor(socket: WebSocket, pingEveryMs: number, onPing: () => void = () => {}) {
    this.#socket = socket;
    const pings = setInterval(() => {
      this.#unanswered += 1;
      if (this.#unanswered > mostUnanswered) return this.end(1000, "no answer to pings");
      socket.ping();
      onPing();
    }, pingEveryMs).unref();
    socket.on("pong", () => {
      this.#unanswered = 0;
    });
    socket.on("error", () => socket.terminate());
    socket.on("close", (code: number) => this.#finish({ code: 1000, why: `closed by the browser: ${code}` }));
    this.over.addEventListener("abort", () => clearInterval(pings), { once: true });
  }

  /** Aborts when it is over. */
  get over(): AbortSignal {
    return this.#over.signal;
  }

  /** What is done at its end; at once when that has been already. */
  atEnd(work: (ending: Ending) => void): void {
    if (this.over.aborted) work({ code: 1000, why: "left" });
    else this.#onEnd.push(work);
  }

  get backlogBytes(): number {
    return this.#socket.bufferedAmount;
  }

  onMessage(listener: (data: Buffer, isBinary: boolean) => void): void {
    // `ws` gives Buffers as long as nobody asks it for something else.
    this.#socket.on("message", (data, isBinary) => listener(data as Buffer, isBinary));
  }

  send(data: Buffer | string): void {
    if (!this.over.aborted) this.#socket.send(data);
  }

  end(code: CloseCode | 1000, why: string): void {
    this.#socket.close(code, code === 1000 ? "" : closeCodes[code]);
    // Whoever does not close in return is cut off.
    setTimeout(() => this.#socket.terminate(), 2_000).unref();
    this.#finish({ code, why });
  }

  #finish(ending: Ending): void {
    if (this.over.aborted) return;
    this.#over.abort();
    for (const work of this.#onEnd) work(ending);
  }
}
