import type { IncomingMessage, RequestOptions } from "node:http";
import { Agent, request as httpsRequest } from "node:https";
import type { Duplex } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Exchange } from "../http/exchange.ts";
import { sendText } from "../http/respond.ts";
import type { Store } from "../storage/store.ts";
import { API_SERVICES, type Backend, backendOf } from "./backend.ts";
import { dialErrorText } from "./dial-error.ts";
import { endToEndHeaders, forwardedHeaders } from "./forwarded-headers.ts";

type FrontProxy = { key: string; cert: string };
type Upgrade = Omit<Exchange, "response"> & { socket: Duplex; head: Buffer };

const TEXT = "text/plain; charset=utf-8";
const REDIRECTED = "the backend attempted to redirect this request, which is not permitted";

/** The aggregation layer: API groups another server serves, reached as the front proxy and in the caller's name. */
export class Aggregation {
  readonly #store: Store;
  readonly #frontProxy: FrontProxy;
  /** Idle connections go before a backend closes them (Node's servers do after five seconds), so that no write meets a closed one. */
  readonly #agent = new Agent({ keepAlive: true, timeout: 2_000 });

  constructor(store: Store, frontProxy: FrontProxy) {
    this.#store = store;
    this.#frontProxy = frontProxy;
  }

  backendOf(group: string, version: string): Backend | undefined {
    const apiService = this.#store.get(API_SERVICES, "", `${version}.${group}`);
    return apiService === undefined ? undefined : backendOf(this.#store, apiService.object);
  }

  backends(): Backend[] {
    return this.#store
      .list(API_SERVICES)
      .map(({ object }) => backendOf(this.#store, object))
      .filter((backend) => backend !== undefined);
  }

  /** Forwards one request, answer streamed; resolves when the answer is over. */
  async proxy(backend: Backend, { request, response, user }: Exchange): Promise<void> {
    if (backend.available === false) return sendText(request, response, 503, TEXT, "service unavailable\n");
    const headers = forwardedHeaders(request.headers, user, backend.servername);
    const options = { ...this.#address(backend), method: request.method, path: request.url, headers };
    let answer: IncomingMessage;
    try {
      answer = await this.#ask(options, { request, response });
    } catch (cause) {
      if (response.destroyed) return;
      return sendText(request, response, 503, TEXT, dialErrorText(backend, cause));
    }
    const { statusCode = 0 } = answer;
    if (statusCode >= 300 && statusCode < 400 && answer.headers.location) {
      answer.destroy();
      return sendText(request, response, 502, TEXT, REDIRECTED);
    }
    response.writeHead(answer.statusCode ?? 502, endToEndHeaders(answer.headers));
    response.flushHeaders();
    // An upstream that dies in the middle must end the client's answer unfinished: pipeline destroys both.
    await pipeline(answer, response).catch(() => {});
  }

  /** A kept connection the backend has just closed is no failure of a read: it is asked once more. */
  async #ask(
    options: RequestOptions,
    { request, response }: Pick<Exchange, "request" | "response">,
  ): Promise<IncomingMessage> {
    const { "content-length": length, "transfer-encoding": encoding } = request.headers;
    const isRead = ["GET", "HEAD"].includes(request.method ?? "") && length === undefined && encoding === undefined;
    const outgoing = httpsRequest(options);
    response.on("close", () => outgoing.destroy());
    try {
      return await new Promise<IncomingMessage>((resolve, reject) => {
        outgoing.on("response", resolve).on("error", reject);
        if (isRead) outgoing.end();
        else request.on("error", reject).pipe(outgoing);
      });
    } catch (cause) {
      if (!isRead || !outgoing.reusedSocket || response.destroyed) throw cause;
      return this.#ask({ ...options, agent: false }, { request, response });
    }
  }

  /** Forwards a protocol upgrade; after the 101 the two sockets are joined byte by byte. */
  upgrade(backend: Backend, { request, user, socket, head }: Upgrade): void {
    const headers = {
      ...forwardedHeaders(request.headers, user, backend.servername),
      connection: "Upgrade",
      upgrade: request.headers.upgrade,
    };
    const options = { ...this.#address(backend), agent: false, method: request.method, path: request.url, headers };
    const outgoing = httpsRequest(options);
    socket.on("error", () => outgoing.destroy()).on("close", () => outgoing.destroy());
    outgoing.on("upgrade", (answer, upstream, first) => {
      socket.write(headText(answer));
      if (first.length > 0) socket.write(first);
      if (head.length > 0) upstream.write(head);
      upstream.on("error", () => socket.destroy()).on("close", () => socket.destroy());
      socket.on("close", () => upstream.destroy());
      upstream.pipe(socket).pipe(upstream);
    });
    outgoing.on("response", (answer) => {
      const { statusCode = 0 } = answer;
      // An upgrade that is neither made nor refused.
      if (statusCode < 400) {
        return endWithText(socket, 503, "Service Unavailable", `invalid upgrade response: status code ${statusCode}\n`);
      }
      socket.write(headText(answer, "Connection: close\r\n"));
      answer.pipe(socket);
    });
    outgoing.on("error", (cause) => endWithText(socket, 503, "Service Unavailable", dialErrorText(backend, cause)));
    outgoing.end();
  }

  /** Asks a backend as the API server itself does: discovery and OpenAPI. Throws when it is away or refuses. */
  fetchJson(backend: Backend, path: string): Promise<unknown> {
    const headers = forwardedHeaders({ accept: "application/json" }, API_SERVER, backend.servername);
    return new Promise((resolve, reject) => {
      const outgoing = httpsRequest({ ...this.#address(backend), path, headers, signal: AbortSignal.timeout(5000) });
      outgoing.on("error", reject).on("response", (answer) => {
        let text = "";
        answer.setEncoding("utf8").on("error", reject);
        answer.on("data", (chunk: string) => {
          text += chunk;
        });
        answer.on("end", () => {
          if (answer.statusCode !== 200) return reject(new Error(`${path} answered ${answer.statusCode}`));
          try {
            resolve(JSON.parse(text));
          } catch (cause) {
            reject(cause);
          }
        });
      });
      outgoing.end();
    });
  }

  dispose(): void {
    this.#agent.destroy();
  }

  #address({ host, port, servername, ca, insecure }: Backend): RequestOptions & { servername: string } {
    const tls = { ca: ca === "" ? undefined : ca, rejectUnauthorized: !insecure, ...this.#frontProxy };
    return { host, port, servername, agent: this.#agent, ...tls };
  }
}

const API_SERVER = { name: "system:kube-aggregator", uid: "", groups: ["system:masters"], extra: {} };

function headText(answer: IncomingMessage, extra = ""): string {
  const lines: string[] = [];
  for (let index = 0; index < answer.rawHeaders.length; index += 2) {
    const name = answer.rawHeaders[index] ?? "";
    const dropped = extra !== "" && /^(connection|keep-alive|transfer-encoding)$/i.test(name);
    if (!dropped) lines.push(`${name}: ${answer.rawHeaders[index + 1]}\r\n`);
  }
  return `HTTP/1.1 ${answer.statusCode} ${answer.statusMessage}\r\n${lines.join("")}${extra}\r\n`;
}

/** Answers on a bare socket, which is all there is of a refused upgrade. */
export function endWithText(socket: Duplex, code: number, reason: string, text: string, type = TEXT): void {
  if (socket.destroyed) return;
  const body = Buffer.from(text);
  socket.end(
    `HTTP/1.1 ${code} ${reason}\r\nContent-Type: ${type}\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${text}`,
  );
}
