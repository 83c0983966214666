import { bytesMessage, maxShownBytes, terminalMessage } from "#lib/console/watching/frames.ts";
import type { ShownSource } from "#lib/console/watching/showing.ts";

/** A terminal whose drawing others may see. */
export type DrawnTerminal = {
  readonly grid: { columns: number; rows: number };
  /** What draws it as it stands, with so many lines of what has scrolled away. */
  drawing: (scrollback: number) => { columns: number; rows: number; text: string };
  /** Is told the bytes that were just drawn; the answer ends that. */
  onDrawn: (listener: (bytes: Uint8Array) => void) => () => void;
};

const giveEveryMs = 100;
/** What may gather between two messages; a guest that says more is drawn anew instead. */
const mostGatheredBytes = 64 * 1024;
const scrollbackLines = 200;

/** A serial line as it is drawn here: the terminal once, then the bytes as they come. */
export const lineSource = (terminal: DrawnTerminal): ShownSource => ({
  begin: (give) => {
    const encoder = new TextEncoder();
    let gathered: Uint8Array[] = [];
    let gatheredBytes = 0;
    let grid = "";

    const gridOf = ({ columns, rows }: { columns: number; rows: number }): string => `${columns} ${rows}`;
    const again = (): void => {
      gathered = [];
      gatheredBytes = 0;
      let drawn = terminal.drawing(scrollbackLines);
      let bytes = encoder.encode(drawn.text);
      if (bytes.length > maxShownBytes - 16) {
        drawn = terminal.drawing(0);
        bytes = encoder.encode(drawn.text);
      }
      grid = gridOf(drawn);
      give(terminalMessage(drawn.columns, drawn.rows, bytes));
    };
    const stop = terminal.onDrawn((bytes) => {
      gathered.push(bytes);
      gatheredBytes += bytes.length;
    });
    const timer = setInterval(() => {
      if (gatheredBytes > mostGatheredBytes || gridOf(terminal.grid) !== grid) return again();
      if (gatheredBytes === 0) return;
      give(bytesMessage(...gathered));
      gathered = [];
      gatheredBytes = 0;
    }, giveEveryMs);
    again();
    return {
      again,
      end: () => {
        clearInterval(timer);
        stop();
      },
    };
  },
});
