import type { Duplex } from "node:stream";
import { type CloseCode, closeCodes } from "#lib/console/close-codes.ts";
import { type Headers, rawAnswer } from "../http/raw-answer.ts";
import { closeFrame } from "./own-frames.ts";

/** Answers an upgrade with an HTTP status and closes the connection: it is never used for another request. */
export const refuseUpgrade = (socket: Duplex, status: number, headers: Headers): void => {
  socket.on("error", () => socket.destroy());
  socket.end(rawAnswer(status, { ...headers, ...(status === 426 && { "sec-websocket-version": "13" }) }));
  socket.once("finish", () => socket.destroy());
};

/** Ends a browser's console that never had a guest behind it. */
export const closeBrowser = (socket: Duplex, code: CloseCode | 1000): void => {
  socket.on("error", () => socket.destroy());
  socket.on("end", () => socket.destroy());
  socket.end(closeFrame(code, code === 1000 ? "" : closeCodes[code], false));
  // Reads on, so that the browser's close frame does not turn our end into a reset.
  socket.resume();
  const cut = setTimeout(() => socket.destroy(), 2000).unref();
  socket.once("close", () => clearTimeout(cut));
};
