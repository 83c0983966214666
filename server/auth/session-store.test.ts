import { describe, expect, it } from "vitest";
import { ProblemError } from "../http/problem-error.ts";
import { createMemoryStore } from "../store/memory-store.ts";
import { sessionCookie } from "./cookies.ts";
import { sessionKey } from "./session-index.ts";
import type { SignedIn } from "./session-record.ts";
import { createSessionStore, namesSession, type SessionStoreOptions } from "./session-store.ts";
import type { Refresh } from "./session-tokens.ts";

const minute = 60_000;

const signedIn = (name: string, tokens: Partial<SignedIn["tokens"]> = {}, more: Partial<SignedIn> = {}): SignedIn => ({
  identity: { issuer: "https://id.example", subject: name, name, groups: [] },
  tokens: { idToken: `id-of-${name}`, refreshToken: "r0", expiresAt: 10 * minute, ...tokens },
  ...more,
});

const never: Refresh = () => Promise.reject(new Error("not now"));

/** Two replicas on one store, and a clock that only the test moves. */
const setUp = (options: Partial<SessionStoreOptions> = {}) => {
  const clock = { now: 0 };
  const shared = createMemoryStore(() => clock.now);
  const limits = { idleMs: 60 * minute, absoluteMs: 240 * minute, max: 100, maxPerPerson: 20 };
  const replica = () =>
    createSessionStore({ ...limits, store: shared, refresh: never, now: () => clock.now, ...options });
  const [store, other] = [replica(), replica()];
  const header = (cookie: string) => `other=1; ${sessionCookie}=${cookie}`;
  return { clock, shared, store, other, replica, signIn: async (as: SignedIn) => header(await store.open(as)) };
};

const idOf = async (store: ReturnType<typeof setUp>["store"], header: string) =>
  (await store.find(header))?.sessionId ?? "";

