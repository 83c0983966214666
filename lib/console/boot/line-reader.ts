/** A line is looked at up to here; what a guest writes beyond it is no sign of a boot. */
const longest = 400;

const esc = 0x1b;
const bell = 0x07;
const backspace = 0x08;
/** A prompt ends with one of these, and no end of line. */
const promptEnds = new Set([" ", ">", "#"]);

type Place = "text" | "escape" | "charset" | "sequence" | "string" | "string-escape";

type Hears = {
  line: (text: string) => void;
  /** The line so far, when it ends as prompts do. */
  prompt: (text: string) => void;
};

/**
 * Makes plain lines of what a serial line says: no control sequences, no bytes beyond ASCII. What it reads next depends on each
 * byte alone, never on how the bytes came in pieces.
 */
export class LineReader {
  readonly #hears: Hears;
  #place: Place = "text";
  #line = "";

  constructor(hears: Hears) {
    this.#hears = hears;
  }

  read(bytes: Uint8Array): void {
    for (const byte of bytes) this.#next(byte);
  }

  #next(byte: number): void {
    switch (this.#place) {
      case "text":
        this.#text(byte);
        return;
      case "escape":
        this.#place = this.#afterEscape(byte);
        return;
      case "charset":
        this.#place = "text";
        return;
      case "sequence":
        if (byte === esc) this.#place = "escape";
        else if (byte >= 0x40 && byte <= 0x7e) this.#endSequence(byte);
        return;
      case "string":
        // A title or a colour; what is in it is no text. A line's end ends it too, lest a stray one swallow the rest.
        if (byte === bell || byte === 0x0a) this.#place = "text";
        else if (byte === esc) this.#place = "string-escape";
        return;
      case "string-escape":
        this.#place = byte === 0x5c ? "text" : this.#afterEscape(byte);
        return;
    }
  }

  #afterEscape(byte: number): Place {
    if (byte === 0x5b) return "sequence";
    if (byte === 0x5d || byte === 0x50 || byte === 0x58 || byte === 0x5e || byte === 0x5f) return "string";
    if (byte === esc) return "escape";
    return byte >= 0x20 && byte <= 0x2f ? "charset" : "text";
  }

  /** Menus are drawn by moving the cursor: a jump to another place begins another line. */
  #endSequence(final: number): void {
    this.#place = "text";
    if (final === 0x48 || final === 0x66 || final === 0x4a || final === 0x64) this.#endLine();
  }

  #text(byte: number): void {
    if (byte === esc) this.#place = "escape";
    else if (byte >= 0x0a && byte <= 0x0d) this.#endLine();
    else if (byte === backspace) this.#line = this.#line.slice(0, -1);
    else if (byte >= 0x20 && byte < 0x7f && this.#line.length < longest) {
      const character = String.fromCharCode(byte);
      this.#line += character;
      if (promptEnds.has(character)) this.#hears.prompt(this.#line);
    }
  }

  #endLine(): void {
    const line = this.#line;
    this.#line = "";
    if (line !== "") this.#hears.line(line);
  }
}
