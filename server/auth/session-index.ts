import { createHash } from "node:crypto";
import type { EndCause } from "#lib/api/problem.ts";
import { ProblemError } from "../http/problem-error.ts";
import type { SharedStore } from "../store/shared-store.ts";
import type { Identity } from "./person.ts";
import type { SessionRecord } from "./session-record.ts";

export type SessionBounds = {
  /** Sessions altogether, over all replicas. */
  max: number;
  maxPerPerson: number;
};

type Owned = Pick<SessionRecord, "identity" | "sid">;

const everybody = "sessions";
const endedChannel = "session-ended";
const digest = (...parts: string[]) => createHash("sha256").update(JSON.stringify(parts)).digest("base64url");
const personSet = ({ issuer, subject }: Pick<Identity, "issuer" | "subject">) =>
  `sessions-of:${digest(issuer, subject)}`;
const sidSet = (issuer: string, sid: string) => `sessions-by-sid:${digest(issuer, sid)}`;

/** Whoever comes back later than this is told no more than that the session ended. */
const causeMs = 24 * 3_600_000;
const causeKey = (sessionId: string): string => `end-of-session:${sessionId}`;

export const sessionKey = (sessionId: string): string => `session:${sessionId}`;

/** Which sessions there are, of whom, and by what the identity provider calls them; all by digests. */
export const createSessionIndex = (store: SharedStore, { max, maxPerPerson }: SessionBounds) => {
  /** Ends a session on every replica. */
  const end = async (sessionId: string): Promise<void> => {
    await store.delete(sessionKey(sessionId));
    await store.removeMember(everybody, sessionId);
    await store.publish(endedChannel, sessionId);
  };

  return {
    /** Makes room and counts a session in. Throws `too-many-requests` when there are too many of other people. */
    enter: async (sessionId: string, { identity, sid }: Owned, ttlMs: number, absoluteMs: number): Promise<void> => {
      const own = await store.members(personSet(identity));
      // Somebody who signs in again and again ends their own, the longest unused first, never another person's.
      for (const excess of own.slice(0, Math.max(0, own.length - maxPerPerson + 1))) {
        await store.removeMember(personSet(identity), excess);
        await end(excess);
      }
      if (!(await store.addMember(everybody, sessionId, ttlMs, max))) {
        throw new ProblemError("too-many-requests", { about: "sessions", retryAfterSeconds: 60 });
      }
      await store.addMember(personSet(identity), sessionId, ttlMs);
      if (sid) await store.addMember(sidSet(identity.issuer, sid), sessionId, absoluteMs);
    },
    /** The session goes on for this long. */
    keep: async (sessionId: string, { identity }: Owned, ttlMs: number): Promise<void> => {
      await store.addMember(everybody, sessionId, ttlMs);
      await store.addMember(personSet(identity), sessionId, ttlMs);
    },
    leave: async (sessionId: string, { identity, sid }: Owned, cause?: EndCause): Promise<void> => {
      if (cause) await store.set(causeKey(sessionId), cause, causeMs);
      await end(sessionId);
      await store.removeMember(personSet(identity), sessionId);
      if (sid) await store.removeMember(sidSet(identity.issuer, sid), sessionId);
    },
    /** Ends the session that the provider calls by that name, or all of a person; how many there were. */
    endAll: async ({ issuer, subject, sid }: { issuer: string; subject?: string; sid?: string }): Promise<number> => {
      const sets = [sid && sidSet(issuer, sid), subject && personSet({ issuer, subject })].filter(
        (set) => set !== undefined,
      );
      const ids = sets[0] ? await store.members(sets[0]) : [];
      for (const sessionId of ids) {
        await end(sessionId);
        for (const set of sets) await store.removeMember(set, sessionId);
      }
      return ids.length;
    },
    causeOf: async (sessionId: string): Promise<EndCause | undefined> =>
      (await store.get(causeKey(sessionId))) === "not-accepted" ? "not-accepted" : undefined,
    count: () => store.countMembers(everybody),
    onEnded: (listener: (sessionId: string) => void) => store.subscribe(endedChannel, listener),
  };
};

export type SessionIndex = ReturnType<typeof createSessionIndex>;
