import { ProblemError } from "../http/problem-error.ts";
import { takeLock } from "../store/lock.ts";
import type { SharedStore } from "../store/shared-store.ts";
import { identityKey } from "./person.ts";
import type { Seal } from "./seal.ts";
import { sessionKey } from "./session-index.ts";
import { closeRecord, openRecord, type SessionRecord, type SignedIn, type Tokens } from "./session-record.ts";
import { SignInRefusal } from "./sign-in-refusal.ts";

/** New tokens for old; throws a ProblemError `session-ended` when refused for good, anything else when it may work later. */
export type Refresh = (tokens: Tokens) => Promise<SignedIn>;

/** A token is renewed this long before it expires, so that none expires on its way. */
const renewBeforeMs = 60_000;
/** A provider that is slow has this long; the lock of a replica that was killed meanwhile goes after it. */
const renewal = { ttlMs: 30_000, waitMs: 20_000 };

type TokensOptions = {
  sessionId: string;
  seal: Seal;
  /** The record as it lies in the store. */
  sealed: string;
  record: SessionRecord;
  store: SharedStore;
  refresh: Refresh;
  ended: () => AbortSignal;
  now: () => number;
};

/**
 * The tokens of one session, renewed once for all callers and all replicas: at providers that rotate them, a refresh token that is
 * used twice ends the person's session there.
 */
export const createSessionTokens = (options: TokensOptions) => {
  const { sessionId, seal, store, refresh, ended, now } = options;
  const key = sessionKey(sessionId);
  let { record, sealed } = options;
  let isSaved = true;
  let renewing: Promise<string> | null = null;

  /** A token that the cluster refused: it is due, whatever it says. */
  let refused: string | null = null;

  const isDue = ({ idToken, refreshToken, expiresAt }: Tokens) =>
    refreshToken !== null && (idToken === refused || expiresAt - renewBeforeMs <= now());

  /** What the store holds now: another replica may have renewed them. */
  const reload = async (): Promise<void> => {
    const found = await store.get(key);
    if (found === sealed) return;
    const opened = found === null ? null : openRecord(seal, found);
    if (found === null || opened === null) throw new ProblemError("session-ended");
    [sealed, record] = [found, opened];
  };
  const save = async (): Promise<void> => {
    isSaved = false;
    const next = closeRecord(seal, record);
    if (await store.replace(key, sealed, next)) sealed = next;
    else await reload();
    isSaved = true;
  };

  const renewUnderLock = async (isLocked: boolean): Promise<string> => {
    if (isSaved) await reload();
    if (!isDue(record.tokens)) return record.tokens.idToken;
    if (!isLocked) throw new Error("another replica has been renewing the tokens for too long");
    const renewed = await refresh(record.tokens);
    // With other groups somebody is another person to every cache and shared watch: those must not go on under the old name.
    if (identityKey(renewed.identity) !== identityKey(record.identity)) throw new ProblemError("session-ended");
    record = { ...record, tokens: renewed.tokens };
    await save().catch((error: unknown) => {
      // What the store could not be told is still good here, and told when it is back.
      if (isEnd(error)) throw error;
    });
    return record.tokens.idToken;
  };
  const renew = async (): Promise<string> => {
    try {
      const lock = await takeLock(store, `renewing:${sessionId}`, { ...renewal, signal: ended() });
      return await renewUnderLock(lock !== null).finally(() => lock?.release());
    } catch (error) {
      if (isEnd(error)) throw error;
      // The identity provider is away: a token that is still good carries the person over the gap.
      if (record.tokens.expiresAt > now()) return record.tokens.idToken;
      if (error instanceof ProblemError && !(error instanceof SignInRefusal)) throw error;
      throw new ProblemError("sign-in-unavailable", { cause: error });
    } finally {
      renewing = null;
    }
  };

  return {
    record: (): SessionRecord => record,
    /** A token that is good now. Throws `session-ended` when there will be none any more. */
    current: async (): Promise<string> => {
      if (!isDue(record.tokens)) return record.tokens.idToken;
      renewing ??= renew();
      return renewing;
    },
    /** Renews them before their time; false when that cannot be done now. */
    renewNow: async (): Promise<boolean> => {
      const { idToken, refreshToken } = record.tokens;
      if (refreshToken === null) return true;
      refused = idToken;
      try {
        renewing ??= renew();
        return (await renewing) !== idToken;
      } finally {
        refused = null;
      }
    },
    settle: async (): Promise<void> => {
      if (!isSaved) await save();
    },
  };
};

export const isEnd = (error: unknown): boolean =>
  error instanceof ProblemError && error.problem.code === "session-ended";
