import { ProblemError } from "../http/problem-error.ts";
import type { SharedStore } from "../store/shared-store.ts";
import { type SessionIndex, sessionKey } from "./session-index.ts";
import type { SessionRecord } from "./session-record.ts";

export type SessionLimits = { idleMs: number; absoluteMs: number };

/** Use is written down this often at most. */
const touchEveryMs = 30_000;

/** When a session ends whatever anybody does: at the absolute limit, or with a token that cannot be renewed. */
export const lastMomentOf = ({ tokens, endsAt }: SessionRecord): number =>
  tokens.refreshToken ? endsAt : Math.min(endsAt, tokens.expiresAt);

/** How long a session lasts from now on if nobody does anything; the store takes no end that is past. */
export const lifetimeOf = (record: SessionRecord, { idleMs }: SessionLimits, touchedAt: number, now: number): number =>
  Math.max(1, Math.min(touchedAt + idleMs, lastMomentOf(record)) - now);

type LifeOptions = {
  sessionId: string;
  /** How long the store keeps it, as it said just now. */
  endsInMs: number;
  record: () => SessionRecord;
  store: SharedStore;
  index: SessionIndex;
  limits: SessionLimits;
  now: () => number;
};

/** Whether a session lives and until when: the end of its key in the store is the truth, and this is what one process knows of it. */
export const createSessionLife = ({ sessionId, endsInMs, record, store, index, limits, now }: LifeOptions) => {
  const key = sessionKey(sessionId);
  const ending = new AbortController();
  const touchMs = Math.min(touchEveryMs, limits.idleMs / 10);
  let confirmedAt = now();
  let idleEndsAt = confirmedAt + endsInMs;
  let touchedAt = Number.NEGATIVE_INFINITY;
  let writtenAt = Number.NEGATIVE_INFINITY;
  let confirmation: Promise<void> | null = null;

  const finish = (reason?: ProblemError) => ending.abort(reason);
  const expiresAt = () => Math.min(idleEndsAt, lastMomentOf(record()));
  const hasEnded = (): boolean => {
    if (!ending.signal.aborted && expiresAt() <= now()) finish();
    return ending.signal.aborted;
  };

  const ask = async (): Promise<void> => {
    try {
      const left = await store.endsIn(key);
      if (left === null) return finish();
      confirmedAt = now();
      // Another replica may have seen the person since, or this one without having said so yet.
      idleEndsAt = Math.max(touchedAt + limits.idleMs, confirmedAt + left);
    } finally {
      confirmation = null;
    }
  };
  const isUnwritten = () => touchedAt > writtenAt && now() - writtenAt >= touchMs;
  const write = async (): Promise<void> => {
    const before = writtenAt;
    writtenAt = touchedAt;
    try {
      const ttlMs = lifetimeOf(record(), limits, touchedAt, now());
      if (!(await store.extend(key, ttlMs))) return finish();
      await index.keep(sessionId, record(), ttlMs);
    } catch {
      // Said again when the store is back.
      writtenAt = before;
    }
  };

  return {
    ended: ending.signal,
    finish,
    expiresAt,
    hasEnded,
    /** Throws why there is nothing to be had from it any more. */
    require: (): void => {
      if (!hasEnded()) return;
      const { reason } = ending.signal;
      throw reason instanceof ProblemError ? reason : new ProblemError("session-ended");
    },
    /** Whether the store said so at most this long ago. */
    isConfirmed: (withinMs: number): boolean => now() - confirmedAt <= withinMs,
    confirm: (): Promise<void> => {
      confirmation ??= ask();
      return confirmation;
    },
    touch: (): void => {
      if (hasEnded()) return;
      touchedAt = now();
      idleEndsAt = touchedAt + limits.idleMs;
      if (isUnwritten()) void write();
    },
    /** Tells the store of use that it was not told of yet. */
    settle: async (): Promise<void> => {
      if (isUnwritten()) await write();
    },
  };
};

export type SessionLife = ReturnType<typeof createSessionLife>;
