import type { FitAddon } from "@xterm/addon-fit";
import type { Terminal } from "@xterm/xterm";
import type { ConsoleViewer } from "#lib/console/session.ts";
import { pasteBytes, type SafePaste, safePaste } from "#lib/console/terminal-input.ts";
import { quietGuest } from "./quiet-guest.ts";
import { terminalTheme } from "./terminal-theme.ts";

export type SerialFacts = {
  /** Connected for a while, and the guest has not said a byte. */
  silent: boolean;
  columns: number;
  rows: number;
};

type Hooks = {
  label: string;
  onFacts: (facts: SerialFacts) => void;
  /** Somebody pasted; nothing is sent until `paste` is called with it. */
  onPaste: (paste: SafePaste) => void;
};

const silentAfterMs = 2500;
/** A tty that reads lines holds 4 KiB; a slower stream of small pieces lets it keep up. */
const pieceBytes = 256;
const pieceEveryMs = 15;

/** A guest's serial line, drawn by xterm.js into an element: bytes in, bytes out. */
export class SerialViewer implements ConsoleViewer {
  readonly #terminal: Terminal;
  readonly #hooks: Hooks;
  readonly #observer: ResizeObserver;
  readonly #stop = new AbortController();
  #socket: WebSocket | null = null;
  #facts: SerialFacts = { silent: false, columns: 80, rows: 24 };
  #silence: ReturnType<typeof setTimeout> | undefined;
  #pieces: ReturnType<typeof setInterval> | undefined;

  private constructor(terminal: Terminal, fit: FitAddon, element: HTMLElement, hooks: Hooks) {
    this.#terminal = terminal;
    this.#hooks = hooks;
    terminal.loadAddon(fit);
    terminal.open(element);
    terminal.textarea?.setAttribute("aria-label", hooks.label);
    quietGuest(terminal.parser);
    const encoder = new TextEncoder();
    terminal.onData((text) => this.send(encoder.encode(text)));
    terminal.onBinary((text) => this.send(Uint8Array.from(text, (character) => character.charCodeAt(0))));
    terminal.onResize(({ cols, rows }) => this.#report({ columns: cols, rows }));
    // xterm would send a paste as it is; it is taken before xterm sees it.
    element.addEventListener("paste", (event) => this.#takePaste(event), { capture: true, signal: this.#stop.signal });
    this.#observer = new ResizeObserver(() => {
      if (element.clientWidth > 0) fit.fit();
    });
    this.#observer.observe(element);
  }

  /** Loads xterm.js and the font it measures itself by. */
  static async load(element: HTMLElement, hooks: Hooks): Promise<SerialViewer> {
    const font = getComputedStyle(element).getPropertyValue("--mono") || "monospace";
    const [{ Terminal }, { FitAddon }] = await Promise.all([
      import("@xterm/xterm"),
      import("@xterm/addon-fit"),
      document.fonts.load(`14px ${font}`).catch(() => []),
    ]);
    const terminal = new Terminal({
      scrollback: 10_000,
      fontFamily: font,
      fontSize: 14,
      lineHeight: 1.2,
      cursorBlink: !matchMedia("(prefers-reduced-motion: reduce)").matches,
      theme: terminalTheme(element),
    });
    return new SerialViewer(terminal, new FitAddon(), element, hooks);
  }

  attach(socket: WebSocket): void {
    this.#socket = socket;
    this.#pauseForSilence();
    socket.addEventListener("message", ({ data }) => {
      // The session asks for array buffers; a text frame never passes the gateway.
      if (!(data instanceof ArrayBuffer) || data.byteLength === 0) return;
      clearTimeout(this.#silence);
      if (this.#facts.silent) this.#report({ silent: false });
      this.#terminal.write(new Uint8Array(data));
    });
  }

  letGo(): void {
    this.#socket = null;
    clearTimeout(this.#silence);
    clearInterval(this.#pieces);
    this.#report({ silent: false });
  }

  dispose(): void {
    this.letGo();
    this.#stop.abort();
    this.#observer.disconnect();
    this.#terminal.dispose();
  }

  focus(): void {
    this.#terminal.focus();
  }

  releaseKeys(): void {
    this.#terminal.blur();
  }

  send(bytes: Uint8Array<ArrayBuffer>): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(bytes);
  }

  /** Sends what was pasted, in pieces; the markers go around it when the guest's program asked for them. */
  paste(paste: SafePaste): void {
    const bytes = pasteBytes(paste, this.#terminal.modes.bracketedPasteMode);
    let at = 0;
    const next = (): void => {
      this.send(bytes.slice(at, at + pieceBytes));
      at += pieceBytes;
      if (at >= bytes.length) clearInterval(this.#pieces);
    };
    clearInterval(this.#pieces);
    this.#pieces = setInterval(next, pieceEveryMs);
    next();
  }

  /** The selected text, else everything that can be scrolled to. */
  text(): string {
    if (this.#terminal.hasSelection()) return this.#terminal.getSelection();
    this.#terminal.selectAll();
    const all = this.#terminal.getSelection();
    this.#terminal.clearSelection();
    return all.trimEnd();
  }

  setScreenReader(on: boolean): void {
    this.#terminal.options.screenReaderMode = on;
  }

  #takePaste(event: ClipboardEvent): void {
    event.preventDefault();
    event.stopPropagation();
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (text !== "") this.#hooks.onPaste(safePaste(text));
  }

  #pauseForSilence(): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#report({ silent: true }), silentAfterMs);
  }

  #report(part: Partial<SerialFacts>): void {
    this.#facts = { ...this.#facts, ...part };
    this.#hooks.onFacts(this.#facts);
  }
}
