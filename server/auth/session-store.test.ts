import { describe, expect, it } from "vitest";
import { ProblemError } from "../http/problem-error.ts";
import { sessionCookie } from "./cookies.ts";
import type { Refresh, SignedIn } from "./session.ts";
import { createMemorySessionStore, type MemoryStoreOptions, namesSession } from "./session-store.ts";

const minute = 60_000;

const signedIn = (name: string, tokens: Partial<SignedIn["tokens"]> = {}): SignedIn => ({
  identity: { issuer: "https://id.example", subject: name, name, groups: [] },
  tokens: { idToken: `id-of-${name}`, refreshToken: "r0", expiresAt: 10 * minute, ...tokens },
});

const never: Refresh = () => Promise.reject(new Error("not now"));

const setUp = (options: Partial<MemoryStoreOptions> = {}) => {
  const clock = { now: 0 };
  const limits = { idleMs: 60 * minute, absoluteMs: 240 * minute, max: 100, maxPerPerson: 20 };
  const store = createMemorySessionStore({ ...limits, refresh: never, now: () => clock.now, ...options });
  const header = (cookie: string) => `other=1; ${sessionCookie}=${cookie}`;
  return { clock, store, header, signIn: async (as: SignedIn) => header(await store.open(as)) };
};

describe("session store", () => {
  it("finds a session by its cookie only, and never names the cookie's value", async () => {
    const { store, signIn } = setUp();
    const header = await signIn(signedIn("ada"));
    const session = await store.find(header);
    expect(session?.identity.name).toBe("ada");
    expect(header).not.toContain(session?.sessionId);
    for (const wrong of [null, undefined, "", header.slice(0, -1), `${sessionCookie}=${"A".repeat(43)}`]) {
      expect(await store.find(wrong)).toBeNull();
    }
  });

  it("tells a forgotten session from none", () => {
    expect(namesSession(`${sessionCookie}=${"A".repeat(43)}`)).toBe(true);
    expect(namesSession(`${sessionCookie}=planted`)).toBe(false);
    expect(namesSession(null)).toBe(false);
  });

  it("A13: ends an idle session; only what a person does extends it, and never past the absolute limit", async () => {
    const { clock, store, signIn } = setUp();
    const header = await signIn(signedIn("ada"));
    const session = await store.find(header);
    clock.now = 59 * minute;
    await store.find(header);
    expect(session?.expiresAt).toBe(60 * minute);
    session?.touch();
    expect(session?.expiresAt).toBe(119 * minute);
    for (let at = 100; at < 240; at += 50) {
      clock.now = at * minute;
      session?.touch();
    }
    expect(session?.expiresAt).toBe(240 * minute);
    clock.now = 240 * minute;
    store.sweep();
    expect(session?.ended.aborted).toBe(true);
    expect(await store.find(header)).toBeNull();
    await expect(session?.token()).rejects.toThrow("session-ended");
    expect(store.size).toBe(0);
  });

  it("ends one session of a person and leaves the other", async () => {
    const { store, signIn } = setUp();
    const [one, other] = [await signIn(signedIn("ada")), await signIn(signedIn("ada"))];
    (await store.find(one))?.end();
    expect(await store.find(one)).toBeNull();
    expect(await store.find(other)).not.toBeNull();
  });

  it("is bounded: per person the oldest goes, over all a new one is refused", async () => {
    const { store, signIn } = setUp({ max: 3, maxPerPerson: 2 });
    const [first, second, third] = [
      await signIn(signedIn("ada")),
      await signIn(signedIn("ada")),
      await signIn(signedIn("ada")),
    ];
    expect(await store.find(first)).toBeNull();
    expect(await store.find(second)).not.toBeNull();
    expect(await store.find(third)).not.toBeNull();
    await signIn(signedIn("omar"));
    await expect(store.open(signedIn("vera"))).rejects.toThrow("too-many-requests");
    expect(store.size).toBe(3);
  });
});

describe("tokens of a session", () => {
  it("O11: are renewed once for twenty callers", async () => {
    let calls = 0;
    const refresh: Refresh = async ({ refreshToken }) => {
      calls += 1;
      expect(refreshToken).toBe("r0");
      return signedIn("ada", { idToken: "new", refreshToken: "r1", expiresAt: 20 * minute });
    };
    const { clock, store, signIn } = setUp({ refresh });
    const session = await store.find(await signIn(signedIn("ada")));
    expect(await session?.token()).toBe("id-of-ada");
    clock.now = 9.5 * minute;
    const tokens = await Promise.all(Array.from({ length: 20 }, () => session?.token()));
    expect(new Set(tokens)).toEqual(new Set(["new"]));
    expect(await session?.token()).toBe("new");
    expect(calls).toBe(1);
  });

  it("A12: end the session when the provider refuses to renew them", async () => {
    const refresh: Refresh = () => Promise.reject(new ProblemError("session-ended"));
    const { clock, store, signIn } = setUp({ refresh });
    const header = await signIn(signedIn("ada"));
    const session = await store.find(header);
    clock.now = 9.5 * minute;
    await expect(session?.token()).rejects.toThrow("session-ended");
    expect(session?.ended.aborted).toBe(true);
    expect(await store.find(header)).toBeNull();
  });

  it("P10: end the session when they bring other groups, which would be another person's caches", async () => {
    const promoted = signedIn("ada", { idToken: "new" });
    const refresh: Refresh = async () => ({ ...promoted, identity: { ...promoted.identity, groups: ["more"] } });
    const { clock, store, signIn } = setUp({ refresh });
    const session = await store.find(await signIn(signedIn("ada")));
    clock.now = 9.5 * minute;
    await expect(session?.token()).rejects.toThrow("session-ended");
    expect(session?.ended.aborted).toBe(true);
  });

  it("are used to their end while the provider is away, then the session waits instead of ending", async () => {
    const { clock, store, signIn } = setUp();
    const session = await store.find(await signIn(signedIn("ada")));
    clock.now = 9.5 * minute;
    expect(await session?.token()).toBe("id-of-ada");
    clock.now = 10 * minute;
    await expect(session?.token()).rejects.toThrow("unavailable");
    expect(session?.ended.aborted).toBe(false);
  });

  it("A02: without a refresh token bound the session", async () => {
    const { clock, store, signIn } = setUp();
    const session = await store.find(await signIn(signedIn("ada", { refreshToken: null })));
    expect(session?.expiresAt).toBe(10 * minute);
    clock.now = 10 * minute;
    await expect(session?.token()).rejects.toThrow("session-ended");
  });
});
