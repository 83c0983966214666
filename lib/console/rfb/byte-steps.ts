/**
 * What a protocol does next with the bytes that arrive: `take` so many and look at them (they go on only when they are put), `pass` so many on
 * unseen, or `drop` them.
 */
export type Step = { does: "take" | "pass" | "drop"; bytes: number };

export const take = (bytes: number): Step => ({ does: "take", bytes });
export const pass = (bytes: number): Step => ({ does: "pass", bytes });
export const drop = (bytes: number): Step => ({ does: "drop", bytes });

/** Yields steps; a `take` is answered with exactly its bytes, the others with none. It never returns: it throws what it cannot read. */
export type Steps = Generator<Step, never, Uint8Array>;
export type SomeSteps<Result = void> = Generator<Step, Result, Uint8Array>;

const none = new Uint8Array(0);

/** Drives a protocol over a stream cut anywhere. Only what is taken and not complete is kept, so its memory is the longest `take`. */
export class ByteSteps {
  readonly #steps: Steps;
  #step: Step = pass(0);
  #rest = 0;
  #taken: Uint8Array = none;
  #out: Uint8Array[] = [];

  constructor(protocol: (put: (bytes: Uint8Array) => void) => Steps) {
    this.#steps = protocol((bytes) => this.#put(bytes));
  }

  /** What goes on of this piece, in order; neighbours come as one. */
  receive(piece: Uint8Array): Uint8Array[] {
    this.#out = [];
    let at = 0;
    for (;;) {
      if (this.#rest === 0) {
        this.#next();
        continue;
      }
      if (at === piece.length) return this.#out;
      const part = piece.subarray(at, at + this.#rest);
      at += part.length;
      this.#rest -= part.length;
      if (this.#step.does === "pass") this.#put(part);
      else if (this.#step.does === "take") this.#keep(part);
    }
  }

  #next(): void {
    const taken = this.#taken;
    this.#taken = none;
    this.#step = this.#steps.next(taken).value;
    this.#rest = this.#step.bytes;
  }

  #keep(part: Uint8Array): void {
    if (this.#taken.length === 0) {
      this.#taken = part;
      return;
    }
    const both = new Uint8Array(this.#taken.length + part.length);
    both.set(this.#taken);
    both.set(part, this.#taken.length);
    this.#taken = both;
  }

  #put(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    const last = this.#out.at(-1);
    if (last?.buffer === bytes.buffer && last.byteOffset + last.length === bytes.byteOffset) {
      this.#out[this.#out.length - 1] = new Uint8Array(last.buffer, last.byteOffset, last.length + bytes.length);
    } else this.#out.push(bytes);
  }
}
