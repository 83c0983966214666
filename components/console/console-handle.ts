import { client, problemFrom } from "#lib/api/client.ts";
import type { ConsoleKind, OpenLimits } from "#lib/api/requests.ts";
import { onSessionRenewed } from "#lib/api/session-signals.ts";
import type { LimitWarning } from "#lib/console/limit-watch.ts";
import type { MachineFact } from "#lib/console/machine-fact.ts";
import { ConsoleSession, type ConsoleTransport, type ConsoleViewer } from "#lib/console/session.ts";
import { type ConsoleState, firstState } from "#lib/console/state.ts";
import { Moving } from "./moving.ts";
import { clientOf } from "./watching/client-of.ts";

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
  load: (element: HTMLElement, hooks: ViewerHooks<Facts>) => Promise<Viewer>;
};

const noLimits: OpenLimits = { idleMs: null, lifetimeMs: null };

const browserTransport = (tenant: string, name: string, own: string): ConsoleTransport => ({
  ask: async (request, signal) => {
    try {
      // A replica that is about to be replaced may not know of limits.
      const { ticket, limits = noLimits } = await client.consoleTicket(
        tenant,
        name,
        { ...request, client: own },
        signal,
      );
      return { ok: true, ticket, limits };
    } catch (error) {
      return { ok: false, code: problemFrom(error).code };
    }
  },
  open: (address, protocols) => {
    const url = new URL(address, location.href);
    url.protocol = url.protocol.replace("http", "ws");
    return new WebSocket(url, protocols);
  },
  nowMs: () => Date.now(),
  chance: () => Math.random(),
  after: (ms, callback) => {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
});

/** One console of the page: its session and its viewer, from the moment its element is in the DOM until it leaves. */
export class ConsoleHandle<Viewer extends MountedViewer, Facts> {
  readonly #options: Options<Viewer, Facts>;
  readonly #listeners = new Set<() => void>();
  #machine: MachineFact;
  #active = true;
  #session: ConsoleSession | null = null;
  #viewer: Viewer | null = null;
  #moving: Moving | null = null;
  #failed: ConsoleState | null = null;
  #facts: Facts;
  #firstState: ConsoleState | null = null;

  constructor(options: Options<Viewer, Facts>) {
    this.#options = options;
    this.#machine = options.machine;
    this.#facts = options.facts;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly getState = (): ConsoleState => this.#failed ?? this.#session?.state ?? this.#first;
  readonly getWarning = (): LimitWarning | null => this.#session?.warning ?? null;
  readonly getFacts = (): Facts => this.#facts;

  /** Where it stands before its viewer has been loaded; one object, as React compares by identity. */
  get #first(): ConsoleState {
    this.#firstState ??= firstState(this.#machine);
    return this.#firstState;
  }

  get viewer(): Viewer | null {
    return this.#viewer;
  }

  /** A ref: starts when the element appears, ends everything when it goes. */
  readonly mount = (element: HTMLElement | null): (() => void) | undefined => {
    if (!element) return;
    const gone = new AbortController();
    const { signal } = gone;
    document.addEventListener("visibilitychange", () => this.#tellVisible(), { signal });
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
      this.#moving = null;
    };
  };

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
    const { kind, tenant, name, load } = this.#options;
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
    const transport = browserTransport(tenant, name, clientOf({ tenant, name, kind }));
    this.#session = new ConsoleSession({ kind, machine: this.#machine, transport, viewer });
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
