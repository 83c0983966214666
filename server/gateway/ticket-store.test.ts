import { expect, test } from "vitest";
import { TicketStore, ticketLifeMs } from "./ticket-store.ts";

const admission = { sessionId: "s", tenant: "tenant-a", name: "web", kind: "vnc", takeOver: true } as const;
const issued = (store: TicketStore, sessionId = "s"): string => {
  const answer = store.issue({ ...admission, sessionId });
  if (!answer) throw new Error("no ticket");
  return answer.ticket;
};

test("a ticket is 256 random bits and admits once to what it was issued for", () => {
  const store = new TicketStore();
  const ticket = issued(store);
  expect(Buffer.from(ticket, "base64url")).toHaveLength(32);
  expect(store.take(ticket, "s", "vnc")).toMatchObject(admission);
  expect(store.take(ticket, "s", "vnc")).toBeNull();
});

test("an old ticket admits to nothing", () => {
  let now = 0;
  const store = new TicketStore(() => now);
  const ticket = issued(store);
  now = ticketLifeMs;
  expect(store.take(ticket, "s", "vnc")).toBeNull();
});

test("a session cannot hoard, and what it hoarded is forgotten with age", () => {
  let now = 0;
  const store = new TicketStore(() => now);
  for (let held = 0; held < 64; held += 1) issued(store);
  expect(store.issue(admission)).toBeNull();
  expect(issued(store, "other")).toHaveLength(43);
  now = ticketLifeMs;
  issued(store);
  expect(store.size).toBe(1);
});
