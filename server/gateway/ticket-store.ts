import { randomBytes } from "node:crypto";
import type { ConsoleKind } from "#lib/api/requests.ts";

/** What a ticket admits to, and whom. */
export type Admission = { sessionId: string; tenant: string; name: string; kind: ConsoleKind; takeOver: boolean };

export const ticketLifeMs = 30_000;
const maxTickets = 10_000;
const maxTicketsPerSession = 64;

/** Single-use tickets for console sockets: 256 random bits, gone when taken or after 30 s. Bounded as a whole and per session. */
export class TicketStore {
  readonly #tickets = new Map<string, Admission & { expiresAt: number }>();
  readonly #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  get size(): number {
    return this.#tickets.size;
  }

  /** Null when this session, or everybody together, holds too many unused ones. */
  issue(admission: Admission): { ticket: string; expiresInMs: number } | null {
    this.#sweep();
    let held = 0;
    for (const { sessionId } of this.#tickets.values()) if (sessionId === admission.sessionId) held += 1;
    if (held >= maxTicketsPerSession || this.#tickets.size >= maxTickets) return null;
    const ticket = randomBytes(32).toString("base64url");
    this.#tickets.set(ticket, { ...admission, expiresAt: this.#now() + ticketLifeMs });
    return { ticket, expiresInMs: ticketLifeMs };
  }

  /** Uses a ticket up, whoever presents it; null unless it was issued to this session for this kind and is not yet old. */
  take(ticket: string, sessionId: string, kind: ConsoleKind): Admission | null {
    const found = this.#tickets.get(ticket);
    this.#tickets.delete(ticket);
    if (!found || found.expiresAt <= this.#now() || found.sessionId !== sessionId || found.kind !== kind) return null;
    return found;
  }

  /** Insertion order is expiry order, so only the front is old. */
  #sweep(): void {
    for (const [ticket, { expiresAt }] of this.#tickets) {
      if (expiresAt > this.#now()) break;
      this.#tickets.delete(ticket);
    }
  }
}
