import type { Terminal } from "@xterm/xterm";
import type { ConsoleKind } from "#lib/api/requests.ts";
import type { ConsoleTransport } from "#lib/console/session.ts";
import type { Shown } from "#lib/console/watching/frames.ts";
import { WatchSession, type WatchState } from "#lib/console/watching/watch-session.ts";
import { quietGuest } from "../serial/quiet-guest.ts";
import { terminalColours } from "../serial/terminal-theme.ts";

/** What draws what is shown; nothing that is done to it goes anywhere. */
type Drawing = { draw: (shown: Shown) => void; dispose: () => void };

const pictureDrawing = (element: HTMLElement, label: string): Drawing => {
  const canvas = document.createElement("canvas");
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", label);
  canvas.className = "mx-auto block max-h-full max-w-full";
  element.append(canvas);
  let latest = 0;
  return {
    draw: (shown) => {
      if (shown.kind !== "picture") return;
      latest += 1;
      const turn = latest;
      createImageBitmap(new Blob([shown.image])).then(
        (bitmap) => {
          if (turn === latest) {
            canvas.width = bitmap.width;
            canvas.height = bitmap.height;
            canvas.getContext("2d")?.drawImage(bitmap, 0, 0);
          }
          bitmap.close();
        },
        // What cannot be read is no picture; the next one may be.
        () => {},
      );
    },
    dispose: () => canvas.remove(),
  };
};

const lineDrawing = async (element: HTMLElement, label: string): Promise<Drawing> => {
  const font = getComputedStyle(element).getPropertyValue("--mono") || "monospace";
  const { Terminal: Xterm } = await import("@xterm/xterm");
  const terminal: Terminal = new Xterm({
    disableStdin: true,
    scrollback: 2_000,
    fontFamily: font,
    fontSize: 14,
    lineHeight: 1.2,
    ...terminalColours(element, "dark"),
    logLevel: "off",
  });
  quietGuest(terminal);
  terminal.open(element);
  terminal.textarea?.setAttribute("aria-label", label);
  return {
    draw: (shown) => {
      if (shown.kind === "bytes") terminal.write(shown.bytes);
      if (shown.kind !== "terminal") return;
      terminal.reset();
      terminal.resize(shown.columns, shown.rows);
      terminal.write(shown.drawing);
    },
    dispose: () => terminal.dispose(),
  };
};

/** One look at a console from the moment its element is in the page until it leaves. */
export class WatchHandle {
  readonly #kind: ConsoleKind;
  readonly #transport: ConsoleTransport;
  readonly #label: string;
  readonly #listeners = new Set<() => void>();
  #session: WatchSession | null = null;
  #state: WatchState = { phase: "asking" };

  constructor(kind: ConsoleKind, transport: ConsoleTransport, label: string) {
    this.#kind = kind;
    this.#transport = transport;
    this.#label = label;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  readonly getState = (): WatchState => this.#state;

  /** A ref. */
  readonly mount = (element: HTMLElement | null): (() => void) | undefined => {
    if (!element) return;
    const gone = new AbortController();
    let drawing: Drawing | null = null;
    void this.#start(element, gone.signal).then((started) => {
      drawing = started;
      if (gone.signal.aborted) drawing.dispose();
    });
    return () => {
      gone.abort();
      this.#session?.dispose();
      this.#session = null;
      drawing?.dispose();
    };
  };

  async #start(element: HTMLElement, gone: AbortSignal): Promise<Drawing> {
    const drawing =
      this.#kind === "vnc" ? pictureDrawing(element, this.#label) : await lineDrawing(element, this.#label);
    if (gone.aborted) return drawing;
    const session = new WatchSession(this.#kind, this.#transport, drawing.draw);
    this.#session = session;
    session.subscribe(() => {
      this.#state = session.getState();
      for (const listener of this.#listeners) listener();
    });
    return drawing;
  }
}
