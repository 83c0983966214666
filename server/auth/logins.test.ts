import { afterEach, describe, expect, it } from "vitest";
import { createMemoryStore } from "../store/memory-store.ts";
import { createLogins, loginLifetimeMs } from "./logins.ts";
import type { SignedIn } from "./session-record.ts";

const signedIn: SignedIn = {
  identity: { issuer: "https://id.example", subject: "ada", name: "ada", groups: [] },
  tokens: { idToken: "token", refreshToken: null, expiresAt: 1 },
};

const setUp = (max?: number) => {
  const clock = { now: 0 };
  const store = createMemoryStore(() => clock.now);
  const exchanged: string[] = [];
  const replica = () =>
    createLogins({
      store,
      ...(max && { max }),
      provider: {
        authorizationUrl: async ({ state }) => new URL(`https://id.example/authorize?state=${state}`),
        exchange: async (_, { verifier }) => {
          exchanged.push(verifier);
          return signedIn;
        },
      },
    });
  const [one, other] = [replica(), replica()];
  const begin = async (browser: string | null = null, returnTo = "/") => {
    const begun = await one.begin({ returnTo, browser, anew: false });
    const state = new URL(begun.location).searchParams.get("state") ?? "";
    return { ...begun, state, callback: new URL(`https://porthole.example/auth/callback?state=${state}&code=x`) };
  };
  stores.push(store);
  return { clock, store, one, other, begin, exchanged };
};
const stores: ReturnType<typeof createMemoryStore>[] = [];
afterEach(async () => {
  for (const store of stores.splice(0)) await store.dispose();
});

describe("unfinished sign-ins", { timeout: 60_000 }, () => {
  it("F18: begun on one replica they are finished on the other, once", async () => {
    const { other, one, begin, exchanged } = setUp();
    const { callback, browser } = await begin(null, "/tenant-acme/vms");
    expect(await other.finish(callback, browser)).toEqual({ signedIn, returnTo: "/tenant-acme/vms" });
    expect(exchanged[0]).toMatch(/^[\w-]{43}$/);
    for (const replica of [one, other]) {
      await expect(replica.finish(callback, browser)).rejects.toThrow("bad-request");
    }
  });

  it("O01, O07: another browser finds nothing, and uses nothing up", async () => {
    const { other, begin } = setUp();
    const [victim, attacker] = [await begin(), await begin()];
    await expect(other.finish(attacker.callback, victim.browser)).rejects.toThrow("bad-request");
    await expect(other.finish(victim.callback, null)).rejects.toThrow("bad-request");
    await expect(other.finish(new URL("https://porthole.example/auth/callback"), victim.browser)).rejects.toThrow();
    expect((await other.finish(victim.callback, victim.browser)).signedIn).toBe(signedIn);
  });

  it("who reads the store learns neither state, verifier nor where somebody wanted to go", async () => {
    const { store, begin } = setUp();
    const { state, browser } = await begin(null, "/tenant-secret");
    const [key = ""] = await store.members("logins");
    const value = (await store.get(key)) ?? "";
    const seen = key + value + Buffer.from(value, "base64url").toString("latin1");
    expect(value.length).toBeGreaterThan(50);
    for (const secret of [state, browser, "tenant-secret", "verifier"]) expect(seen).not.toContain(secret);
  });

  it("O04: ten thousand states never repeat and have at least 128 random bits", async () => {
    const { begin } = setUp(100);
    const states = new Set<string>();
    const ones = new Array<number>(256).fill(0);
    const samples = 10_000;
    for (let turn = 0; turn < samples; turn += 1) {
      const { state } = await begin();
      states.add(state);
      for (const [at, byte] of Buffer.from(state, "base64url").entries()) {
        for (let bit = 0; bit < 8; bit += 1) ones[at * 8 + bit] = (ones[at * 8 + bit] ?? 0) + ((byte >> bit) & 1);
      }
    }
    expect(states.size).toBe(samples);
    // A fair bit is a one in half of the samples; five times the standard deviation is further than chance goes.
    const fair = ones.filter((count) => Math.abs(count - samples / 2) < 5 * Math.sqrt(samples / 4));
    expect(fair.length).toBeGreaterThanOrEqual(250);
  });

  it("O09: ten thousand that are never finished are bounded, the oldest makes room, and all go with their time", async () => {
    const { clock, store, other, begin } = setUp(1_000);
    const first = await begin();
    clock.now += 1;
    for (let turn = 0; turn < 10_000; turn += 1) await begin();
    const last = await begin();
    expect(await store.countMembers("logins")).toBe(1_000);
    expect(store.size).toBe(1_001);
    await expect(other.finish(first.callback, first.browser)).rejects.toThrow("bad-request");
    expect((await other.finish(last.callback, last.browser)).signedIn).toBe(signedIn);
    expect(store.size).toBe(1_000);
    clock.now += loginLifetimeMs;
    store.sweep();
    expect(store.size).toBe(0);
  });
});
