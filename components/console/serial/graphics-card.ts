import type { WebglAddon } from "@xterm/addon-webgl";
import type { Terminal } from "@xterm/xterm";

/** Draws a terminal by WebGL while that is wanted and works; without it xterm.js draws elements, which is as right and slower. */
export class GraphicsCard {
  readonly #terminal: Terminal;
  #addon: WebglAddon | null = null;
  #wanted = false;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  async use(wanted: boolean): Promise<void> {
    this.#wanted = wanted;
    if (!wanted) this.#drop();
    else if (!this.#addon) await this.#take().catch(() => this.#drop());
  }

  async #take(): Promise<void> {
    const { WebglAddon } = await import("@xterm/addon-webgl");
    if (!this.#wanted || this.#addon) return;
    const addon = new WebglAddon();
    this.#addon = addon;
    // The card was taken away: by a sleeping machine, a crashed driver, too many pages.
    addon.onContextLoss(() => this.#drop());
    this.#terminal.loadAddon(addon);
  }

  #drop(): void {
    this.#addon?.dispose();
    this.#addon = null;
  }
}
