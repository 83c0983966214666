import { Transform, type TransformCallback } from "node:stream";
import type { ConsoleKind } from "#lib/api/requests.ts";
import { opcodes } from "./frame-scanner.ts";
import { RfbClientFilter } from "./rfb-client-filter.ts";

type Header = { size: number; length: number; opcode: number; mask: Buffer };

/** A whole binary frame of a client. A key of zeros is a key, and masks nothing. */
const binaryFrame = (payload: Buffer): Buffer => {
  const head = Buffer.alloc(payload.length < 126 ? 6 : payload.length < 65_536 ? 8 : 14);
  head.writeUInt8(0x80 | opcodes.binary, 0);
  if (payload.length < 126) head.writeUInt8(0x80 | payload.length, 1);
  else if (payload.length < 65_536) {
    head.writeUInt8(0x80 | 126, 1);
    head.writeUInt16BE(payload.length, 2);
  } else {
    head.writeUInt8(0x80 | 127, 1);
    head.writeBigUInt64BE(BigInt(payload.length), 2);
  }
  return Buffer.concat([head, payload]);
};

/** The header at the beginning; null while it is incomplete, "foreign" when the relay behind will refuse it (frame-scanner.ts). */
const headerOf = (bytes: Buffer): Header | null | "foreign" => {
  const [first, second] = bytes;
  if (first === undefined || second === undefined) return null;
  const opcode = first & 0x0f;
  const isControl = opcode >= 0x8;
  const short = second & 0x7f;
  const isData = opcode === opcodes.binary || opcode === opcodes.continuation;
  if ((first & 0x70) !== 0 || (second & 0x80) === 0 || (!isControl && !isData)) return "foreign";
  if (isControl && (short > 125 || (first & 0x80) === 0)) return "foreign";
  const lengthBytes = short === 126 ? 2 : short === 127 ? 8 : 0;
  const size = 2 + lengthBytes + 4;
  if (bytes.length < size) return null;
  const length =
    lengthBytes === 0 ? short : lengthBytes === 2 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
  return { size, length, opcode, mask: bytes.subarray(size - 4, size) };
};

/**
 * What a browser says on a view-only console, without what would reach the guest: everything on a serial line, keys, pointer and
 * clipboard on a screen. Such a viewer says little else, so that this may read and copy what the relay of other consoles does not.
 */
export class ViewOnlyInput extends Transform {
  readonly #filter: RfbClientFilter | null;
  #held: Buffer = Buffer.alloc(0);
  #payload: (Header & { at: number }) | null = null;
  /** From here on everything goes to the relay as it is, which ends the console at its first byte. */
  #isForeign = false;

  constructor(kind: ConsoleKind) {
    super();
    this.#filter = kind === "vnc" ? new RfbClientFilter() : null;
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    try {
      this.#read(chunk);
      done();
    } catch {
      // A text frame is what no console of ours may say: the relay closes as for any breach of the protocol.
      this.#isForeign = true;
      this.push(Buffer.from([0x81, 0x80, 0, 0, 0, 0]));
      done();
    }
  }

  #read(chunk: Buffer): void {
    let rest = this.#held.length > 0 ? Buffer.concat([this.#held, chunk]) : chunk;
    this.#held = Buffer.alloc(0);
    while (rest.length > 0) {
      if (this.#isForeign) {
        this.push(rest);
        return;
      }
      if (this.#payload) {
        rest = this.#readPayload(this.#payload, rest);
        continue;
      }
      const header = headerOf(rest);
      if (header === "foreign") {
        this.#isForeign = true;
        continue;
      }
      const isControl = header !== null && header.opcode >= 0x8;
      if (header === null || (isControl && rest.length < header.size + header.length)) {
        this.#held = Buffer.from(rest);
        return;
      }
      if (isControl) this.push(Buffer.from(rest.subarray(0, header.size + header.length)));
      else this.#payload = { ...header, mask: Buffer.from(header.mask), at: 0 };
      rest = rest.subarray(isControl ? header.size + header.length : header.size);
      if (this.#payload?.length === 0) this.#payload = null;
    }
  }

  /** Takes what is there of a data frame; gives what comes behind it. */
  #readPayload(payload: Header & { at: number }, rest: Buffer): Buffer {
    const part = rest.subarray(0, payload.length - payload.at);
    if (this.#filter) {
      const plain = Buffer.from(part.map((byte, index) => byte ^ (payload.mask[(payload.at + index) % 4] ?? 0)));
      const passed = this.#filter.pass(plain);
      if (passed.length > 0) this.push(binaryFrame(passed));
    }
    payload.at += part.length;
    if (payload.at === payload.length) this.#payload = null;
    return rest.subarray(part.length);
  }
}
