import type { Problem } from "./problem.ts";
import { readProblem } from "./read-problem.ts";

/** How a stream reaches the server and the time, so that a test can be the other end. */
export type StreamTransport = {
  /**
   * Asks, and gives the answer's text as it comes. Resolves when the answer is over: null when it was given to its end, else why there was
   * none or why it broke off.
   */
  ask: (url: string, onText: (text: string) => void, signal: AbortSignal) => Promise<Problem | null>;
  setTimer: (run: () => void, afterMs: number) => () => void;
  random: () => number;
  now: () => Date;
};

const unreachable: Problem = { type: "about:blank", status: 0, code: "unavailable" };

/** The browser's own, in a page or in a worker. */
export const browserTransport: StreamTransport = {
  ask: async (url, onText, signal) => {
    try {
      const response = await fetch(url, { credentials: "same-origin", cache: "no-store", redirect: "error", signal });
      if (!response.ok) return readProblem(await response.json().catch(() => null), response.status);
      const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
      for (;;) {
        const piece = await reader?.read();
        if (!piece || piece.done) return null;
        onText(piece.value);
      }
    } catch {
      return unreachable;
    }
  },
  setTimer: (run, afterMs) => {
    const timer = setTimeout(run, afterMs);
    return () => clearTimeout(timer);
  },
  random: Math.random,
  now: () => new Date(),
};
