import { hereDocument } from "#lib/console/serial/here-document.ts";
import { PacedPaste, type PasteEnd, type PasteProgress } from "#lib/console/serial/paced-paste.ts";
import { asksForSecret } from "#lib/console/serial/password-prompt.ts";
import { pasteEnd, pastePieces, type SafePaste, safePaste } from "#lib/console/serial/paste.ts";
import type { ConsoleViewer } from "#lib/console/session.ts";
import { type Finding, findText, type Sought } from "./find-text.ts";
import { OutputQueue } from "./output-queue.ts";
import { onTyped } from "./quiet-guest.ts";
import { openSerialTerminal, type SerialTerminal } from "./serial-terminal.ts";

export type SerialFacts = {
  /** Connected for a while, and the guest has not said a byte. */
  silent: boolean;
  columns: number;
  rows: number;
  found: Finding | null;
  /** A paste is on its way. */
  pasting: PasteProgress | null;
};

export const firstSerialFacts: SerialFacts = { silent: false, columns: 80, rows: 24, found: null, pasting: null };

/** For others than the terminal: both are given bytes as they pass, in order. */
export type SerialTaps = {
  /** What the guest said. */
  onOutput?: (bytes: Uint8Array) => void;
  /** What a person typed into this console, sent to its guest already. */
  onInput?: (bytes: Uint8Array<ArrayBuffer>) => void;
};

export type SerialWishes = {
  /** Somebody pasted; nothing is sent until `paste` is called with it. */
  onPaste: (paste: SafePaste) => void;
  onPasteEnd: (end: PasteEnd) => void;
  /** Somebody clicked on an address in the guest's text. */
  onLink: (address: URL) => void;
  /** Somebody pressed the keys that seek. */
  onSearch: () => void;
};

export type SerialHooks = SerialTaps &
  SerialWishes & {
    label: string;
    onFacts: (facts: SerialFacts) => void;
    /** The guest sends more than can be shown. */
    onFail: () => void;
  };

const silentAfterMs = 2500;

/** A guest's serial line, drawn by xterm.js into an element: bytes in, bytes out. */
export class SerialViewer implements ConsoleViewer {
  readonly #parts: SerialTerminal;
  readonly #element: HTMLElement;
  readonly #hooks: SerialHooks;
  readonly #observer: ResizeObserver;
  readonly #output: OutputQueue;
  readonly #stop = new AbortController();
  #socket: WebSocket | null = null;
  #facts = firstSerialFacts;
  #silence: ReturnType<typeof setTimeout> | undefined;
  #paste: PacedPaste | null = null;

