import { once } from "node:events";
import { WebSocket } from "ws";
import { api } from "#lib/api/paths.ts";
import { type ConsoleKind, consoleProtocol, csrfHeader, ticketProtocolPrefix } from "#lib/api/requests.ts";
import { orders } from "./far-end.ts";
import { median } from "./report.ts";
import type { Product } from "./stage.ts";

/** Somebody who may open consoles at a product: a session's cookie, and what its writes show. */
export type Visitor = { product: Product; cookie: string; csrfToken: string };

export const visit = async (product: Product, cookie: string): Promise<Visitor> => {
  const answer = await fetch(`${product.direct}${api.me()}`, { headers: { cookie } });
  const { csrfToken } = (await answer.json()) as { csrfToken: string };
  return { product, cookie, csrfToken };
};

const opened = async (socket: WebSocket): Promise<WebSocket> => {
  socket.on("error", () => {});
  const [, refused] = await Promise.race([
    once(socket, "open"),
    once(socket, "close").then(([code, reason]) => [null, `${code} ${reason}`]),
  ]);
  if (typeof refused === "string") throw new Error(`a console was refused: ${refused}`);
  return socket;
};

export type ConsoleAt = { tenant: string; name: string; kind: ConsoleKind };

/** Opens a machine's console as a page does: by a ticket, then by the socket, until the guest's side is there. */
export const openConsole = async (visitor: Visitor, { tenant, name, kind }: ConsoleAt): Promise<WebSocket> => {
  const { product, cookie, csrfToken } = visitor;
  const answer = await fetch(`${product.direct}${api.consoleTickets(tenant, name)}`, {
    method: "POST",
    headers: { cookie, origin: product.origin, [csrfHeader]: csrfToken, "content-type": "application/json" },
    body: JSON.stringify({ kind }),
  });
  if (!answer.ok) throw new Error(`no ticket for ${name}: ${answer.status} ${await answer.text()}`);
  const { ticket } = (await answer.json()) as { ticket: string };
  const socket = new WebSocket(
    `${product.direct.replace("http", "ws")}/ws/console/${kind}`,
    [consoleProtocol, `${ticketProtocolPrefix}${ticket}`],
    { headers: { cookie }, origin: product.origin, perMessageDeflate: false },
  );
  const isJoined = once(socket, "message");
  await opened(socket);
  // An empty message says that the guest's stream is open.
  await isJoined;
  return socket;
};

/** A console through something else, or through nothing. */
export const openDirect = (url: string, protocol: string): Promise<WebSocket> =>
  opened(new WebSocket(url, [protocol], { perMessageDeflate: false }));

/** Tells the far end what this console is for; resolves when it has said yes. */
export const order = async (socket: WebSocket, kind: keyof typeof orders, bytes = 0): Promise<void> => {
  const words = Buffer.alloc(5);
  words.writeUInt8(orders[kind], 0);
  words.writeUInt32BE(bytes, 1);
  const answered = once(socket, "message");
  socket.send(words);
  await answered;
};

const message = Buffer.alloc(32 * 1024, 9);

/** Reads so many bytes. */
export const receive = async (socket: WebSocket, bytes: number): Promise<void> => {
  let left = bytes;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  socket.on("message", (data: Buffer) => {
    left -= data.length;
    if (left <= 0) resolve();
  });
  socket.once("close", (code) => reject(new Error(`a console ended: ${code}`)));
  await Promise.all([order(socket, "give", bytes), promise]);
};

/** Sends so many bytes, and waits until the far end has them. */
export const send = async (socket: WebSocket, bytes: number): Promise<void> => {
  await order(socket, "take", bytes);
  const answered = once(socket, "message");
  let left = bytes;
  const next = (): void => {
    if (left <= 0) return;
    const piece = left < message.length ? message.subarray(0, left) : message;
    left -= piece.length;
    socket.send(piece, next);
  };
  for (let at = 0; at < 16; at += 1) next();
  await answered;
};

const rounds = { warmUp: 500, measured: 5_000 };

/** Median milliseconds until a key's worth of bytes is back. */
export const roundTrip = async (socket: WebSocket): Promise<number> => {
  await order(socket, "echo");
  const times: number[] = [];
  for (let at = 0; at < rounds.warmUp + rounds.measured; at += 1) {
    const startedAt = performance.now();
    const back = once(socket, "message");
    socket.send(message.subarray(0, 20));
    await back;
    if (at >= rounds.warmUp) times.push(performance.now() - startedAt);
  }
  return median(times);
};
