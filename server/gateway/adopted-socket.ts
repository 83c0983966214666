import { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { type Chunks, chunksOf } from "./chunks.ts";
import { ReusedReads } from "./reused-reads.ts";

/** A browser's side of a console, and its bytes. */
export type Accepted = { browser: Duplex; heard: Chunks };

/** What Node's server hands to each socket it makes (`new Socket({ handle })`, lib/net.js); not in Node's types, and looked at before it is used. */
const handleOf = (socket: Socket): object | null => {
  const handle: unknown = Reflect.get(socket, "_handle");
  const canReuse = typeof handle === "object" && handle !== null && "useUserBuffer" in handle;
  return canReuse ? handle : null;
};

/**
 * A socket that a server accepted, as one that reads into memory which is used again: Node gives `onread` only to sockets that are made with
 * it. The two end together. Where Node is built otherwise, or something is still on its way out, the socket stays what it is.
 */
export const adoptSocket = (socket: Duplex, idleMemory: Buffer): Accepted => {
  const handle = socket instanceof Socket && socket.writableLength === 0 && !socket.destroyed ? handleOf(socket) : null;
  if (!handle) return { browser: socket, heard: chunksOf(socket) };
  socket.pause();
  const reads = new ReusedReads(false, idleMemory);
  const browser = new Socket({
    handle,
    allowHalfOpen: true,
    readable: true,
    writable: true,
    ...reads.options,
  } as object);
  Reflect.set(socket, "_handle", null);
  // Whoever counts or ends the one that was accepted means this one.
  socket.once("close", () => void browser.destroy());
  browser.once("close", () => void socket.destroy());
  // It may have ended already, behind what nobody has read yet.
  socket.once("end", () => void browser.push(null));
  // A stream without encoding yields Buffers.
  for (let early = socket.read() as Buffer | null; early; early = socket.read() as Buffer | null) browser.push(early);
  reads.take(browser);
  return { browser, heard: reads };
};
