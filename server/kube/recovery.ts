import { wait } from "../wait.ts";

const probeEveryMs = 1_500;
/** Who waited for the cluster comes back within this time, not all in the same instant. */
const spreadMs = 1_000;

/** Knows when a cluster that did not answer at all answers again: one probe for everybody who waits. */
export type Recovery = {
  /** Waits that long; after an outage of the whole API server only until it is over. */
  wait: (ms: number, signal: AbortSignal) => Promise<void>;
};

type Options = { isReachable: () => Promise<boolean>; everyMs?: number; random?: () => number };

export const createRecovery = ({ isReachable, everyMs = probeEveryMs, random = Math.random }: Options): Recovery => {
  let waiting = 0;
  let probing: Promise<boolean> | null = null;
  const never = new AbortController().signal;

  /** True when an outage began and ended; false when there was none, or nobody waits any more. */
  const probe = async (): Promise<boolean> => {
    if (await isReachable()) return false;
    while (waiting > 0) {
      await wait(everyMs, never);
      if (await isReachable()) return true;
    }
    return false;
  };

  return {
    wait: async (ms, signal) => {
      // Shorter than a probe takes to help.
      if (ms <= everyMs) return wait(ms, signal);
      waiting += 1;
      const enough = new AbortController();
      probing ??= probe().finally(() => {
        probing = null;
      });
      void probing.then(async (isOver) => {
        if (isOver) await wait(random() * spreadMs, enough.signal);
        if (isOver) enough.abort();
      });
      await wait(ms, AbortSignal.any([signal, enough.signal]));
      enough.abort();
      waiting -= 1;
    },
  };
};
