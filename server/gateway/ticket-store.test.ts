import { describe, expect, test } from "vitest";
import { createMemoryStore } from "../store/memory-store.ts";
import { noStoreServer, startReplicas } from "../store/testing.ts";
import { createTicketStore, type TicketStore, ticketLifeMs } from "./ticket-store.ts";

const source = { requestId: "r", address: "127.0.0.1" };
const admission = {
  sessionId: "s",
  tenant: "tenant-a",
  name: "web",
  kind: "vnc",
  takeOver: true,
  client: null,
  atBoot: false,
  use: "open",
  viewOnly: false,
  source,
} as const;
const issued = async (tickets: TicketStore, sessionId = "s"): Promise<string> => {
  const answer = await tickets.issue({ ...admission, sessionId });
  if (!answer) throw new Error("no ticket");
  return answer.ticket;
};
const aged = () => {
  const clock = { now: 0 };
  const store = createMemoryStore(() => clock.now);
  return { clock, store, tickets: createTicketStore(store) };
};

describe("W13: a console ticket", () => {
  test("is 256 random bits and admits once to what it was issued for", async () => {
    const { tickets } = aged();
    const ticket = await issued(tickets);
    expect(Buffer.from(ticket, "base64url")).toHaveLength(32);
    expect(await tickets.take(ticket, "s", { kind: "vnc", use: "open" })).toEqual(admission);
    expect(await tickets.take(ticket, "s", { kind: "vnc", use: "open" })).toBeNull();
  });

  test("admits to nothing once it is a minute old", async () => {
    const { clock, tickets } = aged();
    const ticket = await issued(tickets);
    clock.now = ticketLifeMs;
    expect(await tickets.take(ticket, "s", { kind: "vnc", use: "open" })).toBeNull();
  });

  test.each([
    ["another session", "other", "vnc"],
    ["the other console", "s", "serial"],
  ] as const)("is useless for %s, and used up", async (_what, sessionId, kind) => {
    const { tickets } = aged();
    const ticket = await issued(tickets);
    expect(await tickets.take(ticket, sessionId, { kind, use: "open" })).toBeNull();
    expect(await tickets.take(ticket, "s", { kind: "vnc", use: "open" })).toBeNull();
  });

  test("cannot be read out of the store", async () => {
    const { store, tickets } = aged();
    const ticket = await issued(tickets);
    const keys = await store.members("tickets:s");
    expect(keys).toHaveLength(1);
    expect(JSON.stringify([keys, await store.get(`ticket:${keys[0]}`)])).not.toContain(ticket);
  });

  test("is not hoarded, and what was hoarded is forgotten with age", async () => {
    const { clock, store, tickets } = aged();
    for (let held = 0; held < 64; held += 1) await issued(tickets);
    expect(await tickets.issue(admission)).toBeNull();
    expect(await issued(tickets, "other")).toHaveLength(43);
    clock.now = ticketLifeMs;
    store.sweep();
    expect(store.size).toBe(0);
    expect(await issued(tickets)).toHaveLength(43);
  });
});

describe.skipIf(noStoreServer)("W13: a ticket and two replicas", () => {
  test("is issued by one and taken by either, by exactly one of many", async () => {
    const replicas = await startReplicas();
    const [one, other] = [await replicas.replica(), await replicas.replica()].map(createTicketStore);
    if (!one || !other) throw new Error("no replicas");
    for (let round = 0; round < 20; round += 1) {
      const ticket = await issued(one);
      const all = await Promise.all(
        [one, other, one, other, other].map((each) => each.take(ticket, "s", { kind: "vnc", use: "open" })),
      );
      expect(all.filter((admitted) => admitted !== null)).toEqual([admission]);
    }
    await replicas.end();
  });
});
