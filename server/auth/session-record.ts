import { createHash } from "node:crypto";
import * as z from "zod";
import { createSeal, type Seal } from "./seal.ts";

const tokensSchema = z.object({
  /** What the cluster is shown; never leaves the server. */
  idToken: z.string().min(1),
  refreshToken: z.string().min(1).nullable(),
  /** Milliseconds since the epoch. */
  expiresAt: z.number(),
});

const recordSchema = z.object({
  identity: z.object({
    issuer: z.string(),
    subject: z.string().min(1),
    name: z.string(),
    groups: z.array(z.string()).readonly(),
  }),
  tokens: tokensSchema,
  /** The identity provider's name for its own session, by which it may end ours. */
  sid: z.string().optional(),
  /** The absolute limit, in milliseconds since the epoch. */
  endsAt: z.number(),
});

export type Tokens = z.infer<typeof tokensSchema>;

/** A session as it lies in the store; its idle limit is the end of its key there. */
export type SessionRecord = z.infer<typeof recordSchema>;

/** What a way of signing in brings. */
export type SignedIn = Omit<SessionRecord, "endsAt">;

/** Names a session in the store, in maps and in logs: a digest, so that none of them holds what a browser must show. */
export const sessionIdOf = (cookie: string): string => createHash("sha256").update(cookie).digest("base64url");

export const sessionSealOf = (cookie: string): Seal => createSeal(cookie, "session");

export const closeRecord = (seal: Seal, record: SessionRecord): string => seal.close(JSON.stringify(record));

/** Null for a record that is another session's, was tampered with, or holds no token: it is nobody's session. */
export const openRecord = (seal: Seal, sealed: string): SessionRecord | null => {
  const text = seal.open(sealed);
  if (text === null) return null;
  try {
    return recordSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
};
