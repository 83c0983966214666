import type { ConsoleKind } from "#lib/api/requests.ts";
import { type Given, Handover } from "#lib/console/handover.ts";

type Of = { tenant: string; name: string; kind: ConsoleKind };

type Mover = {
  /** Lets go of the console, where it has it. */
  give: () => Given | null;
  takeBack: (history: string | null) => void;
  /** What the console's line has said. */
  history: () => string | null;
};

/** Long enough for a busy page to answer, short enough not to be waited for where none is. */
const answerMs = 500;
const lookMs = 1_000;

/** Another person in the same browser has channels of their own. */
const channelOf = ({ tenant, name, kind }: Of): BroadcastChannel =>
  new BroadcastChannel(`porthole-console:${document.documentElement.dataset.scope ?? ""}:${tenant}/${name}:${kind}`);

/** Whether a page of ours has opened this window for a console. */
const isOpened = (): boolean => window.opener !== null;

/** Moves one console between a page and a window of its own. */
export class Moving {
  readonly #handover: Handover;
  #look: ReturnType<typeof setInterval> | undefined;

  constructor(of: Of, mover: Mover, signal: AbortSignal) {
    this.#handover = new Handover(channelOf(of), {
      give: () => {
        const given = mover.give();
        // A window that was opened for the console has nothing left to show. After the answer is on its way.
        if (given && isOpened()) setTimeout(() => window.close());
        return given;
      },
      takeBack: (history) => {
        clearInterval(this.#look);
        mover.takeBack(history);
      },
    });
    addEventListener("pagehide", () => this.#handover.giveBack(mover.history()), { signal });
    signal.addEventListener("abort", () => {
      clearInterval(this.#look);
      this.#handover.dispose();
    });
  }

  /** From the page that opened this window; null where none did, or none lets go. */
  fromOpener(): Promise<Given | null> {
    return isOpened() ? this.want() : Promise.resolve(null);
  }

  want(): Promise<Given | null> {
    return this.#handover.want(answerMs);
  }

  /** A window that crashes says nothing: it is looked after. */
  watch(window: Window, onClosed: () => void): void {
    clearInterval(this.#look);
    this.#look = setInterval(() => {
      if (!window.closed) return;
      clearInterval(this.#look);
      onClosed();
    }, lookMs);
  }
}
