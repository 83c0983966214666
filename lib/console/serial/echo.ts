/** Follows what a guest says until it has said what was sent to it, whatever it draws between (prompts, colours, wrapped lines). */
export class Echo {
  readonly #decoder = new TextDecoder();
  #state: "text" | "escape" | "sequence" = "text";
  #expected: readonly string[] = [];
  #at = 0;

  /** From now on this is waited for: its visible characters, and a new line where it ends one. */
  expect(sent: string): void {
    this.#expected = [...sent].filter((character) => character === "\r" || character > " ");
    this.#at = 0;
  }

  get isComplete(): boolean {
    return this.#at >= this.#expected.length;
  }

  hear(bytes: Uint8Array): void {
    for (const character of this.#decoder.decode(bytes, { stream: true })) this.#take(character);
  }

  #take(character: string): void {
    if (character === "\x1b") this.#state = "escape";
    else if (this.#state === "escape") this.#state = character === "[" ? "sequence" : "text";
    else if (this.#state === "sequence") {
      if (character >= "@" && character <= "~") this.#state = "text";
    } else if (character === this.#next) this.#at += 1;
  }

  /** Enter is echoed as a new line. */
  get #next(): string | undefined {
    const next = this.#expected[this.#at];
    return next === "\r" ? "\n" : next;
  }
}
