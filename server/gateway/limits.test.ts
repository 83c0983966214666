import { once } from "node:events";
import { describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { identityKey } from "../auth/person.ts";
import { createMemoryStore } from "../store/memory-store.ts";
import { createSessionCaps } from "./session-caps.ts";
import { endOf, signIn } from "./testing.ts";
import { useGateways } from "./testing-gateways.ts";

const use = useGateways();
const omar = signIn("omar").person;
const somebody = (cookie: string | undefined, ada: ReturnType<typeof signIn>) =>
  Promise.resolve(cookie === "session=omar" ? omar : ada.person);

/** Opens so many at once and tells how many were given to a guest; the rest must have been told why not. */
const crowd = async (sockets: WebSocket[]): Promise<number> => {
  const fates = await Promise.all(
    sockets.map((socket) =>
      Promise.race([once(socket, "message").then(() => "open" as const), endOf(socket).then(([code]) => code)]),
    ),
  );
  expect(new Set(fates.filter((fate) => fate !== "open"))).toEqual(new Set([4429]));
  return fates.filter((fate) => fate === "open").length;
};

describe("W09: more consoles than anybody needs", () => {
  test("200 of one person end at their limit, and another person is unaffected", async () => {
    const { open, ada, ticket, port, origin } = await use.gatewayOf({
      limits: { perIdentity: 20, perVm: 8 },
      findPerson: (cookie) => somebody(cookie, ada),
    });
    const sockets: WebSocket[] = [];
    // A session may hold 64 unused tickets, so they come in crowds.
    let opened = 0;
    for (let round = 0; round < 4; round += 1) {
      const some = await Promise.all(Array.from({ length: 50 }, (_, n) => open({ name: `vm-${round}-${n}` })));
      sockets.push(...some);
      opened += await crowd(some);
    }
    expect(opened).toBe(20);
    expect(use.upstream.dials).toHaveLength(20);
    const protocols = ["porthole.v1", `ticket.${await ticket({ sessionId: omar.sessionId, name: "vm-0-0" })}`];
    const other = new WebSocket(`ws://127.0.0.1:${port}/ws/console/vnc`, protocols, {
      headers: { cookie: "session=omar" },
      origin,
    });
    await once(other, "message");
    for (const socket of [...sockets, other]) socket.terminate();
  });

  test("50 on one machine end at its limit, other machines are unaffected, and a place that is left is taken", async () => {
    const { open } = await use.gatewayOf({ limits: { perIdentity: 100, perVm: 8 } });
    const sockets = await Promise.all(Array.from({ length: 50 }, () => open()));
    expect(await crowd(sockets)).toBe(8);
    const elsewhere = await open({ name: "db-01" });
    await once(elsewhere, "message");
    const seated = sockets.find((socket) => socket.readyState === 1);
    if (!seated) throw new Error("nobody is seated");
    seated.close();
    await endOf(seated);
    const again = await open();
    await once(again, "message");
    for (const socket of [...sockets, elsewhere, again]) socket.terminate();
  });

  test("is counted over all replicas", async () => {
    const store = createMemoryStore();
    const limits = { perIdentity: 3, perVm: 2 };
    const one = await use.gatewayOf({ store, limits });
    const other = await use.gatewayOf({ store, limits, findPerson: async () => one.ada.person });
    const first = await one.open();
    const second = await one.open({}, other);
    await Promise.all([once(first, "message"), once(second, "message")]);
    expect(await endOf(await one.open())).toEqual([4429, "too-many-requests"]);
    expect(await endOf(await one.open({}, other))).toEqual([4429, "too-many-requests"]);
    for (const socket of [first, second]) socket.terminate();
  });

  test("the places of a replica that was killed come free, those of a living one stay", async () => {
    const clock = { now: 0 };
    const store = createMemoryStore(() => clock.now);
    const who = identityKey(omar.identity);
    const killed = createSessionCaps(store, { perIdentity: 2, perVm: 2 }, 1_000_000);
    const living = createSessionCaps(store, { perIdentity: 2, perVm: 2 }, 5);
    await killed.take(who, "tenant-a/web");
    const leave = await living.take(who, "tenant-a/web");
    expect(await living.take(who, "tenant-a/web")).toBeNull();
    clock.now = 44_000;
    await expect.poll(async () => (await store.members("consoles:vm:tenant-a/web")).length).toBe(2);
    await expect
      .poll(async () => {
        clock.now += 1_000;
        return store.countMembers("consoles:vm:tenant-a/web");
      })
      .toBe(1);
    leave?.();
    await expect.poll(() => living.hasRoom(who, "tenant-a/web")).toBe(true);
    expect(await store.countMembers("consoles:vm:tenant-a/web")).toBe(0);
  });
});
