import { createHash, randomBytes } from "node:crypto";
import { ProblemError } from "../http/problem-error.ts";
import { sessionCookieOf } from "./cookies.ts";
import { identityKey } from "./person.ts";
import { createSession, type Refresh, type Session, type SessionLimits, type SignedIn } from "./session.ts";

/** Who is signed in. Promises, so that a shared store can take the place of the one in memory. */
export type SessionStore = {
  /** Opens a session and gives the value of its cookie; throws `too-many-requests` when the server holds all it can. */
  open: (signedIn: SignedIn) => Promise<string>;
  /** The live session behind a Cookie header. Does not count as activity: call `touch` for what a person did. */
  find: (cookieHeader: string | null | undefined) => Promise<Session | null>;
  dispose: () => void;
};

/** Whether a Cookie header names a session at all, known to us or not. */
export const namesSession = (cookieHeader: string | null | undefined): boolean =>
  sessionCookieOf(cookieHeader) !== null;

export type MemoryStoreOptions = SessionLimits & {
  max: number;
  maxPerPerson: number;
  refresh: Refresh;
  now?: () => number;
};

const sweepEveryMs = 15_000;

/** Sessions of this process. Keys are digests, so that no lookup compares a secret and no dump of the map holds one. */
export const createMemorySessionStore = (
  options: MemoryStoreOptions,
): SessionStore & { readonly size: number; sweep: () => void } => {
  const { max, maxPerPerson, refresh, now = Date.now, ...limits } = options;
  const sessions = new Map<string, Session>();
  const digest = (cookie: string) => createHash("sha256").update(cookie).digest("base64url");

  const sweep = () => {
    for (const session of sessions.values()) if (session.expiresAt <= now()) session.end();
  };
  const sweeping = setInterval(sweep, sweepEveryMs).unref();

  return {
    get size() {
      return sessions.size;
    },
    sweep,
    open: async (signedIn) => {
      const person = identityKey(signedIn.identity);
      const own = [...sessions.values()].filter(({ identity }) => identityKey(identity) === person);
      // Somebody who signs in again and again ends their own oldest session, never another person's.
      if (own.length >= maxPerPerson) own[0]?.end();
      else if (sessions.size >= max) throw new ProblemError("too-many-requests", { about: "sessions" });
      const cookie = randomBytes(32).toString("base64url");
      const sessionId = digest(cookie);
      const session = createSession({ sessionId, signedIn, limits, refresh, now });
      sessions.set(sessionId, session);
      session.ended.addEventListener("abort", () => sessions.delete(sessionId), { once: true });
      return cookie;
    },
    find: async (cookieHeader) => {
      const cookie = sessionCookieOf(cookieHeader);
      const session = cookie ? sessions.get(digest(cookie)) : undefined;
      if (session && session.expiresAt <= now()) session.end();
      return session && !session.ended.aborted ? session : null;
    },
    dispose: () => {
      clearInterval(sweeping);
      for (const session of sessions.values()) session.end();
    },
  };
};
