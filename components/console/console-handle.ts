import type { ConsoleKind } from "#lib/api/requests.ts";
import { onSessionRenewed } from "#lib/api/session-signals.ts";
import type { LimitWarning } from "#lib/console/limit-watch.ts";
import type { MachineFact } from "#lib/console/machine-fact.ts";
import { ConsoleSession, type ConsoleViewer } from "#lib/console/session.ts";
import { type ConsoleState, firstState } from "#lib/console/state.ts";
import type { Watcher } from "#lib/console/watching/notices.ts";
import { Showing, type ShownSource } from "#lib/console/watching/showing.ts";
import { browserTransport } from "./browser-transport.ts";
import { Moving } from "./moving.ts";

/** A viewer that is in the page. */
export type MountedViewer = ConsoleViewer & {
  dispose: () => void;
  focus: () => void;
  releaseKeys: () => void;
  /** What it shows, to go on in another window. */
  serialize?: () => string;
  restore?: (history: string) => void;
};

type ViewerHooks<Facts> = { onFacts: (facts: Facts) => void; onFail: (why?: "malformed" | "too-large") => void };

type Options<Viewer, Facts> = {
  kind: ConsoleKind;
  tenant: string;
  name: string;
  machine: MachineFact;
  facts: Facts;
  /** Whether it opens without a keyboard: the server then keeps what is typed from the guest. */
  viewOnly: boolean;
  load: (element: HTMLElement, hooks: ViewerHooks<Facts>) => Promise<Viewer>;
  /** What others may see of it while it is open. */
  source: (viewer: Viewer, element: HTMLElement, socket: WebSocket) => ShownSource;
};

const nobody: readonly Watcher[] = [];

/** One console of the page: its session and its viewer, from the moment its element is in the DOM until it leaves. */
export class ConsoleHandle<Viewer extends MountedViewer, Facts> {
  readonly #options: Options<Viewer, Facts>;
  readonly #listeners = new Set<() => void>();
  #machine: MachineFact;
  #active = true;
  #session: ConsoleSession | null = null;
  #viewer: Viewer | null = null;
  #element: HTMLElement | null = null;
  #moving: Moving | null = null;
  #showing: Showing | null = null;
  #failed: ConsoleState | null = null;
  #facts: Facts;
  #firstState: ConsoleState | null = null;
  #viewOnly: boolean;

  constructor(options: Options<Viewer, Facts>) {
    this.#options = options;
    this.#machine = options.machine;
    this.#facts = options.facts;
    this.#viewOnly = options.viewOnly;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly getState = (): ConsoleState => this.#failed ?? this.#session?.state ?? this.#first;
  readonly getWarning = (): LimitWarning | null => this.#session?.warning ?? null;
  readonly getFacts = (): Facts => this.#facts;
  readonly getWatchers = (): readonly Watcher[] => this.#showing?.watchers ?? nobody;

  /** Where it stands before its viewer has been loaded; one object, as React compares by identity. */
  get #first(): ConsoleState {
    this.#firstState ??= firstState(this.#machine);
    return this.#firstState;
  }

  get hasFocus(): boolean {
    return this.#element?.contains(document.activeElement) ?? false;
  }

  get viewer(): Viewer | null {
    return this.#viewer;
  }

