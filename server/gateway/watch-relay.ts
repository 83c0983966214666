import type { SharedStore } from "../store/shared-store.ts";

/**
 * Carries what a holder's page shows to the watchers, whichever replicas they are on. The store's channels carry text, so bytes go in
 * base64; nothing is kept, and nobody hears what was said before they came.
 */
export const createWatchRelay = (store: SharedStore) => {
  const channelOf = (what: "shown" | "again" | "over", holder: string): string => `console-${what}:${holder}`;
  const tell = (what: "again" | "over", holder: string): void => {
    // Who misses it looks by itself.
    store.publish(channelOf(what, holder), "").catch(() => {});
  };
  return {
    show: (holder: string, bytes: Buffer): Promise<void> =>
      store.publish(channelOf("shown", holder), bytes.toString("base64")),
    onShown: (holder: string, listener: (bytes: Buffer) => void): (() => void) =>
      store.subscribe(channelOf("shown", holder), (text) => listener(Buffer.from(text, "base64"))),
    /** The connection that was watched is over. */
    end: (holder: string): void => tell("over", holder),
    onEnd: (holder: string, listener: () => void): (() => void) => store.subscribe(channelOf("over", holder), listener),
    /** A watcher missed something and needs everything anew. */
    askAgain: (holder: string): void => tell("again", holder),
    onAskedAgain: (holder: string, listener: () => void): (() => void) =>
      store.subscribe(channelOf("again", holder), listener),
  };
};

export type WatchRelay = ReturnType<typeof createWatchRelay>;
