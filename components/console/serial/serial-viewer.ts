import type { Cast } from "#lib/console/serial/asciicast.ts";
import type { SerialLook } from "#lib/console/serial/look.ts";
import { type SafePaste, safePaste } from "#lib/console/serial/paste.ts";
import { Recording } from "#lib/console/serial/recording.ts";
import { Silence } from "#lib/console/serial/silence.ts";
import type { ConsoleViewer } from "#lib/console/session.ts";
import { DrawnLine } from "../watching/drawn-line.ts";
import { afterInPage } from "./after-in-page.ts";
import { findText, type Sought } from "./find-text.ts";
import { GraphicsCard } from "./graphics-card.ts";
import { historyOf } from "./history.ts";
import { keepLook, keptLook } from "./kept-look.ts";
import { OutputQueue } from "./output-queue.ts";
import { PasteRunner } from "./paste-runner.ts";
import { onTyped } from "./quiet-guest.ts";
import { firstSerialFacts, type SerialFacts, type SerialHooks } from "./serial-facts.ts";
import { openSerialTerminal, type SerialTerminal } from "./serial-terminal.ts";
import { terminalColours } from "./terminal-theme.ts";

/** A guest's serial line, drawn by xterm.js into an element: bytes in, bytes out. */
export class SerialViewer implements ConsoleViewer {
  readonly #parts: SerialTerminal;
  /** For those who watch. */
  readonly drawn: DrawnLine;
  readonly #element: HTMLElement;
  readonly #hooks: SerialHooks;
  readonly #observer: ResizeObserver;
  readonly #output: OutputQueue;
  readonly #paste: PasteRunner;
  readonly #silence: Silence;
  readonly #card: GraphicsCard;
  readonly #stop = new AbortController();
  #socket: WebSocket | null = null;
  #facts = firstSerialFacts;
  #recording: Recording | null = null;

  private constructor(parts: SerialTerminal, element: HTMLElement, hooks: SerialHooks) {
    const { terminal, fit, search } = parts;
    this.#parts = parts;
    this.drawn = new DrawnLine(parts);
    this.#element = element;
    this.#hooks = hooks;
    this.#output = new OutputQueue((bytes, onRead) => {
      terminal.write(bytes, () => {
        this.drawn.tell(bytes);
        onRead();
      });
    }, hooks.onFail);
    const encoder = new TextEncoder();
    this.#paste = new PasteRunner({
      terminal,
      send: (text) => this.send(encoder.encode(text)),
      onProgress: (pasting) => this.#report({ pasting }),
      onEnd: hooks.onPasteEnd,
    });
    this.#silence = new Silence({ after: afterInPage, onChange: (silence) => this.#report({ silence }) });
    this.#card = new GraphicsCard(terminal);
    onTyped(terminal, (text) => this.#type(encoder.encode(text)));
    terminal.onBinary((text) => this.#type(Uint8Array.from(text, (character) => character.charCodeAt(0))));
    terminal.onResize(({ cols, rows }) => {
      this.#recording?.resize(cols, rows);
      this.#report({ columns: cols, rows });
    });
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
    this.#applyLook(keptLook());
  }

  static async load(element: HTMLElement, hooks: SerialHooks): Promise<SerialViewer> {
    return new SerialViewer(await openSerialTerminal(element, hooks), element, hooks);
  }

  attach(socket: WebSocket): void {
    this.#socket = socket;
    this.#output.reopen();
    this.#silence.begin();
    socket.addEventListener("message", ({ data }) => {
      // The session asks for array buffers; a text frame never passes the gateway.
      if (socket !== this.#socket || !(data instanceof ArrayBuffer) || data.byteLength === 0) return;
      const bytes = new Uint8Array(data);
      this.#silence.end();
      this.#output.push(bytes);
      this.#paste.hear(bytes);
      this.#recording?.hear(bytes);
      this.#hooks.onOutput?.(bytes);
    });
  }

  letGo(): void {
    this.#socket = null;
    this.#silence.end();
    this.#paste.stop();
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

  /** Once what is under way is over: a dialog gives the keyboard back to where it was opened, a line that opens is not shown yet. */
  focusSoon(): void {
    setTimeout(() => this.focus());
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

  /** A program of the guest wants arrows as keys of its own. */
  get isApplicationCursor(): boolean {
    return this.#parts.terminal.modes.applicationCursorKeysMode;
  }

  /** Whether the guest asks for something that it will not show. */
  get isAskingSecret(): boolean {
    return this.#paste.isAskingSecret;
  }

  /** Types what was pasted, paced by the guest's echo; `file`: into a file of that name, by the shell that is there. */
  paste(paste: SafePaste, file: string | null = null): void {
    this.#paste.start(paste, file);
  }

  stopPaste(): void {
    this.#paste.stop();
  }

  /** Keeps what the guest says from now on, in this page alone. */
  startRecording(title: string): void {
    const { cols: columns, rows } = this.#parts.terminal;
    const onFull = (): void => this.#report({ recording: "full" });
    this.#recording = new Recording({ title, columns, rows, nowMs: () => Date.now(), onFull });
    this.#report({ recording: "on" });
  }

  stopRecording(): Cast | null {
    const cast = this.#recording?.cast() ?? null;
    this.#recording = null;
    this.#report({ recording: "off" });
    return cast;
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
    return historyOf(this.#parts.serializer);
  }

  /** Shows what another viewer had; before the first byte of the guest. */
  restore(serialized: string): void {
    this.#output.push(new TextEncoder().encode(serialized));
  }

  /** As a person likes it, here and wherever they open a line next. */
  setLook(part: Partial<SerialLook>): void {
    const look = { ...this.#facts.look, ...part };
    keepLook(look);
    this.#applyLook(look);
  }

  #applyLook(look: SerialLook): void {
    const { terminal, fit } = this.#parts;
    const colours = terminalColours(this.#element, look.theme);
    Object.assign(terminal.options, colours, { fontSize: look.fontSize, screenReaderMode: look.screenReader });
    // The margin around the terminal is the frame's; it is painted as the terminal is. Its marks stay below what the frame lays over it.
    const ground = colours.theme.background ?? "";
    Object.assign(this.#element.style, { background: ground, boxShadow: `0 0 0 12px ${ground}`, isolation: "isolate" });
    void this.#card.use(look.webgl);
    if (this.#element.clientWidth > 0) fit.fit();
    this.#report({ look });
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

  #report(part: Partial<SerialFacts>): void {
    this.#facts = { ...this.#facts, ...part };
    this.#hooks.onFacts(this.#facts);
  }
}
