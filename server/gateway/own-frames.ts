import { randomBytes } from "node:crypto";
import { opcodes } from "./frame-scanner.ts";

/** A control frame of our own; `masked` when it goes to a server. Payloads of control frames hold at most 125 bytes. */
const controlFrame = (opcode: number, payload: Buffer, masked: boolean): Buffer => {
  const head = Buffer.from([0x80 | opcode, (masked ? 0x80 : 0) | payload.length]);
  if (!masked) return Buffer.concat([head, payload]);
  const key = randomBytes(4);
  return Buffer.concat([head, key, payload.map((byte, at) => byte ^ (key[at % 4] ?? 0))]);
};

/** No bytes at all: tells a browser that the guest's stream is open, also when the guest has nothing to say. KubeVirt sends such frames too. */
export const openFrame = Buffer.from([0x80 | opcodes.binary, 0]);

/** Our own words to a page, among the guest's bytes: text, which no guest can send it (frame-scanner.ts). */
export const textFrame = (text: string): Buffer => {
  const payload = Buffer.from(text);
  // A browser takes only the shortest way of writing a length.
  const isShort = payload.length < 126;
  const head = Buffer.alloc(isShort ? 2 : 4);
  head.writeUInt8(0x81, 0);
  head.writeUInt8(isShort ? payload.length : 126, 1);
  if (!isShort) head.writeUInt16BE(payload.length, 2);
  return Buffer.concat([head, payload]);
};

export const pingFrame = (masked: boolean): Buffer => controlFrame(opcodes.ping, Buffer.alloc(0), masked);

/** `reason` is one of our own words, at most with the name of one of our people; never text from upstream. */
export const closeFrame = (code: number, reason: string, masked: boolean): Buffer => {
  const payload = Buffer.alloc(2 + Buffer.byteLength(reason));
  payload.writeUInt16BE(code, 0);
  payload.write(reason, 2);
  return controlFrame(opcodes.close, payload, masked);
};
