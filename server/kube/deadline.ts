/** One signal for "time is up" and "nobody wants it any more", whose listeners are gone after `dispose`. */
export type Deadline = { signal: AbortSignal; readonly isTimeUp: boolean; dispose: () => void };

/** `timeoutMs` null: no limit of time. */
export const createDeadline = (timeoutMs: number | null, signals: readonly (AbortSignal | undefined)[]): Deadline => {
  const controller = new AbortController();
  let isTimeUp = false;
  const stop = () => controller.abort();
  const timer =
    timeoutMs === null
      ? null
      : setTimeout(() => {
          isTimeUp = true;
          stop();
        }, timeoutMs);
  for (const signal of signals) {
    if (signal?.aborted) stop();
    signal?.addEventListener("abort", stop, { once: true });
  }
  return {
    signal: controller.signal,
    get isTimeUp() {
      return isTimeUp;
    },
    dispose: () => {
      if (timer) clearTimeout(timer);
      for (const signal of signals) signal?.removeEventListener("abort", stop);
    },
  };
};