  private constructor(parts: SerialTerminal, element: HTMLElement, hooks: SerialHooks) {
    const { terminal, fit, search } = parts;
    this.#parts = parts;
    this.#element = element;
    this.#hooks = hooks;
    this.#output = new OutputQueue((bytes, onRead) => terminal.write(bytes, onRead), hooks.onFail);
    const encoder = new TextEncoder();
    onTyped(terminal, (text) => this.#type(encoder.encode(text)));
    terminal.onBinary((text) => this.#type(Uint8Array.from(text, (character) => character.charCodeAt(0))));
    terminal.onResize(({ cols, rows }) => this.#report({ columns: cols, rows }));
    terminal.attachCustomKeyEventHandler((event) => this.#takeKey(event));
    search.onDidChangeResults(({ resultIndex, resultCount }) =>
      this.#report({ found: { index: resultIndex, count: resultCount } }),
    );
    // xterm would send a paste as it is; it is taken before xterm sees it.
    element.addEventListener("paste", (event) => this.#takePaste(event), { capture: true, signal: this.#stop.signal });
    this.#observer = new ResizeObserver(() => {
      if (element.clientWidth > 0) fit.fit();
    });
    this.#observer.observe(element);
  }

  static async load(element: HTMLElement, hooks: SerialHooks): Promise<SerialViewer> {
    return new SerialViewer(await openSerialTerminal(element, hooks), element, hooks);
  }

  attach(socket: WebSocket): void {
    this.#socket = socket;
    this.#output.reopen();
    this.#pauseForSilence();
    socket.addEventListener("message", ({ data }) => {
      // The session asks for array buffers; a text frame never passes the gateway.
      if (socket !== this.#socket || !(data instanceof ArrayBuffer) || data.byteLength === 0) return;
      const bytes = new Uint8Array(data);
      clearTimeout(this.#silence);
      if (this.#facts.silent) this.#report({ silent: false });
      this.#output.push(bytes);
      this.#paste?.hear(bytes);
      this.#hooks.onOutput?.(bytes);
    });
  }

  letGo(): void {
    this.#socket = null;
    clearTimeout(this.#silence);
    this.#paste?.stop();
    this.#report({ silent: false });
  }

  dispose(): void {
    this.letGo();
    this.#stop.abort();
    this.#observer.disconnect();
    this.#parts.terminal.dispose();
  }

  focus(): void {
    this.#parts.terminal.focus();
  }

  releaseKeys(): void {
    this.#parts.terminal.blur();
  }

  /**
   * To the guest, if it is there and this console is in view: what was begun must not end in a place nobody looks at. False: it was
   * not sent.
   */
  send(bytes: Uint8Array<ArrayBuffer>): boolean {
    const isSeen = this.#element.clientWidth > 0 && document.visibilityState === "visible";
    if (!isSeen || this.#socket?.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(bytes);
    return true;
  }

  /** Whether the guest asks for something that it will not show. */
  get isAskingSecret(): boolean {
    const { active } = this.#parts.terminal.buffer;
    const line = active.getLine(active.baseY + active.cursorY)?.translateToString(false, 0, active.cursorX);
    return asksForSecret(line ?? "");
  }

  /** Types what was pasted, paced by the guest's echo; `file`: into a file of that name, by the shell that is there. */
  paste(paste: SafePaste, file: string | null = null): void {
    this.#paste?.stop();
    const bracketed = this.#parts.terminal.modes.bracketedPasteMode;
    const encoder = new TextEncoder();
    const text = file === null ? paste.text : hereDocument(paste, file, bracketed);
    const pieces = pastePieces(text, bracketed);
    // The shell's own Enter runs what it was given between the markers.
    if (bracketed && file !== null) pieces.push("\r");
    const paced: PacedPaste = new PacedPaste({
      pieces,
      send: (piece) => this.send(encoder.encode(piece)),
      isAskingSecret: () => this.isAskingSecret,
      hasEcho: !bracketed,
      after: (ms, callback) => {
        const timer = setTimeout(callback, ms);
        return () => clearTimeout(timer);
      },
      onProgress: (pasting) => this.#report({ pasting }),
      onEnd: (end) => {
        if (bracketed && end !== "done") this.send(encoder.encode(pasteEnd));
        this.#paste = null;
        this.#report({ pasting: null });
        this.#hooks.onPasteEnd(end);
      },
    });
    this.#paste = paced;
    paced.start();
  }

  stopPaste(): void {
    this.#paste?.stop();
  }

  find(sought: Sought, direction: "next" | "previous" | "typing"): void {
    if (direction === "typing") this.#report({ found: null });
    findText(this.#parts.search, sought, direction);
  }

  /** Takes the marks away again. */
  endSearch(): void {
    this.#parts.search.clearDecorations();
    this.#report({ found: null });
  }

  /** The selected text, else everything that can be scrolled to. */
  text(): string {
    const { terminal } = this.#parts;
    if (terminal.hasSelection()) return terminal.getSelection();
    terminal.selectAll();
    const all = terminal.getSelection();
    terminal.clearSelection();
    return all.trimEnd();
  }

  /** All that is shown and can be scrolled to, with its colours, for `restore` of another viewer. */
  serialize(): string {
    return this.#parts.serializer.serialize({ excludeModes: true, excludeAltBuffer: true });
  }

  /** Shows what another viewer had; before the first byte of the guest. */
  restore(serialized: string): void {
    this.#output.push(new TextEncoder().encode(serialized));
  }

  setScreenReader(on: boolean): void {
    this.#parts.terminal.options.screenReaderMode = on;
  }

  #type(bytes: Uint8Array<ArrayBuffer>): void {
    this.send(bytes);
    this.#hooks.onInput?.(bytes);
  }

  /** False: not for the guest. */
  #takeKey(event: KeyboardEvent): boolean {
    const isSearch = event.ctrlKey && event.shiftKey && !event.altKey && event.code === "KeyF";
    if (!isSearch) return true;
    if (event.type === "keydown") {
      event.preventDefault();
      this.#hooks.onSearch();
    }
    return false;
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
