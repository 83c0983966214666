import { readFileSync } from "node:fs";
import { createServer as createHttpServer, type RequestListener } from "node:http";
import { Agent, createServer as createHttpsServer, request } from "node:https";
import { createServer, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import { createServer as createTlsServer } from "node:tls";
import { type RawData, type WebSocket, WebSocketServer } from "ws";
import type { KeyPair } from "../running/certificates.ts";

/**
 * A process of its own where consoles of the bench end: the cluster's API as it is, plain and by TLS, but for the consoles of its machines;
 * and the same behind bare TCP, for proxies that are not the product. A console does what its first five bytes say.
 */
export type FarEndPlan = { clusterUrl: string; caFile: string; certificate: KeyPair };
export type FarEndPorts = { plain: number; tls: number; tcp: number; tcpTls: number };

/** `give`: so many bytes come; `take`: so many are read, and answered by one; `echo`: everything comes back. Each is answered by one byte first. */
export const orders = { give: 0x64, take: 0x75, echo: 0x65 } as const;

const frame = Buffer.alloc(32 * 1024, 7);
/** Writes under way, so that the next one is there when one was taken. */
const ahead = 16;
const done = Buffer.of(1);

type Write = (bytes: Buffer, taken: () => void) => void;

const give = (write: Write, bytes: number): void => {
  let left = bytes;
  const next = (): void => {
    if (left <= 0) return;
    const piece = left < frame.length ? frame.subarray(0, left) : frame;
    left -= piece.length;
    write(piece, next);
  };
  for (let at = 0; at < ahead; at += 1) next();
};

/** What hears a console's bytes. */
const guestOf = (write: Write): ((bytes: Buffer) => void) => {
  let order: number | undefined;
  let left = 0;
  return (bytes) => {
    if (order === orders.echo) write(bytes, () => {});
    else if (order === orders.take) {
      left -= bytes.length;
      if (left <= 0) write(done, () => {});
    } else if (order === undefined) {
      order = bytes.readUInt8(0);
      left = bytes.readUInt32BE(1);
      write(done, () => {});
      if (order === orders.give) give(write, left);
    }
  };
};

const bytesOf = (data: RawData): Buffer =>
  Buffer.isBuffer(data) ? data : Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data);

const sockets = new WebSocketServer({
  noServer: true,
  perMessageDeflate: false,
  handleProtocols: () => "plain.kubevirt.io",
});
const serve = (guest: WebSocket): void => {
  const hear = guestOf((bytes, taken) => guest.send(bytes, taken));
  guest.on("message", (data) => hear(bytesOf(data))).on("error", () => guest.terminate());
};
const serveTcp = (socket: Socket): void => {
  socket.setNoDelay();
  const hear = guestOf((bytes, taken) => void socket.write(bytes, taken));
  socket.on("data", hear).on("error", () => socket.destroy());
};

const isConsole = (path = ""): boolean => /\/virtualmachineinstances\/[^/]+\/(vnc|console)(\?|$)/.test(path);

const forwardTo = ({ clusterUrl, caFile }: FarEndPlan): RequestListener => {
  const agent = new Agent({ ca: readFileSync(caFile), keepAlive: true });
  return (asked, answer) => {
    const { host, ...headers } = asked.headers;
    const onward = request(`${clusterUrl}${asked.url}`, { agent, method: asked.method, headers }, (answered) => {
      answer.writeHead(answered.statusCode ?? 502, answered.headers);
      answered.pipe(answer);
    });
    onward.on("error", () => answer.destroy());
    answer.once("close", () => onward.destroy());
    asked.pipe(onward);
  };
};

const listen = (server: ReturnType<typeof createServer>): Promise<number> =>
  new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address ? address.port : 0);
    });
  });

const start = async (plan: FarEndPlan): Promise<FarEndPorts> => {
  const forward = forwardTo(plan);
  const [plain, tls] = [createHttpServer(forward), createHttpsServer(plan.certificate, forward)];
  for (const server of [plain, tls]) {
    server.on("upgrade", (asked, socket: Duplex, head) => {
      if (isConsole(asked.url)) sockets.handleUpgrade(asked, socket, head, serve);
      else socket.destroy();
    });
  }
  const [tcp, tcpTls] = [createServer(serveTcp), createTlsServer(plan.certificate, serveTcp)];
  const [a, b, c, d] = await Promise.all([listen(plain), listen(tls), listen(tcp), listen(tcpTls)]);
  return { plain: a, tls: b, tcp: c, tcpTls: d };
};

process.on("message", async (plan: FarEndPlan) => void process.send?.(await start(plan)));
process.on("disconnect", () => process.exit(0));
