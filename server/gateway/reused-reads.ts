import { connect as connectNet, isIP, type Socket, type TcpNetConnectOpts } from "node:net";
import { connect as connectTls } from "node:tls";
import type { Chunks } from "./chunks.ts";

/** What TLS gives at most at once. A read that fills it has more behind it. */
const idleBytes = 16 * 1024;
const busyBytes = 512 * 1024;
/** How long after such a read a socket keeps memory of its own. */
const busyForMs = 1000;

/** Of all sockets of a gateway that have little to say: what is read there is copied before anything else is read. */
export const createIdleMemory = (): Buffer => Buffer.allocUnsafeSlow(idleBytes);

type Asked = TcpNetConnectOpts & { servername?: string };

/**
 * What a socket of ours reads, in memory that is used again. Node takes new memory for each read else, and V8 clears up behind it, which costs a
 * busy console more than everything else. Until `start` the socket is a stream like any other, for the handshake.
 */
export class ReusedReads implements Chunks {
  readonly #isTls: boolean;
  readonly #idle: Buffer;
  #socket: Socket | null = null;
  #hear: ((chunk: Buffer) => void) | null = null;
  #busy: Buffer | null = null;
  /** Which part of it is filled and not told. */
  #from = 0;
  #upTo = 0;
  #wholeAtMs = 0;
  /** What was told last may still be on its way out. */
  #isLent = false;
  /** Where the next read goes. */
  #into: Buffer;
  #telling: NodeJS.Immediate | null = null;

  constructor(isTls: boolean, idle: Buffer) {
    this.#isTls = isTls;
    this.#idle = idle;
    this.#into = idle;
  }

  /** Dials in place of ws' own connector, which takes as little of the request's options: its path is no socket's. */
  readonly connect = (asked: Asked): Socket => {
    const { host = "", servername = isIP(host) ? "" : host } = asked;
    const options = { ...asked, path: undefined, ...this.options };
    return this.take(this.#isTls ? connectTls({ ...options, servername }) : connectNet(options));
  };

  /** What a socket must be made with to read here. */
  get options() {
    return { onread: { buffer: () => this.#next(), callback: (count: number) => this.#read(count) } };
  }

  /** The socket that was made with `options`. */
  take(socket: Socket): Socket {
    this.#socket = socket;
    return socket;
  }

  start(hear: (chunk: Buffer) => void): void {
    const socket = this.#socket;
    if (!socket) throw new Error("nothing was dialled");
    // Nobody hears of the end before the last bytes.
    for (const event of ["end", "close", "error"]) socket.prependListener(event, () => this.#tell());
    // A stream without encoding yields Buffers.
    for (let early = socket.read() as Buffer | null; early; early = socket.read() as Buffer | null) hear(early);
    this.#hear = hear;
    if (!this.#isLent) socket.resume();
  }

  pause(): void {
    this.#isLent = true;
    this.#socket?.pause();
  }

  resume(): void {
    this.#isLent = false;
    this.#socket?.resume();
  }

  drop(): void {
    this.#hear = () => {};
    // Its last bytes may still be on their way out, and nobody says any more when they are.
    this.#busy = null;
    this.#isLent = true;
    this.#socket?.resume();
  }

  #next(): Buffer {
    // With TLS some may come although the socket is paused.
    if (!this.#busy || (this.#isLent && this.#isTls)) this.#into = this.#idle;
    else if (this.#isTls) {
      if (this.#from === this.#upTo) this.#from = this.#upTo = 0;
      this.#into = this.#upTo === 0 ? this.#busy : this.#busy.subarray(this.#upTo);
    } else {
      // What was told last may still be on its way out of the other half.
      this.#from = this.#upTo = this.#upTo > busyBytes / 2 ? 0 : busyBytes / 2;
      this.#into = this.#busy.subarray(this.#from, this.#from + busyBytes / 2);
    }
    return this.#into;
  }

  /** Whether to go on reading. */
  #read(count: number): boolean {
    const isWhole = count >= idleBytes;
    if (isWhole) this.#wholeAtMs = performance.now();
    if (this.#into === this.#idle) {
      this.#tell();
      const copy = Buffer.from(this.#idle.subarray(0, count));
      if (!this.#hear) return this.#socket?.push(copy) ?? false;
      if (isWhole) this.#busy ??= Buffer.allocUnsafeSlow(busyBytes);
      this.#hear(copy);
      return true;
    }
    this.#upTo += count;
    // TLS gives a record at a time: those that came together are written together.
    const mayGather = this.#isTls && isWhole && this.#upTo + idleBytes <= busyBytes;
    if (mayGather) this.#telling ??= setImmediate(() => this.#tell());
    else this.#tell();
    if (!isWhole && performance.now() - this.#wholeAtMs > busyForMs) this.#busy = null;
    return true;
  }

  #tell(): void {
    if (this.#telling) clearImmediate(this.#telling);
    this.#telling = null;
    if (this.#from === this.#upTo || !this.#busy) return;
    const chunk = this.#busy.subarray(this.#from, this.#upTo);
    // The next read may already have its place behind it.
    this.#from = this.#upTo;
    this.#hear?.(chunk);
  }
}