  /** A ref: starts when the element appears, ends everything when it goes. */
  readonly mount = (element: HTMLElement | null): (() => void) | undefined => {
    if (!element) return;
    this.#element = element;
    const gone = new AbortController();
    const { signal } = gone;
    document.addEventListener("visibilitychange", () => this.#tellVisible(), { signal });
    document.addEventListener("visibilitychange", () => this.#showing?.lookAgain(), { signal });
    addEventListener("online", () => this.#session?.hurry(), { signal });
    signal.addEventListener(
      "abort",
      onSessionRenewed(() => this.#reconnect()),
    );
    void this.#start(element, signal);
    return () => {
      gone.abort();
      this.#session?.dispose();
      this.#viewer?.dispose();
      this.#session = null;
      this.#viewer = null;
      this.#element = null;
      this.#moving = null;
    };
  };

  readonly getViewOnly = (): boolean => this.#viewOnly;

  /** Opens the console anew, with or without a keyboard. */
  setViewOnly(viewOnly: boolean): void {
    this.#viewOnly = viewOnly;
    const { phase } = this.getState();
    if (phase === "connected" || phase === "connecting") this.#session?.connect();
    this.#tell();
  }

  /** Whether this console is the one in view. */
  setActive(active: boolean): void {
    this.#active = active;
    this.#tellVisible();
  }

  setMachine(machine: MachineFact): void {
    this.#machine = machine;
    this.#session?.setMachine(machine);
  }

  connect(options?: { takeOver?: boolean }): void {
    // A viewer that could not be loaded: what the page needs is its scripts, which a reload fetches.
    if (this.#failed) location.reload();
    else if (this.#hasMoved) void this.#bringBack();
    else this.#session?.connect(options);
  }

  /** Says that somebody is there, without typing anything. */
  stay(): void {
    this.#session?.stay();
  }

  disconnect(): void {
    this.#session?.disconnect();
  }

  /** The console is to be in that window from now on; the window asks for it. */
  movesTo(window: Window): void {
    this.#moving?.watch(window, () => this.#takeBack(null));
  }

  async #start(element: HTMLElement, signal: AbortSignal): Promise<void> {
    const { kind, tenant, name, load, source } = this.#options;
    let viewer: Viewer;
    try {
      viewer = await load(element, {
        onFacts: (facts) => {
          this.#facts = facts;
          this.#tell();
        },
        onFail: (why) => this.#session?.fail(why === "too-large" ? "display-too-large" : "display-failed"),
      });
    } catch {
      this.#failed = { phase: "ended", reason: "unavailable" };
      this.#tell();
      return;
    }
    if (signal.aborted) {
      viewer.dispose();
      return;
    }
    this.#viewer = viewer;
    const transport = browserTransport({ tenant, name, kind }, () => this.#viewOnly);
    const isVisible = (): boolean => document.visibilityState === "visible";
    const showing = new Showing({ kind, transport, isVisible, onChange: () => this.#tell() });
    this.#showing = showing;
    const shown: ConsoleViewer = {
      attach: (socket) => {
        viewer.attach(socket);
        showing.attach(source(viewer, element, socket));
      },
      letGo: () => {
        showing.letGo();
        viewer.letGo();
      },
    };
    const onNotice = (text: string): void => showing.hear(text);
    this.#session = new ConsoleSession({ kind, machine: this.#machine, transport, viewer: shown, onNotice });
    this.#session.subscribe(() => this.#tell());
    this.#tellVisible();
    this.#moving = this.#movingOf(signal);
    const given = await this.#moving.fromOpener();
    if (signal.aborted) return;
    this.#restore(given?.history);
    // Whoever had it has just let go of it: nobody is thrown out.
    if (given?.held) this.#session.connect({ takeOver: true });
    else this.#session.start();
  }

  #movingOf(signal: AbortSignal): Moving {
    const { kind, tenant, name } = this.#options;
    const history = (): string | null => this.#viewer?.serialize?.() ?? null;
    return new Moving(
      { kind, tenant, name },
      {
        history,
        takeBack: (said) => this.#takeBack(said),
        give: () => {
          const phase = this.#session?.state.phase;
          if (phase === undefined || phase === "ended") return null;
          const given = { held: phase === "connected", history: history() };
          this.#session?.disconnect("moved");
          return given;
        },
      },
      signal,
    );
  }

  get #hasMoved(): boolean {
    const { state } = this.#session ?? {};
    return state?.phase === "ended" && state.reason === "moved";
  }

  /** The other window is gone. Only a page that is looked at takes the place at once; a hidden one asks when it is seen. */
  #takeBack(history: string | null): void {
    if (!this.#hasMoved) return;
    this.#restore(history);
    if (document.visibilityState === "visible") this.#session?.connect({ takeOver: true });
    else this.#session?.resume();
  }

  async #bringBack(): Promise<void> {
    const given = await this.#moving?.want();
    this.#restore(given?.history);
    this.#session?.connect({ takeOver: given?.held ?? false });
  }

  #restore(history: string | null | undefined): void {
    if (history) this.#viewer?.restore?.(history);
  }

  /** Somebody signed in again: a console that ended for want of a session goes on by itself. */
  #reconnect(): void {
    const { state } = this.#session ?? {};
    if (state?.phase === "ended" && state.reason === "session-ended") this.#session?.resume();
  }

  #tellVisible(): void {
    this.#session?.setVisible(this.#active && document.visibilityState === "visible");
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
