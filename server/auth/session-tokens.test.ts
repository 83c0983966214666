import { describe, expect, it } from "vitest";
import { ProblemError } from "../http/problem-error.ts";
import { createMemoryStore } from "../store/memory-store.ts";
import { sessionCookie } from "./cookies.ts";
import type { SignedIn } from "./session-record.ts";
import { createSessionStore } from "./session-store.ts";
import type { Refresh } from "./session-tokens.ts";

const minute = 60_000;

const signedIn = (tokens: Partial<SignedIn["tokens"]> = {}): SignedIn => ({
  identity: { issuer: "https://id.example", subject: "ada", name: "ada", groups: [] },
  tokens: { idToken: "id-of-ada", refreshToken: "r0", expiresAt: 10 * minute, ...tokens },
  sid: "s1",
});

/** A provider that rotates refresh tokens and refuses one that was used before, slowly enough to be raced. */
const rotating = () => {
  const state = { calls: 0, valid: "r0" };
  const refresh: Refresh = async ({ refreshToken }) => {
    state.calls += 1;
    await new Promise((resolve) => setImmediate(resolve));
    if (refreshToken !== state.valid) throw new ProblemError("session-ended");
    state.valid = `r${state.calls}`;
    return signedIn({
      idToken: `new ${state.calls}`,
      refreshToken: state.valid,
      expiresAt: (1 + state.calls) * 10 * minute,
    });
  };
  return { state, refresh };
};

const never: Refresh = () => Promise.reject(new Error("not now"));

const setUp = (refresh: Refresh) => {
  const clock = { now: 0 };
  const shared = createMemoryStore(() => clock.now);
  const limits = { idleMs: 60 * minute, absoluteMs: 240 * minute, max: 100, maxPerPerson: 20 };
  const replica = () => createSessionStore({ ...limits, store: shared, refresh, now: () => clock.now });
  const [store, other] = [replica(), replica()];
  const signIn = async (as = signedIn()) => `${sessionCookie}=${await store.open(as)}`;
  return { clock, shared, store, other, replica, signIn };
};

describe("tokens of a session", () => {
  it("O11: are renewed once for forty callers on two replicas", async () => {
    const { state, refresh } = rotating();
    const { clock, store, other, replica, signIn } = setUp(refresh);
    const header = await signIn();
    const [here, there] = await Promise.all([store.find(header), other.find(header)]);
    expect(await here?.token()).toBe("id-of-ada");
    clock.now = 9.5 * minute;
    const tokens = await Promise.all(Array.from({ length: 40 }, (_, at) => (at % 2 ? here : there)?.token()));
    expect(new Set(tokens)).toEqual(new Set(["new 1"]));
    expect(state.calls).toBe(1);
    expect(await (await replica().find(header))?.token()).toBe("new 1");
    expect(here?.ended.aborted).toBe(false);

    // Whoever still holds the old ones does not use them again.
    clock.now = 19.5 * minute;
    expect(await there?.token()).toBe("new 2");
    expect(await here?.token()).toBe("new 2");
    expect(state.calls).toBe(2);
  });

  it("renewing them does not count as activity (A13)", async () => {
    const { refresh } = rotating();
    const { clock, store, other, signIn } = setUp(refresh);
    const header = await signIn();
    const session = await store.find(header);
    clock.now = 9.5 * minute;
    await session?.token();
    expect((await other.find(header))?.expiresAt).toBe(60 * minute);
  });

  it("A12: a provider that refuses to renew them ends the session everywhere", async () => {
    const { clock, store, other, signIn } = setUp(() => Promise.reject(new ProblemError("session-ended")));
    const header = await signIn();
    const [here, there] = await Promise.all([store.find(header), other.find(header)]);
    clock.now = 9.5 * minute;
    await expect(here?.token()).rejects.toThrow("session-ended");
    expect([here?.ended.aborted, there?.ended.aborted]).toEqual([true, true]);
    expect(await other.find(header)).toBeNull();
  });

  it("end the session when they bring other groups, which would be another person's caches (P10)", async () => {
    const promoted = signedIn({ idToken: "new" });
    const { clock, store, other, signIn } = setUp(async () => ({
      ...promoted,
      identity: { ...promoted.identity, groups: ["more"] },
    }));
    const header = await signIn();
    const session = await store.find(header);
    clock.now = 9.5 * minute;
    await expect(session?.token()).rejects.toThrow("session-ended");
    expect(session?.ended.aborted).toBe(true);
    expect(await other.find(header)).toBeNull();
  });

  it("F13: are used to their end while the provider is away, then the session waits instead of ending, and says for whom", async () => {
    const { clock, store, signIn } = setUp(never);
    const session = await store.find(await signIn());
    clock.now = 9.5 * minute;
    expect(await session?.token()).toBe("id-of-ada");
    clock.now = 10 * minute;
    await expect(session?.token()).rejects.toMatchObject({ problem: { code: "sign-in-unavailable", status: 503 } });
    expect(session?.ended.aborted).toBe(false);
  });

  it("F19: renewed while the store went away, they are kept and told when it is back", async () => {
    const { state, refresh } = rotating();
    const { clock, shared, store, other, signIn } = setUp(refresh);
    const header = await signIn();
    const session = await store.find(header);
    clock.now = 9.5 * minute;
    const { replace } = shared;
    shared.replace = () => Promise.reject(new ProblemError("unavailable"));
    expect(await session?.token()).toBe("new 1");
    shared.replace = replace;
    await store.tend();
    expect(await (await other.find(header))?.token()).toBe("new 1");
    expect(state.calls).toBe(1);
  });

  it("A11: renewed while the session was ended elsewhere, they bring it not back", async () => {
    const { clock, store, other, signIn } = setUp(async () => {
      await other.endAll({ issuer: "https://id.example", subject: "ada" });
      return signedIn({ idToken: "new", expiresAt: 20 * minute });
    });
    const header = await signIn();
    const session = await store.find(header);
    clock.now = 9.5 * minute;
    await expect(session?.token()).rejects.toThrow("session-ended");
    expect(await store.find(header)).toBeNull();
  });

  it("A02: without a refresh token they bound the session", async () => {
    const { clock, store, other, signIn } = setUp(never);
    const header = await signIn(signedIn({ refreshToken: null }));
    const session = await store.find(header);
    session?.touch();
    expect(session?.expiresAt).toBe(10 * minute);
    clock.now = 10 * minute;
    await expect(session?.token()).rejects.toThrow("session-ended");
    expect(await other.find(header)).toBeNull();
  });
});
