import { type RawData, type WebSocket, WebSocketServer } from "ws";
import type { UpgradeCall } from "../aggregated/group.ts";

/** KubeVirt's subprotocol: echoed when it was offered, and the only one that is. */
const subprotocol = "plain.kubevirt.io";

/** Frames of virt-api are at most this long. */
const longestFrame = 32 * 1024;
/** Bytes waiting for a slow client before its source is asked to wait. */
const mostWaiting = 512 * 1024;

const server = new WebSocketServer({
  noServer: true,
  perMessageDeflate: false,
  maxPayload: 1024 * 1024,
  handleProtocols: (offered) => (offered.has(subprotocol) ? subprotocol : false),
});

/** Raw bytes over a WebSocket, as virt-api streams them: binary frames, no close frame of our own. */
export type ByteStream = {
  /** False: wait for `onDrain`. */
  write: (bytes: Buffer) => boolean;
  onBytes: (listener: (bytes: Buffer) => void) => void;
  onDrain: (listener: () => void) => void;
  onClose: (listener: () => void) => void;
  /** Ends the connection as TCP ends: whoever listens sees 1006. */
  cut: () => void;
  /** Pings; the stream is cut when no answer has come for a minute. */
  keepAlive: (text: string, everyMs: number) => void;
};

const toBuffer = (data: RawData): Buffer => {
  if (Buffer.isBuffer(data)) return data;
  return Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data);
};

/** Whether a request can become a WebSocket; a plain GET cannot. */
export const isWebSocket = (upgrade: string | undefined): boolean => upgrade?.toLowerCase() === "websocket";

export const acceptWebSocket = ({ request, socket, head }: UpgradeCall): Promise<ByteStream> =>
  new Promise((resolve) => {
    server.handleUpgrade(request, socket, head, (accepted) => resolve(toStream(accepted, socket)));
  });

const toStream = (accepted: WebSocket, socket: UpgradeCall["socket"]): ByteStream => {
  let timer: NodeJS.Timeout | undefined;
  const cut = (): void => {
    socket.end();
    setTimeout(() => accepted.terminate(), 1_000).unref();
  };
  accepted.on("error", () => accepted.terminate());
  accepted.once("close", () => clearInterval(timer));
  return {
    write: (bytes) => {
      for (let at = 0; at < bytes.length && accepted.readyState === accepted.OPEN; at += longestFrame) {
        accepted.send(bytes.subarray(at, at + longestFrame), { binary: true });
      }
      return accepted.bufferedAmount < mostWaiting;
    },
    onBytes: (listener) => {
      accepted.on("message", (data, isBinary) => {
        if (isBinary) listener(toBuffer(data));
      });
    },
    onDrain: (listener) => {
      socket.on("drain", listener);
    },
    onClose: (listener) => {
      accepted.once("close", listener);
    },
    cut,
    keepAlive: (text, everyMs) => {
      let answeredAtMs = performance.now();
      accepted.on("pong", () => {
        answeredAtMs = performance.now();
      });
      timer = setInterval(() => {
        if (performance.now() - answeredAtMs > 60_000) cut();
        else accepted.ping(text);
      }, everyMs).unref();
    },
  };
};
