import type { OpenLimits } from "#lib/api/requests.ts";
import type { CloseCode } from "#lib/console/close-codes.ts";

/**
 * Ends a console that nobody uses, or that was open for too long. Input costs a clock reading: the timer looks again when it would have ended.
 */
export const keepLimits = (
  { idleMs, lifetimeMs }: OpenLimits,
  signal: AbortSignal,
  onReached: (code: CloseCode) => void,
): { noteInput: () => void } => {
  let usedAtMs = performance.now();
  const timers = new Set<NodeJS.Timeout>();
  const after = (ms: number, run: () => void): void => {
    if (signal.aborted) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      run();
    }, ms).unref();
    timers.add(timer);
  };
  const lookIfIdle = (limitMs: number): void => {
    const leftMs = usedAtMs + limitMs - performance.now();
    if (leftMs <= 0) onReached(4408);
    else after(Math.ceil(leftMs), () => lookIfIdle(limitMs));
  };
  signal.addEventListener("abort", () => timers.forEach(clearTimeout), { once: true });
  if (idleMs !== null) after(idleMs, () => lookIfIdle(idleMs));
  if (lifetimeMs !== null) after(lifetimeMs, () => onReached(4419));
  return {
    noteInput: () => {
      usedAtMs = performance.now();
    },
  };
};
