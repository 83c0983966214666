import type { Cast } from "#lib/console/serial/asciicast.ts";
import { Player } from "#lib/console/serial/player.ts";
import { afterInPage } from "./after-in-page.ts";
import { quietGuest } from "./quiet-guest.ts";
import { terminalColours } from "./terminal-theme.ts";

export type Replay = {
  player: Player;
  /** Goes to a time; of many in a row only the last one that can be shown. */
  seek: (ms: number) => void;
  dispose: () => void;
};

/** Out of any sequence, and a terminal as it was in the beginning; in order with what is still being read. */
const anew = "\x18\x1b\\\x1bc";

/** A letter is about so wide. */
const widthOfSize = 0.61;
const largest = 14;
const smallest = 6;

/** Loads a terminal of the recording's own size into an element, and a player for it. What it shows can do as little as a guest's. */
export const openReplay = async (element: HTMLElement, cast: Cast, onChange: () => void): Promise<Replay> => {
  const { Terminal } = await import("@xterm/xterm");
  const fit = (columns: number): number =>
    Math.max(smallest, Math.min(largest, Math.floor(element.clientWidth / columns / widthOfSize)));
  const terminal = new Terminal({
    cols: cast.columns,
    rows: cast.rows,
    disableStdin: true,
    scrollback: 0,
    cursorBlink: false,
    fontFamily: getComputedStyle(element).getPropertyValue("--mono") || "monospace",
    fontSize: fit(cast.columns),
    logLevel: "off",
    ...terminalColours(element, "dark"),
  });
  quietGuest(terminal);
  terminal.open(element);
  const resize = (columns: number, rows: number): void =>
    terminal.write("", () => {
      terminal.options.fontSize = fit(columns);
      terminal.resize(columns, rows);
    });
  const player = new Player({
    cast,
    reset: (columns, rows) => {
      terminal.write(anew);
      resize(columns, rows);
    },
    write: (text) => terminal.write(text),
    resize,
    nowMs: () => performance.now(),
    after: afterInPage,
    onChange,
  });
  let isSeeking = false;
  let wanted: number | null = null;
  const seek = (ms: number): void => {
    if (isSeeking) {
      wanted = ms;
      return;
    }
    isSeeking = true;
    player.seek(ms);
    terminal.write("", () => {
      isSeeking = false;
      const next = wanted;
      wanted = null;
      if (next !== null) seek(next);
    });
  };
  return {
    player,
    seek,
    dispose: () => {
      player.dispose();
      terminal.dispose();
    },
  };
};
