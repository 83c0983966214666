/** Time as the platform sees it: tests run it faster or stop it. */
export type Clock = {
  /** Milliseconds since the epoch. */
  now: () => number;
  /** Runs once after that much platform time; returns the way to cancel. */
  after: (ms: number, run: () => void) => () => void;
};

/** Wall-clock time whose delays pass `speed` times as fast; another speed counts for delays that begin after it is set. */
export const createClock = (speed = 1): Clock & { setSpeed: (speed: number) => void } => {
  let factor = speed;
  return {
    now: () => Date.now(),
    after: (ms, run) => {
      const timer = setTimeout(run, ms / factor);
      return () => clearTimeout(timer);
    },
    setSpeed: (next) => {
      factor = next;
    },
  };
};

/** RFC 3339 with seconds, as Kubernetes writes times. */
export const timestamp = (clock: Pick<Clock, "now">): string =>
  new Date(clock.now()).toISOString().replace(/\.\d+Z$/, "Z");
