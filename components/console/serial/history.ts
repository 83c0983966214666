import type { SerializeAddon } from "@xterm/addon-serialize";

/**
 * All that is shown and can be scrolled to, with its colours, to be written into another terminal. Without a full-screen program's own
 * screen and what it had switched on: that terminal's guest may be anywhere else by then.
 */
export const historyOf = (serializer: Pick<SerializeAddon, "serialize">): string =>
  serializer.serialize({ excludeModes: true, excludeAltBuffer: true });