describe("session store", () => {
  it("finds a session by its cookie only, on every replica, and never names the cookie's value", async () => {
    const { store, other, signIn } = setUp();
    const header = await signIn(signedIn("ada"));
    for (const replica of [store, other]) {
      const session = await replica.find(header);
      expect(session?.identity.name).toBe("ada");
      expect(await session?.token()).toBe("id-of-ada");
      expect(header).not.toContain(session?.sessionId);
      for (const wrong of [null, undefined, "", header.slice(0, -1), `${sessionCookie}=${"A".repeat(43)}`]) {
        expect(await replica.find(wrong)).toBeNull();
      }
    }
  });

  it("tells a forgotten session from none", () => {
    expect(namesSession(`${sessionCookie}=${"A".repeat(43)}`)).toBe(true);
    expect(namesSession(`${sessionCookie}=planted`)).toBe(false);
    expect(namesSession(null)).toBe(false);
  });

  it("A02: who reads the store finds neither a token nor a name nor a cookie", async () => {
    const { store, shared, signIn } = setUp();
    const header = await signIn(signedIn("ada", {}, { sid: "sid-of-ada" }));
    const record = await shared.get(sessionKey(await idOf(store, header)));
    const decoded = Buffer.from(record ?? "", "base64url").toString("latin1");
    expect(record?.length).toBeGreaterThan(100);
    for (const secret of ["id-of-ada", "r0", "ada", "sid-of-ada"]) expect(decoded).not.toContain(secret);
  });

  it.each<[string, (sealed: string, others: string) => string]>([
    ["nothing", () => ""],
    ["no seal at all", () => JSON.stringify(signedIn("ada"))],
    ["cut short", (sealed) => sealed.slice(0, 40)],
    ["changed in one bit", (sealed) => `${sealed.slice(0, -1)}${sealed.endsWith("A") ? "E" : "A"}`],
    ["another person's", (_, others) => others],
  ])("A02, F19: a record that is %s is nobody's session", async (_name, spoil) => {
    const { store, other, shared, signIn } = setUp();
    const header = await signIn(signedIn("ada"));
    const key = sessionKey(await idOf(store, header));
    const others = await shared.get(sessionKey(await idOf(store, await signIn(signedIn("omar")))));
    await shared.set(key, spoil((await shared.get(key)) ?? "", others ?? ""), minute);
    expect(await other.find(header)).toBeNull();
  });

  it.each([[""], [null]])("A02: a session whose token is %j is none", async (idToken) => {
    const { store, signIn } = setUp();
    // Not what the type says: what a broken writer could have left.
    const header = await signIn(signedIn("ada", { idToken: idToken as string }));
    expect(await store.find(header)).toBeNull();
  });

  it("A13: an idle session ends everywhere; only what a person does extends it, never past the absolute limit", async () => {
    const { clock, store, other, signIn } = setUp();
    const header = await signIn(signedIn("ada", { expiresAt: 1000 * minute }));
    const session = await store.find(header);
    for (clock.now = 0; clock.now < 59 * minute; clock.now += minute) {
      // Polls and streams of an open tab: found, used, tended.
      await (await store.find(header))?.token();
      await Promise.all([store.tend(), other.tend()]);
    }
    expect(session?.expiresAt).toBe(60 * minute);
    session?.touch();
    expect(session?.expiresAt).toBe(119 * minute);
    await store.tend();
    expect((await other.find(header))?.expiresAt).toBe(119 * minute);
    for (let at = 100; at < 240; at += 50) {
      clock.now = at * minute;
      session?.touch();
      await store.tend();
    }
    expect(session?.expiresAt).toBe(240 * minute);
    clock.now = 240 * minute;
    await store.tend();
    expect(session?.ended.aborted).toBe(true);
    expect(await store.find(header)).toBeNull();
    expect(await other.find(header)).toBeNull();
    await expect(session?.token()).rejects.toThrow("session-ended");
  });

  it("A13: polls and streams on one replica do not keep what is idle on all", async () => {
    const { clock, store, other, signIn } = setUp();
    const header = await signIn(signedIn("ada", { expiresAt: 1000 * minute }));
    const stream = await other.find(header);
    stream?.ended.addEventListener("abort", () => {});
    for (; clock.now < 60 * minute; clock.now += minute) {
      await other.tend();
      expect(stream?.ended.aborted).toBe(false);
      await (await store.find(header))?.token();
    }
    await other.tend();
    expect(stream?.ended.aborted).toBe(true);
    expect(await store.find(header)).toBeNull();
  });

  it("writes use down now and then, not with every request, and loses none of it", async () => {
    const { clock, shared, store, signIn } = setUp();
    const header = await signIn(signedIn("ada"));
    const session = await store.find(header);
    let writes = 0;
    const { extend } = shared;
    shared.extend = (key, ttlMs) => {
      writes += 1;
      return extend(key, ttlMs);
    };
    for (let turn = 0; turn < 50; turn += 1) {
      clock.now += 1000;
      session?.touch();
      await store.tend();
    }
    expect(writes).toBe(2);
    clock.now += minute;
    await store.tend();
    expect(await shared.endsIn(sessionKey(session?.sessionId ?? ""))).toBe(59 * minute);
  });

  it("A11: one of two sessions of a person ends everywhere, the other nowhere", async () => {
    const { store, other, signIn } = setUp();
    const [one, two] = [await signIn(signedIn("ada")), await signIn(signedIn("ada"))];
    const held = await Promise.all([store.find(one), other.find(one), store.find(two), other.find(two)]);
    await held[0]?.end();
    expect(held.map((session) => session?.ended.aborted)).toEqual([true, true, false, false]);
    expect(await other.find(one)).toBeNull();
    expect(await other.find(two)).not.toBeNull();
  });

  it("A11: a replica that was not told notices within five seconds", async () => {
    const { clock, shared, store, other, signIn } = setUp();
    const header = await signIn(signedIn("ada"));
    const [here, there] = await Promise.all([store.find(header), other.find(header)]);
    shared.publish = async () => {};
    await here?.end();
    expect(there?.ended.aborted).toBe(false);
    await other.tend();
    expect(there?.ended.aborted).toBe(true);

    // Asked before it could look by itself, it looks.
    const again = await signIn(signedIn("ada"));
    await other.find(again);
    await (await store.find(again))?.end();
    clock.now += 5001;
    expect(await other.find(again)).toBeNull();
  });

  it("ends all sessions of a person, and of nobody else", async () => {
    const { store, other, signIn } = setUp();
    const [one, two] = [await signIn(signedIn("ada")), await signIn(signedIn("ada"))];
    const omar = await signIn(signedIn("omar"));
    const elsewhere = signedIn("ada");
    const namesake = await signIn({
      ...elsewhere,
      identity: { ...elsewhere.identity, issuer: "https://else.example" },
    });
    expect(await other.endAll({ issuer: "https://id.example", subject: "ada" })).toBe(2);
    expect(await Promise.all([one, two, omar, namesake].map((header) => store.find(header)))).toEqual([
      null,
      null,
      expect.anything(),
      expect.anything(),
    ]);
    expect(await store.count()).toBe(2);
  });

  it("ends what the identity provider says: one of its sessions, or all of a person", async () => {
    const { store, other, signIn } = setUp();
    const issuer = "https://id.example";
    const headers = [
      await signIn(signedIn("ada", {}, { sid: "s1" })),
      await signIn(signedIn("ada", {}, { sid: "s2" })),
      await signIn(signedIn("ada")),
    ];
    const living = async () =>
      (await Promise.all(headers.map((header) => store.find(header)))).map((session) => session !== null);
    expect(await other.endByProvider({ issuer: "https://else.example", sid: "s1" })).toBe(0);
    expect(await other.endByProvider({ issuer })).toBe(0);
    expect(await living()).toEqual([true, true, true]);
    expect(await other.endByProvider({ issuer, sid: "s1", subject: "ada" })).toBe(1);
    expect(await living()).toEqual([false, true, true]);
    expect(await other.endByProvider({ issuer, subject: "ada" })).toBe(2);
    expect(await living()).toEqual([false, false, false]);
  });

  it("is bounded: of a person the longest unused goes, over all a new one is refused", async () => {
    const { clock, store, other, signIn } = setUp({ max: 3, maxPerPerson: 2 });
    const first = await signIn(signedIn("ada"));
    clock.now += minute;
    const second = await signIn(signedIn("ada"));
    clock.now += minute;
    (await store.find(first))?.touch();
    await store.tend();
    const third = await signIn(signedIn("ada"));
    const living = await Promise.all([first, second, third].map((header) => other.find(header)));
    expect(living.map((session) => session !== null)).toEqual([true, false, true]);
    await signIn(signedIn("omar"));
    await expect(other.open(signedIn("vera"))).rejects.toThrow("too-many-requests");
    expect(await store.count()).toBe(3);
    clock.now = 70 * minute;
    expect(await store.count()).toBe(0);
    await other.open(signedIn("vera"));
  });

  it("keeps in the process what is used or waited for, and finds the rest again", async () => {
    const { clock, store, signIn } = setUp();
    const [used, held] = [await signIn(signedIn("ada")), await signIn(signedIn("omar"))];
    const stream = await store.find(held);
    stream?.ended.addEventListener("abort", () => {});
    await store.find(used);
    clock.now += 2 * minute;
    await store.tend();
    expect(store.loaded).toBe(1);
    const again = await store.find(used);
    expect(again?.identity.name).toBe("ada");
    await again?.end();
    await (await store.find(held))?.end();
    expect(stream?.ended.aborted).toBe(true);
  });

  it("F19: a lost store signs everybody out, and whoever signs in again is who they are", async () => {
    const { shared, store, other, signIn } = setUp();
    const header = await signIn(signedIn("ada"));
    const session = await other.find(header);
    await shared.dispose();
    await other.tend();
    expect(session?.ended.aborted).toBe(true);
    expect(await store.find(header)).toBeNull();
    expect((await store.find(await signIn(signedIn("omar"))))?.identity.name).toBe("omar");
  });

  it("F19: while the store is away nothing is answered from elsewhere; what is open goes on for a minute, then tries again", async () => {
    const { clock, shared, store, signIn } = setUp();
    const header = await signIn(signedIn("ada", { expiresAt: 100 * minute }));
    const session = await store.find(header);
    const { get, endsIn } = shared;
    const away = () => Promise.reject(new ProblemError("store-unavailable"));
    Object.assign(shared, { get: away, endsIn: away });
    clock.now += 5001;
    await expect(store.find(header)).rejects.toThrow("store-unavailable");
    expect(await session?.token()).toBe("id-of-ada");
    await store.tend();
    expect(session?.ended.aborted).toBe(false);
    clock.now += minute;
    await store.tend();
    expect(session?.ended.reason).toMatchObject({ problem: { code: "store-unavailable" } });
    await expect(session?.token()).rejects.toThrow("store-unavailable");
    Object.assign(shared, { get, endsIn });
    expect((await store.find(header))?.identity.name).toBe("ada");
  });
});
