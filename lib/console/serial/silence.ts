/** `waiting`: nothing has been said yet, a key may help; `long`: so long that the line may well not be in use by the guest. */
export type SilenceLevel = "none" | "waiting" | "long";

export const waitingAfterMs = 2500;
export const longAfterMs = 10_000;

type Options = {
  /** Calls back after a while; the answer takes it back. */
  after: (ms: number, callback: () => void) => () => void;
  onChange: (level: SilenceLevel) => void;
};

/** How long a guest has said nothing since its line was opened. */
export class Silence {
  readonly #options: Options;
  #level: SilenceLevel = "none";
  #cancel: (() => void) | null = null;

  constructor(options: Options) {
    this.#options = options;
  }

  /** The line was opened. */
  begin(): void {
    this.end();
    const { after } = this.#options;
    this.#cancel = after(waitingAfterMs, () => {
      this.#set("waiting");
      this.#cancel = after(longAfterMs - waitingAfterMs, () => this.#set("long"));
    });
  }

  /** The guest said something, or the line is closed. */
  end(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.#set("none");
  }

  #set(level: SilenceLevel): void {
    if (level === this.#level) return;
    this.#level = level;
    this.#options.onChange(level);
  }
}
