import { randomUUID } from "node:crypto";
import { wait } from "../wait.ts";
import type { SharedStore } from "./shared-store.ts";

export type Lock = {
  /** Aborts when the lock may be another's: the store forgot it, or was away for too long. What must not overlap stops then. */
  lost: AbortSignal;
  /** Makes sure that it is ours for the whole of `ttlMs` from now on; false when it is not. Throws `store-unavailable` with the store. */
  confirm: () => Promise<boolean>;
  release: () => Promise<void>;
};

export type LockOptions = {
  /** How long it outlives a holder that was killed; a living one keeps it for as long as it likes. */
  ttlMs: number;
  /** How long to wait while another holds it. */
  waitMs: number;
  /** Gives the waiting up. */
  signal?: AbortSignal;
};

const never = new AbortController().signal;

/** At most one holder per key over all replicas. Null when it was not to be had in time; throws `store-unavailable` with the store. */
export const takeLock = async (
  store: SharedStore,
  key: string,
  { ttlMs, waitMs, signal = never }: LockOptions,
): Promise<Lock | null> => {
  const holder = randomUUID();
  const lastMoment = performance.now() + waitMs;
  let askedAt = performance.now();
  let isReleased = false;
  while (!(await store.add(key, holder, ttlMs))) {
    const left = lastMoment - performance.now();
    if (left <= 0 || signal.aborted) return null;
    await wait(Math.min(left, 20 + 60 * Math.random()), signal);
    askedAt = performance.now();
  }

  const lost = new AbortController();
  const lose = () => {
    stop();
    lost.abort();
  };
  // Counted from before it was asked for: no store can think that it ends earlier than we do.
  const endsIn = (askedAt: number) => setTimeout(lose, Math.max(0, askedAt + ttlMs - performance.now())).unref();
  let ending = endsIn(askedAt);
  const confirm = async (): Promise<boolean> => {
    const extendedAt = performance.now();
    const isOurs = await store.replace(key, holder, holder, ttlMs);
    if (isReleased || lost.signal.aborted) return false;
    if (!isOurs) {
      lose();
      return false;
    }
    clearTimeout(ending);
    ending = endsIn(extendedAt);
    return true;
  };
  // A store that is away is asked again; the lock is lost when its time runs out meanwhile.
  const extending = setInterval(() => void confirm().catch(() => false), ttlMs / 3).unref();
  const stop = () => {
    clearInterval(extending);
    clearTimeout(ending);
  };

  return {
    lost: lost.signal,
    confirm,
    release: async () => {
      isReleased = true;
      stop();
      // A store that is away forgets it by itself.
      await store.delete(key, holder).catch(() => false);
    },
  };
};
