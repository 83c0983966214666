/** Opcodes of RFC 6455 that pass our consoles: bytes, their continuations, and the three control frames. */
export const opcodes = { continuation: 0x0, binary: 0x2, close: 0x8, ping: 0x9, pong: 0xa } as const;

const passing = new Set<number>([opcodes.continuation, opcodes.binary, opcodes.ping, opcodes.pong]);

export type Violation = "opcode" | "reserved-bits" | "mask" | "too-large" | "control-frame";

export type Scan = {
  /** What may be forwarded: whole frames and the known part of an unfinished one, never a partial header. */
  forward: Buffer;
  /** Offset in `forward` behind the last complete frame, where a frame of our own may be put in; -1 when there is none. */
  boundary: number;
  /** The same of the last complete message, where a message of our own may be put in: a sender may cut its own into several frames. */
  messageBoundary: number;
  /** The stream must not go on: its sender closed it, or broke the protocol. `forward` then ends at a boundary. */
  stop: "close" | Violation | null;
};

type Header = { size: number; length: number; isMessage: boolean; stop: Scan["stop"] };

/**
 * Follows one direction of a WebSocket by its frame headers alone: payload is neither copied nor kept. A header that is cut by
 * the end of a chunk is held back (at most 13 bytes) until the rest arrives, so that what was forwarded never ends inside a header.
 */
export class FrameScanner {
  readonly #masked: boolean;
  readonly #maxFrameBytes: number;
  readonly #onMessage: ((firstByte: number | null) => void) | undefined;
  #remaining = 0;
  #held: Buffer | null = null;
  /** More frames of the last message are to come. */
  #isWithinMessage = false;
  /** The sender has answered a ping. */
  hasPonged = false;

  /**
   * `masked`: whether the sender must mask its frames (browsers must, servers must not). `onMessage` is told the first payload byte of each
   * message whose header and first byte came together, as every short one does; null of a message without bytes.
   */
  constructor(options: { masked: boolean; maxFrameBytes: number; onMessage?: (firstByte: number | null) => void }) {
    this.#masked = options.masked;
    this.#maxFrameBytes = options.maxFrameBytes;
    this.#onMessage = options.onMessage;
  }

  /** Whether everything forwarded so far is whole frames. */
  get atBoundary(): boolean {
    return this.#remaining === 0;
  }

  /** Whether it is whole messages. */
  get atMessageBoundary(): boolean {
    return this.atBoundary && !this.#isWithinMessage;
  }

  /** Payload that the frame under way still lacks. */
  get missing(): number {
    return this.#remaining;
  }

  scan(chunk: Buffer): Scan {
    const bytes = this.#held ? Buffer.concat([this.#held, chunk]) : chunk;
    this.#held = null;
    let at = Math.min(this.#remaining, bytes.length);
    this.#remaining -= at;
    let boundary = this.#remaining === 0 ? at : -1;
    let messageBoundary = this.atMessageBoundary ? at : -1;
    while (this.#remaining === 0 && at < bytes.length) {
      const header = this.#header(bytes, at);
      if (!header) {
        // A copy, so that thirteen bytes do not keep a whole chunk alive.
        this.#held = Buffer.from(bytes.subarray(at));
        break;
      }
      if (header.stop) return { forward: bytes.subarray(0, at), boundary: at, messageBoundary, stop: header.stop };
      if (header.isMessage) this.#tell(bytes, at + header.size, header.length);
      const end = at + header.size + header.length;
      at = Math.min(end, bytes.length);
      this.#remaining = end - at;
      if (this.#remaining === 0) boundary = at;
      if (this.atMessageBoundary) messageBoundary = at;
    }
    return { forward: at === bytes.length ? bytes : bytes.subarray(0, at), boundary, messageBoundary, stop: null };
  }

  /** The header at `at`, or null while it is incomplete. */
  #header(bytes: Buffer, at: number): Header | null {
    const first = bytes[at];
    const second = bytes[at + 1];
    if (first === undefined || second === undefined) return null;
    const opcode = first & 0x0f;
    const stop = (reason: Scan["stop"]): Header => ({ size: 0, length: 0, isMessage: false, stop: reason });
    if ((first & 0x70) !== 0) return stop("reserved-bits");
    if (((second & 0x80) !== 0) !== this.#masked) return stop("mask");
    if (opcode === opcodes.close) return stop("close");
    if (!passing.has(opcode)) return stop("opcode");
    const short = second & 0x7f;
    const isControl = opcode >= 0x8;
    if (isControl && (short > 125 || (first & 0x80) === 0)) return stop("control-frame");
    if (opcode === opcodes.pong) this.hasPonged = true;
    const lengthBytes = short === 126 ? 2 : short === 127 ? 8 : 0;
    const size = 2 + lengthBytes + (this.#masked ? 4 : 0);
    if (bytes.length < at + size) return null;
    const length =
      lengthBytes === 0
        ? short
        : lengthBytes === 2
          ? bytes.readUInt16BE(at + 2)
          : Number(bytes.readBigUInt64BE(at + 2));
    const isMessage = opcode === opcodes.binary;
    if (!isControl) this.#isWithinMessage = (first & 0x80) === 0;
    return length > this.#maxFrameBytes ? stop("too-large") : { size, length, isMessage, stop: null };
  }

  #tell(bytes: Buffer, at: number, length: number): void {
    if (length === 0) {
      this.#onMessage?.(null);
      return;
    }
    const first = bytes[at];
    // The mask ends where the payload begins, and begins with the byte that masks this one.
    const mask = this.#masked ? bytes[at - 4] : 0;
    if (first !== undefined && mask !== undefined) this.#onMessage?.(first ^ mask);
  }
}
