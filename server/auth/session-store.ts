import { randomBytes } from "node:crypto";
import type { EndCause } from "#lib/api/problem.ts";
import type { SharedStore } from "../store/shared-store.ts";
import { sessionCookieOf } from "./cookies.ts";
import type { Identity } from "./person.ts";
import { createSession, type LoadedSession, type Session } from "./session.ts";
import { createSessionIndex, type SessionBounds, sessionKey } from "./session-index.ts";
import { lifetimeOf, type SessionLimits } from "./session-life.ts";
import { closeRecord, openRecord, type SignedIn, sessionIdOf, sessionSealOf } from "./session-record.ts";
import type { Refresh } from "./session-tokens.ts";

/** Who is signed in, on whichever replica. Everything throws `store-unavailable` while the shared store is away. */
export type SessionStore = {
  /** Opens a session and gives the value of its cookie; throws `too-many-requests` when there are all there may be. */
  open: (signedIn: SignedIn) => Promise<string>;
  /** The live session behind a Cookie header. Does not count as activity: call `touch` for what a person did. */
  find: (cookieHeader: string | null | undefined) => Promise<Session | null>;
  /** Why the session that a Cookie header names ended, where more than its time is known. */
  causeOfEnd: (cookieHeader: string | null | undefined) => Promise<EndCause | undefined>;
  /** Of those that this process works with. */
  loadedAs: (sessionId: string) => LoadedSession | null;
  /** Signs a person out everywhere; how many sessions that ended. */
  endAll: (person: Pick<Identity, "issuer" | "subject">) => Promise<number>;
  /** What the identity provider ends: one of its own sessions by `sid`, or all of a person. */
  endByProvider: (ended: { issuer: string; subject?: string; sid?: string }) => Promise<number>;
  /** Those that this process works with. */
  readonly loaded: number;
  /** All there are, over all replicas. */
  count: () => Promise<number>;
  dispose: () => void;
};

/** Whether a Cookie header names a session at all, known to us or not. */
export const namesSession = (cookieHeader: string | null | undefined): boolean =>
  sessionCookieOf(cookieHeader) !== null;

export type SessionStoreOptions = SessionLimits &
  SessionBounds & {
    store: SharedStore;
    refresh: Refresh;
    now?: () => number;
  };

/** A replica that missed the message of an end notices it this soon, so that it is known everywhere within five seconds. */
const tendEveryMs = 3_000;

export const createSessionStore = (options: SessionStoreOptions): SessionStore & { tend: () => Promise<void> } => {
  const { store, refresh, max, maxPerPerson, now = Date.now, ...limits } = options;
  const index = createSessionIndex(store, { max, maxPerPerson });
  const loaded = new Map<string, LoadedSession>();
  const loading = new Map<string, Promise<LoadedSession | null>>();

  const leave = index.onEnded((sessionId) => loaded.get(sessionId)?.finish());
  const tend = async (): Promise<void> => {
    await Promise.all([...loaded.values()].map((session) => session.tend()));
    for (const [sessionId, session] of loaded) {
      if (session.isUnused || session.ended.aborted) loaded.delete(sessionId);
    }
  };
  const tending = setInterval(() => void tend(), tendEveryMs).unref();

  /** Nobody's session where the record is gone, another's, spoiled, or without a token. */
  const load = async (sessionId: string, cookie: string): Promise<LoadedSession | null> => {
    const [sealed, endsInMs] = await Promise.all([
      store.get(sessionKey(sessionId)),
      store.endsIn(sessionKey(sessionId)),
    ]);
    const seal = sessionSealOf(cookie);
    const record = sealed === null ? null : openRecord(seal, sealed);
    if (sealed === null || record === null || endsInMs === null) return null;
    const session = createSession({ sessionId, seal, sealed, record, endsInMs, store, index, limits, refresh, now });
    loaded.set(sessionId, session);
    return session;
  };
  const use = (sessionId: string, cookie: string): Promise<LoadedSession | null> => {
    const under = loading.get(sessionId) ?? load(sessionId, cookie).finally(() => loading.delete(sessionId));
    loading.set(sessionId, under);
    return under;
  };

  return {
    get loaded() {
      return loaded.size;
    },
    tend,
    open: async (signedIn) => {
      const cookie = randomBytes(32).toString("base64url");
      const sessionId = sessionIdOf(cookie);
      const record = { ...signedIn, endsAt: now() + limits.absoluteMs };
      const ttlMs = lifetimeOf(record, limits, now(), now());
      await index.enter(sessionId, record, ttlMs, limits.absoluteMs);
      await store.set(sessionKey(sessionId), closeRecord(sessionSealOf(cookie), record), ttlMs);
      return cookie;
    },
    loadedAs: (sessionId) => loaded.get(sessionId) ?? null,
    causeOfEnd: async (cookieHeader) => {
      const cookie = sessionCookieOf(cookieHeader);
      return cookie ? index.causeOf(sessionIdOf(cookie)) : undefined;
    },
    find: async (cookieHeader) => {
      const cookie = sessionCookieOf(cookieHeader);
      if (!cookie) return null;
      const sessionId = sessionIdOf(cookie);
      const known = loaded.get(sessionId);
      const session = known && !known.ended.aborted ? known : await use(sessionId, cookie);
      return session && (await session.isLive()) ? session : null;
    },
    endAll: ({ issuer, subject }) => index.endAll({ issuer, subject }),
    endByProvider: index.endAll,
    count: index.count,
    dispose: () => {
      clearInterval(tending);
      leave();
      // Sessions outlive their replicas; what hangs on them here does not.
      for (const session of loaded.values()) session.finish();
    },
  };
};
