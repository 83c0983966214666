import { getEventListeners } from "node:events";
import { ProblemError } from "../http/problem-error.ts";
import type { SharedStore } from "../store/shared-store.ts";
import type { Person } from "./person.ts";
import type { Seal } from "./seal.ts";
import type { SessionIndex } from "./session-index.ts";
import { createSessionLife, lastMomentOf, type SessionLife, type SessionLimits } from "./session-life.ts";
import type { SessionRecord } from "./session-record.ts";
import { createSessionTokens, isEnd, type Refresh } from "./session-tokens.ts";

export type Session = Person & {
  /** When it ends if nobody does anything any more, in milliseconds since the epoch. */
  readonly expiresAt: number;
  /** When the person signed in, and when it ends whatever they do. */
  readonly startedAt: number;
  readonly endsAt: number;
  /** The person did something: the idle limit starts again. */
  touch: () => void;
  /** Ends it on every replica. Throws `store-unavailable` when the others cannot be told; here it has ended either way. */
  end: (reason?: ProblemError) => Promise<void>;
  /** For revocation at sign-out only. */
  readonly refreshToken: string | null;
};

/** A session that this process works with; it lies in the store, and others may work with it too. */
export type LoadedSession = Session & {
  /** Whether it lives, as the store said a few seconds ago at most. Throws `store-unavailable` with the store. */
  isLive: () => Promise<boolean>;
  /** What is due from time to time: what the store must be told, and whether it still holds the session. Never rejects. */
  tend: () => Promise<void>;
  /**
   * Whether there is nothing newer to show the cluster than a token that was renewed now, or that nothing can renew; false while the
   * provider is away. Throws `session-ended` when the provider refuses.
   */
  renew: () => Promise<boolean>;
  /** It has ended elsewhere. */
  finish: () => void;
  /** Nobody used it for a while, and nothing waits for its end. */
  readonly isUnused: boolean;
};

/** How old the store's word may be for what a person asks now. */
const freshMs = 5_000;
/** How long what is under way already goes on without the store's word; the bound for a withdrawn right, too. */
const unconfirmedMs = 60_000;
const unusedMs = 60_000;

type SessionOptions = {
  sessionId: string;
  seal: Seal;
  sealed: string;
  record: SessionRecord;
  endsInMs: number;
  store: SharedStore;
  index: SessionIndex;
  limits: SessionLimits;
  refresh: Refresh;
  now: () => number;
};

export const createSession = (options: SessionOptions): LoadedSession => {
  const { sessionId, index, now } = options;
  const { identity } = options.record;
  const tokens = createSessionTokens({ ...options, ended: () => life.ended });
  const life: SessionLife = createSessionLife({ ...options, record: tokens.record });
  let usedAt = now();

  const end = async (reason?: ProblemError): Promise<void> => {
    // First, so that what hangs on it here hears why, and not only that it is gone.
    if (reason) life.finish(reason);
    try {
      await index.leave(sessionId, tokens.record(), reason?.problem.why);
    } finally {
      life.finish();
    }
  };
  /** The provider's word is the end of it everywhere; a store that is away learns it from the key's own end. */
  const endIfRefused = async (error: unknown): Promise<never> => {
    if (isEnd(error)) await end().catch(() => {});
    throw error;
  };

  return {
    sessionId,
    identity,
    ended: life.ended,
    get expiresAt() {
      return life.expiresAt();
    },
    startedAt: options.record.endsAt - options.limits.absoluteMs,
    get endsAt() {
      return lastMomentOf(tokens.record());
    },
    get refreshToken() {
      return tokens.record().tokens.refreshToken;
    },
    get isUnused() {
      return now() - usedAt > unusedMs && getEventListeners(life.ended, "abort").length === 0;
    },
    touch: () => {
      usedAt = now();
      life.touch();
    },
    end,
    finish: () => life.finish(),
    isLive: async () => {
      usedAt = now();
      if (!life.hasEnded() && !life.isConfirmed(freshMs)) await life.confirm();
      return !life.hasEnded();
    },
    tend: async () => {
      if (life.hasEnded()) return;
      try {
        await life.settle();
        await tokens.settle();
        await life.confirm();
      } catch (error) {
        if (isEnd(error)) life.finish();
        else if (!life.isConfirmed(unconfirmedMs)) {
          life.finish(new ProblemError("store-unavailable", { cause: error }));
        }
      }
    },
    token: async () => {
      usedAt = now();
      life.require();
      if (!life.isConfirmed(freshMs)) {
        await life.confirm().catch((error: unknown) => {
          if (!life.isConfirmed(unconfirmedMs)) throw error;
        });
        life.require();
      }
      return tokens.current().catch(endIfRefused);
    },
    renew: () => tokens.renewNow().catch(endIfRefused),
  };
};
