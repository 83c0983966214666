/** So much is with the terminal at once; the rest waits here, where it can be counted. */
const inHandBytes = 256 * 1024;
/** So much waits at most. A page cannot make a WebSocket wait; a guest that is that far ahead is not shown any more. */
export const mostWaitingBytes = 32 * 1024 * 1024;

/** Brings a guest's bytes to the terminal in order and whole, as fast as the terminal reads them. */
export class OutputQueue {
  readonly #write: (bytes: Uint8Array, onRead: () => void) => void;
  readonly #onOverflow: () => void;
  #waiting: Uint8Array[] = [];
  #waitingBytes = 0;
  #inHand = 0;
  #closed = false;

  /** `onOverflow` is told once that more waits than can be held: nothing further is taken. */
  constructor(write: (bytes: Uint8Array, onRead: () => void) => void, onOverflow: () => void) {
    this.#write = write;
    this.#onOverflow = onOverflow;
  }

  push(bytes: Uint8Array): void {
    if (this.#closed) return;
    this.#waiting.push(bytes);
    this.#waitingBytes += bytes.byteLength;
    this.#hand();
    if (this.#waitingBytes <= mostWaitingBytes) return;
    this.#closed = true;
    this.#onOverflow();
  }

  /** A new connection: what came by the old one is still shown. */
  reopen(): void {
    this.#closed = false;
  }

  #hand(): void {
    while (this.#inHand < inHandBytes) {
      const next = this.#waiting.shift();
      if (!next) return;
      this.#waitingBytes -= next.byteLength;
      this.#inHand += next.byteLength;
      this.#write(next, () => {
        this.#inHand -= next.byteLength;
        this.#hand();
      });
    }
  }
}
