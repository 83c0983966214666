import { once } from "node:events";
import { describe, expect, test } from "vitest";
import type { Audit } from "../audit/audit.ts";
import { createMemoryStore } from "../store/memory-store.ts";
import { createHolders } from "./holders.ts";
import { endOf, signIn } from "./testing.ts";
import { useGateways } from "./testing-gateways.ts";
import type { Admission } from "./ticket-store.ts";

const use = useGateways();
const place = { tenant: "tenant-acme", name: "web-01", kind: "serial" } as const;
const admission: Admission = {
  ...place,
  sessionId: "s",
  takeOver: false,
  client: null,
  atBoot: false,
  use: "open",
  viewOnly: false,
  source: { requestId: "r", address: "127.0.0.1" },
};
const [ada, omar] = [signIn("ada").person, signIn("omar").person];

/** As virt-handler does it: one place, the last who dials has it, and the other's connection simply ends. */
const onePlace = (): void => {
  let end = (): void => {};
  use.upstream.answer((guest, socket) => {
    end();
    end = () => void socket.destroy();
    guest.on("message", (data) => guest.send(data));
  });
};

describe("who holds a console", () => {
  test.each(["vnc", "serial"] as const)(
    "is known on every replica while it is open, and no longer (%s)",
    async (kind) => {
      const store = createMemoryStore();
      const one = await use.gatewayOf({ store });
      const other = await use.gatewayOf({ store });
      const browser = await one.open({ kind });
      await once(browser, "message");
      const holder = await other.gateway.holderOf({ ...place, kind });
      expect(holder).toMatchObject({ name: "ada" });
      expect(Date.parse(holder?.since ?? "")).toBeLessThanOrEqual(Date.now());
      expect(JSON.stringify(holder)).not.toContain("id.example");
      browser.close();
      await endOf(browser);
      await expect.poll(() => other.gateway.holderOf({ ...place, kind })).toBeNull();
    },
  );

  test("W16: a serial line that one of ours is on is not dialled before somebody chose to take it over", async () => {
    onePlace();
    const { open, gateway } = await use.gatewayOf();
    const first = await open({ kind: "serial" });
    await once(first, "message");
    const second = await open({ kind: "serial" });
    expect(await endOf(second)).toEqual([4423, "in-use"]);
    expect(use.upstream.dials).toHaveLength(1);
    expect(await gateway.holderOf(place)).toMatchObject({ name: "ada" });
    first.terminate();
  });

  test("F34: who is taken over is told by whom, on another replica too; the audit log says whose console it was", async () => {
    onePlace();
    const store = createMemoryStore();
    const lines: Parameters<Audit["record"]>[1][] = [];
    const audit: Audit = { record: (_person, line) => void lines.push(line), reopen: () => {}, dispose: () => {} };
    const one = await use.gatewayOf({ store, audit });
    const vera = { ...ada, identity: { ...ada.identity, name: "vera\u202e.rossi" } };
    const other = await use.gatewayOf({ store, audit, findPerson: async () => vera });
    for (const kind of ["serial", "vnc"] as const) {
      lines.length = 0;
      const first = await one.open({ kind });
      await once(first, "message");
      const told = endOf(first);
      const second = await one.open({ kind, takeOver: true }, other);
      await once(second, "message");
      expect(await told).toEqual([4411, "taken-over by vera.rossi"]);
      expect(await one.gateway.holderOf({ ...place, kind })).toMatchObject({ name: "vera.rossi" });
      expect(lines).toContainEqual(
        expect.objectContaining({ event: "console-open", outcome: "done", takeOver: true, holder: "ada" }),
      );
      expect(lines).toContainEqual(expect.objectContaining({ event: "console-close", closeCode: 4411 }));
      second.close();
      await endOf(second);
      await expect.poll(() => one.gateway.holderOf({ ...place, kind })).toBeNull();
    }
  });

  test("who is thrown out from outside of Porthole is not told a name", async () => {
    onePlace();
    const { open } = await use.gatewayOf();
    const first = await open({ kind: "vnc", takeOver: true });
    await once(first, "message");
    use.upstream.guests[0]?.terminate();
    expect(await endOf(first)).toEqual([4410, "guest-closed"]);
  });

  test("a take-over that fails is nobody's doing afterwards", async () => {
    onePlace();
    const { open } = await use.gatewayOf();
    const first = await open({ kind: "serial" });
    await once(first, "message");
    use.upstream.answer({ status: 404, body: "" });
    expect(await endOf(await open({ kind: "serial", takeOver: true }))).toEqual([4404, "not-found"]);
    use.upstream.guests[0]?.terminate();
    expect(await endOf(first)).toEqual([4410, "guest-closed"]);
  });
});

describe("a place", () => {
  test("is taken back unasked by the page that held it, not by another person who names the same page", async () => {
    const holders = createHolders(createMemoryStore());
    const mine = { ...admission, client: "the-page-of-ada-01" };
    (await holders.claim(ada, mine))?.hold();
    expect(await holders.claim(omar, mine)).toBeNull();
    expect(await holders.claim(ada, { ...mine, client: "another-tab-of-ada" })).toBeNull();
    const back = await holders.claim(ada, mine);
    expect(back?.before).toBeNull();
    back?.hold();
    expect(await holders.read(place)).toMatchObject({ name: "ada", client: mine.client });
  });

  test("of a replica that was killed comes free, that of a living one stays", async () => {
    const clock = { now: 0 };
    const store = createMemoryStore(() => clock.now);
    const killed = createHolders(store, 1_000_000);
    const living = createHolders(store, 5);
    (await killed.claim(ada, admission))?.hold();
    (await living.claim(omar, { ...admission, name: "db-01" }))?.hold();
    await expect
      .poll(async () => {
        clock.now += 1_000;
        return killed.read(place);
      })
      .toBeNull();
    expect(await living.read({ ...place, name: "db-01" })).toMatchObject({ name: "omar" });
  });

  test("that somebody else has by now is not given back by its former holder", async () => {
    const holders = createHolders(createMemoryStore());
    const first = await holders.claim(ada, admission);
    first?.hold();
    (await holders.claim(omar, { ...admission, takeOver: true }))?.hold();
    first?.release();
    expect(await holders.read(place)).toMatchObject({ name: "omar" });
  });

  test("whose record cannot be read is nobody's", async () => {
    const store = createMemoryStore();
    await store.set("console-holder:tenant-acme/web-01/serial", '{"name":7}', 1_000);
    expect(await createHolders(store).read(place)).toBeNull();
  });
});
