import { randomUUID } from "node:crypto";
import { ProblemError } from "../http/problem-error.ts";
import { type Lock, takeLock } from "../store/lock.ts";
import type { SharedStore } from "../store/shared-store.ts";
import { wait } from "../wait.ts";

/** Longer than any one write may take: Cozystack's server gives up after 34 s. */
export const writeTimeoutMs = 40_000;
const lockMs = 45_000;

/** One piece of work at the head of the line. */
export type Turn = {
  /** To be called right before each write: throws `unavailable` unless nobody else can get the line before that write has ended. */
  confirm: () => Promise<void>;
  /** Aborts when the line may be another's. */
  lost: AbortSignal;
};

/**
 * Runs one piece of work after another per kind; gives its result. Throws `too-many-requests` when the line is too long or too slow, and
 * `unavailable` when the store cannot say whose turn it is.
 */
export type WriteQueue = <T>(kind: string, work: (turn: Turn) => Promise<T>) => Promise<T>;

type Options = {
  store: SharedStore;
  /** Of one replica's line. */
  longest?: number;
  /** From joining the line to the turn. */
  longestWaitMs?: number;
  /** How long nobody writes after the store lost its memory: a lock that it forgot may belong to a write that is still under way. */
  settleMs?: number;
};

const never = new AbortController().signal;
const knownMs = 400 * 24 * 60 * 60_000;
const announceMs = 5_000;
/** Longer than a waiting replica sleeps between two looks at the lock. */
const giveWayMs = 120;

/**
 * One line per kind for the whole cluster, over all people and replicas. The aggregated server of `apps.cozystack.io` shares memory between
 * requests of one kind: parallel writes lose each other and can end its process (platform-api.md 10.2.2, rule 2 of 10.2.6).
 */
export const createWriteQueue = ({
  store,
  longest = 200,
  longestWaitMs = 90_000,
  settleMs = lockMs,
}: Options): WriteQueue => {
  const replica = randomUUID();
  const lines = new Map<string, { last: Promise<unknown>; length: number }>();
  let knewStore = false;

  const tooMany = (kind: string) =>
    new ProblemError("too-many-requests", { about: `${kind} writes`, retryAfterSeconds: 10 });

  /** False when it takes too long. */
  const settle = async (lastMoment: number): Promise<boolean> => {
    if (!(await store.extend("writes:known", knownMs))) {
      if (knewStore) await store.set("writes:settling", "", settleMs);
      await store.set("writes:known", "", knownMs);
    }
    knewStore = true;
    while ((await store.get("writes:settling")) !== null) {
      if (performance.now() >= lastMoment) return false;
      await wait(Math.min(settleMs, 500), never);
    }
    return true;
  };

  /** In line with the other replicas, which are told that somebody waits. */
  const standInLine = async (kind: string, lastMoment: number): Promise<Lock | null> => {
    const waiting = `writes:${kind}:waiting`;
    const announce = () => store.addMember(waiting, replica, announceMs);
    const ttlMs = lockMs;
    const atOnce = await takeLock(store, `writes:${kind}`, { ttlMs, waitMs: 0 });
    if (atOnce) return atOnce;
    await announce();
    const announcing = setInterval(() => void announce().catch(() => false), announceMs / 2).unref();
    try {
      return await takeLock(store, `writes:${kind}`, { ttlMs, waitMs: Math.max(0, lastMoment - performance.now()) });
    } finally {
      clearInterval(announcing);
      await store.removeMember(waiting, replica).catch(() => false);
    }
  };

  /** Who has just had a turn lets the others go first. */
  const giveWay = async (kind: string): Promise<void> => {
    const waiting = await store.countMembers(`writes:${kind}:waiting`).catch(() => 0);
    if (waiting > 0) await wait(giveWayMs, never);
  };

  const takeTurn = async <T>(kind: string, lastMoment: number, work: (turn: Turn) => Promise<T>): Promise<T> => {
    if (performance.now() >= lastMoment || !(await settle(lastMoment))) throw tooMany(kind);
    const lock = await standInLine(kind, lastMoment);
    if (!lock) throw tooMany(kind);
    const confirm = async (): Promise<void> => {
      if (!(await lock.confirm())) throw new ProblemError("unavailable", { about: `${kind} writes` });
    };
    try {
      return await work({ confirm, lost: lock.lost });
    } finally {
      await lock.release();
    }
  };

  return async (kind, work) => {
    const line = lines.get(kind) ?? { last: Promise.resolve(), length: 0 };
    lines.set(kind, line);
    if (line.length >= longest) throw tooMany(kind);
    line.length++;
    const lastMoment = performance.now() + longestWaitMs;
    const result = line.last.then(() => takeTurn(kind, lastMoment, work));
    line.last = result
      .catch(() => {})
      .then(() => {
        line.length--;
        return line.length > 0 ? giveWay(kind) : undefined;
      });
    return result;
  };
};
