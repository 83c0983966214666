import { useSyncExternalStore } from "react";
import type { Watcher } from "#lib/console/watching/notices.ts";
import type { SerialHandle, VncHandle } from "../consoles.ts";

const nobody = (): readonly Watcher[] => none;
const none: readonly Watcher[] = [];

const no = (): boolean => false;

/** Whether a console was opened without a keyboard. */
export const useOpenedViewOnly = ({ subscribe, getViewOnly }: VncHandle | SerialHandle): boolean =>
  useSyncExternalStore(subscribe, getViewOnly, no);

/** Who sees a console of this page now. */
export const useWatchers = ({ subscribe, getWatchers }: VncHandle | SerialHandle): readonly Watcher[] =>
  useSyncExternalStore(subscribe, getWatchers, nobody);
