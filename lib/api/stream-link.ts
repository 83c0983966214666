import { fullJitter } from "./back-off.ts";
import { createEventReader, readEvent } from "./event-reader.ts";
import type { Problem } from "./problem.ts";
import { beatMs, type StreamEvent } from "./stream-events.ts";
import type { StreamTransport } from "./stream-transport.ts";

/** Three beats missed: the line is half-open, which no browser notices. */
export const mostSilentMs = 3 * beatMs;
/** The server's first bytes leave with its headers: without them by then, something on the way keeps them back. */
export const firstBytesMs = 8_000;
export const pollEveryMs = 10_000;
/** While polling, streaming is tried again this often: the proxy may have been mended. */
export const streamAgainMs = 5 * 60_000;
/** A beat and some: whoever has heard nothing for longer, after sleeping, asks anew instead of waiting for the end of patience. */
const doubtfulMs = beatMs + 5_000;
const mostSilences = 2;
/** A server that stops sends everybody away at once: they come to the next one spread over this time. */
export const moveWithinMs = 2_000;

export type LinkState =
  | { state: "connecting" | "up" | "polling" | "lost" }
  | { state: "ended"; code: "session-ended" | "outdated" };

type LinkOptions = {
  /** What to ask now, `once` for an answer that ends; null while nothing is wanted. */
  address: (once: boolean) => string | null;
  /** False: it does not fit onto what was heard before, only asking again helps. */
  onEvent: (event: StreamEvent, data: string) => boolean;
  onState: (state: LinkState) => void;
};

/**
 * The one line to the server: a stream, opened again by itself for as long as that can help; regular questions instead where something on
 * the way keeps a stream's bytes back.
 */
export const createStreamLink = ({ address, onEvent, onState }: LinkOptions, transport: StreamTransport) => {
  let state: LinkState = { state: "connecting" };
  let asking: AbortController | null = null;
  let cancelTimer: (() => void) | null = null;
  let cancelWatchdog: (() => void) | null = null;
  let failures = 0;
  let silences = 0;
  let isPolling = false;
  let heardAt = 0;
  let streamedAt = 0;

  const nowMs = () => transport.now().getTime();
  const become = (next: LinkState) => {
    if (next.state === state.state) return;
    state = next;
    onState(next);
  };
  const stop = () => {
    cancelTimer?.();
    cancelWatchdog?.();
    asking?.abort();
    cancelTimer = cancelWatchdog = asking = null;
  };
  const patience = (afterMs: number, onSilence: () => void) => {
    cancelWatchdog?.();
    cancelWatchdog = transport.setTimer(onSilence, afterMs);
  };
  const after = (afterMs: number, run: () => void) => {
    stop();
    cancelTimer = transport.setTimer(run, afterMs);
  };

  const ask = (once: boolean, onText: () => void, onOver: (problem: Problem | null) => void) => {
    stop();
    const url = address(once);
    if (url === null) return;
    const mine = new AbortController();
    asking = mine;
    heardAt = nowMs();
    const read = createEventReader((data) => {
      if (asking === mine) take(data);
    });
    const hear = (text: string) => {
      if (asking !== mine) return;
      heardAt = nowMs();
      onText();
      read(text);
    };
    void transport.ask(url, hear, mine.signal).then((problem) => {
      if (asking === mine) onOver(problem);
    });
  };

  const stream = () => {
    streamedAt = nowMs();
    const onText = () => {
      patience(mostSilentMs, fallSilent);
      isPolling = false;
      become({ state: "up" });
    };
    ask(false, onText, (problem) => {
      // An answer given to its end is a server that stops, or a session that is somebody else to the cluster now: ask the next one.
      if (problem) fail(problem);
      else after(fullJitter(failures++, transport.random, moveWithinMs), stream);
    });
    // Nothing at all, not even headers: whether the server answers is known by a question that ends.
    if (asking) patience(firstBytesMs, poll);
  };

  const poll = () => {
    ask(
      true,
      () => become({ state: "polling" }),
      (problem) => {
        if (problem) return fail(problem);
        failures = 0;
        isPolling = true;
        const isDue = nowMs() - streamedAt >= streamAgainMs;
        after(pollEveryMs * (0.8 + 0.4 * transport.random()), isDue ? stream : poll);
      },
    );
    if (asking) patience(mostSilentMs, () => lose());
  };

  const begin = () => (isPolling ? poll() : stream());

  const lose = (atLeastSeconds = 0) => {
    become({ state: "lost" });
    after(atLeastSeconds * 1000 + fullJitter(failures++, transport.random), begin);
  };
  /** Once is a half-open line; again and again is a proxy that lets bytes through only when it has many. */
  const fallSilent = () => {
    silences += 1;
    if (silences < mostSilences) return lose();
    silences = 0;
    poll();
  };
  const fail = ({ code, retryAfterSeconds }: Problem) => {
    if (code === "session-ended" || code === "signed-out" || code === "stale-page") return end("session-ended");
    if (code === "bad-request") return end("outdated");
    lose(retryAfterSeconds);
  };
  const end = (code: "session-ended" | "outdated") => {
    stop();
    become({ state: "ended", code });
  };

  const take = (data: string) => {
    const event = readEvent(data);
    if (event?.type === "end") return end(event.code);
    if (!event || (event.type !== "beat" && !onEvent(event, data))) return lose();
    failures = 0;
    if (event.type === "beat") silences = 0;
  };

  return {
    get state() {
      return state;
    },
    /** What is wanted has changed: asks anew, with what is known already. */
    refresh: () => {
      if (state.state !== "ended") begin();
    },
    /** Somebody looks, or wakes up: tries at once instead of waiting, and does not trust a line that may have died meanwhile. */
    look: () => {
      if (asking ? nowMs() - heardAt > doubtfulMs : state.state === "lost") begin();
    },
    /** The session that ended is there again. */
    resume: () => {
      if (state.state !== "ended" || state.code !== "session-ended") return;
      failures = 0;
      become({ state: "connecting" });
      begin();
    },
    dispose: stop,
  };
};

export type StreamLink = ReturnType<typeof createStreamLink>;
