/** Time as the platform sees it: tests run it faster or stop it. */
export type Clock = {
  /** Milliseconds since the epoch. */
  now: () => number;
  /** Runs once after that much platform time; returns the way to cancel. */
  after: (ms: number, run: () => void) => () => void;
};

type Delay = { leftMs: number; since: number; timer: NodeJS.Timeout | undefined; run: () => void };

/** Wall-clock time whose delays pass `speed` times as fast; another speed also counts for what is left of running delays. */
export const createClock = (speed = 1): Clock & { setSpeed: (speed: number) => void } => {
  let factor = speed;
  const delays = new Set<Delay>();

  const begin = (delay: Delay): void => {
    delay.since = Date.now();
    delay.timer = setTimeout(() => {
      delays.delete(delay);
      delay.run();
    }, delay.leftMs / factor);
  };

  return {
    now: () => Date.now(),
    after: (ms, run) => {
      const delay: Delay = { leftMs: ms, since: 0, timer: undefined, run };
      delays.add(delay);
      begin(delay);
      return () => {
        clearTimeout(delay.timer);
        delays.delete(delay);
      };
    },
    setSpeed: (next) => {
      for (const delay of delays) {
        clearTimeout(delay.timer);
        delay.leftMs = Math.max(0, delay.leftMs - (Date.now() - delay.since) * factor);
      }
      factor = next;
      for (const delay of delays) begin(delay);
    },
  };
};

/** RFC 3339 with seconds, as Kubernetes writes times. */
export const timestamp = (clock: Pick<Clock, "now">): string =>
  new Date(clock.now()).toISOString().replace(/\.\d+Z$/, "Z");
