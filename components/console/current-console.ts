import type { ReactNode } from "react";
import type { MenuEntry } from "#components/ui/menu-items.tsx";
import type { MachineFact } from "#lib/console/machine-fact.ts";
import type { ConsoleState } from "#lib/console/state.ts";
import type { SerialHandle, VncHandle } from "./consoles.ts";
import type { Tool } from "./tool.tsx";

/** What both hooks, `useVnc` and `useSerial`, are told. `opensViewOnly`: without a keyboard, which the server holds to. */
export type ConsoleOf = {
  tenant: string;
  name: string;
  machine: MachineFact;
  active: boolean;
  opensViewOnly?: boolean;
};

/** What the frame around a console needs of it, whichever of the two it is. */
export type CurrentConsole = {
  handle: VncHandle | SerialHandle;
  state: ConsoleState;
  keys: readonly MenuEntry[];
  tools: readonly Tool[];
  /** In words, null while there is none. */
  size: string | null;
  viewOnly: boolean;
  /** Between what the guest shows and the status, e.g. keys for a thumb. */
  below?: ReactNode;
  /** Laid over what the guest shows. */
  overlay: ReactNode;
  /** What it asks, over the page. */
  dialogs: ReactNode;
};
