import type { Call } from "./group.ts";

/** How long watches last and how often they are told that they go on. */
export type WatchTimes = {
  bookmarkEveryMs: number;
  /** A watch is cut between one and two times this, as `min-request-timeout` says; asking for longer does not help. */
  shortestMs: number;
};

export const usualWatchTimes: WatchTimes = { bookmarkEveryMs: 60_000, shortestMs: 30 * 60_000 };

/** The events of one watch, a JSON line each. */
export type WatchStream = {
  send: (type: string, object: unknown) => void;
  /** Calls it again and again until the watch is over. */
  repeat: (run: () => void, everyMs: number) => void;
  /** Called once, when the watch is over. */
  onEnd: (run: () => void) => void;
};

/** Answers a watch with a stream that ends cleanly at its time limit, never with an ERROR. */
export const openWatchStream = ({ query, response }: Call, { shortestMs }: WatchTimes): WatchStream => {
  response.writeHead(200, { "content-type": "application/json", "transfer-encoding": "chunked" });
  response.flushHeaders();
  const ownMs = shortestMs * (1 + Math.random());
  const askedMs = Number(query.get("timeoutSeconds")) * 1_000;
  const limit = setTimeout(() => response.end(), askedMs > 0 ? Math.min(askedMs, ownMs) : ownMs);
  const onEnd = (run: () => void): void => {
    if (response.destroyed) run();
    else response.once("close", run);
  };
  onEnd(() => clearTimeout(limit));
  return {
    send: (type, object) => {
      // A watch that ended may take a while to close, as long as its reader has not read it all.
      if (!response.writableEnded) response.write(`${JSON.stringify({ type, object })}\n`);
    },
    repeat: (run, everyMs) => {
      const timer = setInterval(run, everyMs);
      onEnd(() => clearInterval(timer));
    },
    onEnd,
  };
};

export const initialEventsEnd = { "k8s.io/initial-events-end": "true" };
