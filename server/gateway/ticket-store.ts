import { createHash, randomBytes } from "node:crypto";
import * as z from "zod";
import type { ConsoleKind, TicketAnswer } from "#lib/api/requests.ts";
import type { SharedStore } from "../store/shared-store.ts";

const admissionSchema = z.object({
  sessionId: z.string(),
  tenant: z.string(),
  name: z.string(),
  kind: z.enum(["vnc", "serial"]),
  takeOver: z.boolean(),
  /** The page's console, by a name that the page gave it: it keeps it over reconnects. */
  client: z.string().nullable(),
  /** The machine boots: its guest is dialled until it is there. Absent from tickets of an older replica. */
  atBoot: z.boolean().default(false),
  use: z.enum(["open", "watch", "show"]),
  /** Nothing that would reach the guest is passed on. */
  viewOnly: z.boolean(),
  /** The request that asked for the ticket. */
  source: z.object({ requestId: z.string(), address: z.string() }),
});

/** What a ticket admits to, and whom. */
export type Admission = z.infer<typeof admissionSchema>;

export const ticketLifeMs = 60_000;
const maxTicketsPerSession = 64;

export type TicketStore = {
  /** Null when this session holds too many unused ones. */
  issue: (admission: Admission) => Promise<Pick<TicketAnswer, "ticket" | "expiresInMs"> | null>;
  /** Uses a ticket up, whoever presents it; null unless it was issued to this session for this kind and use and is not yet old. */
  take: (
    ticket: string,
    sessionId: string,
    wanted: { kind: ConsoleKind; use: Admission["use"] },
  ) => Promise<Admission | null>;
};

/**
 * Single-use tickets for console sockets: 256 random bits, known to all replicas and gone when taken or old. The store holds
 * digests, so that nobody who reads it can open anything.
 */
export const createTicketStore = (store: SharedStore): TicketStore => {
  const digestOf = (ticket: string) => createHash("sha256").update(ticket).digest("base64url");
  const heldBy = (sessionId: string) => `tickets:${sessionId}`;

  return {
    issue: async (admission) => {
      const ticket = randomBytes(32).toString("base64url");
      const digest = digestOf(ticket);
      const { sessionId } = admission;
      if (!(await store.addMember(heldBy(sessionId), digest, ticketLifeMs, maxTicketsPerSession))) return null;
      await store.set(`ticket:${digest}`, JSON.stringify(admission), ticketLifeMs);
      return { ticket, expiresInMs: ticketLifeMs };
    },
    take: async (ticket, sessionId, { kind, use }) => {
      const digest = digestOf(ticket);
      const found = await store.take(`ticket:${digest}`);
      if (found === null) return null;
      const admission = admissionSchema.parse(JSON.parse(found));
      await store.removeMember(heldBy(admission.sessionId), digest);
      const isMeant = admission.sessionId === sessionId && admission.kind === kind && admission.use === use;
      return isMeant ? admission : null;
    },
  };
};
