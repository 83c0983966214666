import type { SerializeAddon } from "@xterm/addon-serialize";
import type { Terminal } from "@xterm/xterm";
import type { DrawnTerminal } from "./line-source.ts";

type Parts = { terminal: Terminal; serializer: SerializeAddon };

/** A terminal that says what it has drawn. */
export class DrawnLine implements DrawnTerminal {
  readonly #parts: Parts;
  readonly #listeners = new Set<(bytes: Uint8Array) => void>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  get grid(): { columns: number; rows: number } {
    const { cols, rows } = this.#parts.terminal;
    return { columns: cols, rows };
  }

  drawing(scrollback: number): { columns: number; rows: number; text: string } {
    return { ...this.grid, text: this.#parts.serializer.serialize({ scrollback }) };
  }

  onDrawn(listener: (bytes: Uint8Array) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** These have just been drawn. */
  tell(bytes: Uint8Array): void {
    for (const listener of this.#listeners) listener(bytes);
  }
}
