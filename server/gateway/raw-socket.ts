import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type ClientOptions, WebSocket, WebSocketServer } from "ws";

/** These are there on real sockets, not on every Duplex. */
type MaybeNetSocket = Duplex & {
  setTimeout?: (ms: number) => void;
  setNoDelay?: () => void;
  setKeepAlive?: (enable: boolean, initialDelayMs: number) => void;
};

/** For a peer that answers no pings: libuv then asks every second, ten times. */
const keepAliveAfterMs = 20_000;

/**
 * A `ws` WebSocket that ends with its handshake: ws has checked key, version, accept digest and subprotocol, and where it would
 * put its own frame reader and writer on the socket, it hands the socket over. `setSocket` is the one internal method of ws that
 * both its client and its server call at that moment; gateway.test.ts, whose every console goes through here on both sides, holds it to that.
 */
class HandshakeOnly extends WebSocket {
  taken: Duplex | null = null;
  onTaken: ((socket: Duplex) => void) | null = null;

  setSocket(socket: MaybeNetSocket, head: Buffer): void {
    socket.setTimeout?.(0);
    socket.setNoDelay?.();
    socket.setKeepAlive?.(true, keepAliveAfterMs);
    if (head.length > 0) socket.unshift(head);
    this.taken = socket;
    this.onTaken?.(socket);
  }
}

const handshakes = new WebSocketServer({
  noServer: true,
  clientTracking: false,
  perMessageDeflate: false,
  WebSocket: HandshakeOnly,
});

/** Completes a browser's upgrade with one fixed subprotocol. Null when the browser has already left. */
export const acceptUpgrade = (
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  protocol: string,
): Duplex | null => {
  let accepted: Duplex | null = null;
  // The answer names only our own protocol: ws would choose the first offered, which is all the header may hold after this.
  request.headers["sec-websocket-protocol"] = protocol;
  handshakes.handleUpgrade(request, socket, head, (webSocket) => {
    accepted = webSocket.taken;
  });
  return accepted;
};

export type HandshakeAnswer =
  | { kind: "open"; socket: Duplex }
  | { kind: "refused"; status: number; contentLength: string | undefined; body: string }
  | { kind: "failed"; error: Error };

const maxRefusalBytes = 16 * 1024;

const refusalBody = async (response: IncomingMessage): Promise<string> => {
  const parts: Buffer[] = [];
  let size = 0;
  try {
    for await (const part of response) {
      // A response without encoding yields Buffers.
      const bytes = part as Buffer;
      parts.push(bytes.subarray(0, maxRefusalBytes - size));
      size += bytes.length;
      if (size >= maxRefusalBytes) break;
    }
  } catch {
    // A refusal that breaks off is judged by what arrived of it.
  }
  return Buffer.concat(parts).toString("utf8");
};

/** One upgrade request to a server; its answer, whatever it is. `signal` gives up. */
export const dialUpgrade = (
  url: string,
  protocol: string,
  options: ClientOptions,
  signal: AbortSignal,
): Promise<HandshakeAnswer> =>
  new Promise((resolve) => {
    if (signal.aborted) {
      resolve({ kind: "failed", error: new Error("given up before dialling") });
      return;
    }
    const client = new HandshakeOnly(url, protocol, { ...options, perMessageDeflate: false, followRedirects: false });
    const settle = (answer: HandshakeAnswer): void => {
      signal.removeEventListener("abort", giveUp);
      resolve(answer);
    };
    const giveUp = (): void => client.terminate();
    signal.addEventListener("abort", giveUp, { once: true });
    client.onTaken = (socket) => settle({ kind: "open", socket });
    client.on("error", (error) => settle({ kind: "failed", error }));
    client.on("unexpected-response", (_request, response) => {
      void refusalBody(response).then((body) => {
        const contentLength = response.headers["content-length"];
        settle({ kind: "refused", status: response.statusCode ?? 0, contentLength, body });
        client.terminate();
      });
    });
  });
