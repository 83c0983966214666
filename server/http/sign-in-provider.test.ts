import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { locationOf, providerOf, sessionOf, startSignIn } from "./signing-in.ts";
import { json } from "./testing.ts";

let set: Awaited<ReturnType<typeof startSignIn>>;
beforeAll(async () => {
  set = await startSignIn();
  set.upstream.respond((_seen, response) => json(response, { items: [] }));
});
afterAll(() => set.dispose());
afterEach(() => {
  Object.assign(set.provider.state, { isAway: false, held: null, metadata: {} });
});

describe("a provider that is away", () => {
  it("F13: is said on the page with 503 and no redirect, keeps where one wanted to go, and mends itself", async () => {
    const own = await set.another();
    set.provider.state.isAway = true;
    const away = await own.ask("/auth/sign-in?returnTo=%2Ftenant-acme");
    expect([away.status, away.body]).toEqual([503, "page /sign-in?problem=unavailable&returnTo=%2Ftenant-acme 503"]);
    expect(away.headers.location).toBeUndefined();
    set.provider.state.isAway = false;
    expect(locationOf(await own.ask("/auth/sign-in"))).toContain(set.provider.issuer);
    await own.dispose();
  });

  it("F13: at the callback is said too, and sessions that are there go on", async () => {
    const header = sessionOf(await set.signIn());
    const { login, authorization } = await set.leave();
    const back = set.provider.agree(authorization);
    set.provider.state.isAway = true;
    const answer = await set.comeBack(back, login);
    expect([answer.status, answer.body]).toEqual([503, "page /sign-in?problem=unavailable 503"]);
    expect((await set.comeBack("/api/v1/tenants", header)).status).toBe(200);
  });

  it("F14: but only slow, makes its own person wait and nobody else", async () => {
    const own = await set.another();
    const other = await own.signIn("somebody");
    let release = () => {};
    set.provider.state.held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let isAnswered = false;
    const slow = own.ask("/auth/sign-in").finally(() => {
      isAnswered = true;
    });
    for (let turn = 0; turn < 5; turn += 1) {
      expect((await own.ask("/api/v1/tenants", { headers: { cookie: other } })).status).toBe(200);
      expect((await own.ask("/sign-in")).status).toBe(200);
    }
    expect(isAnswered).toBe(false);
    release();
    expect(locationOf(await slow)).toContain(set.provider.issuer);
    await own.dispose();
  });
});

describe("a provider that calls itself otherwise", () => {
  it("O10: is refused at the start, in the log and by the readiness, until it is mended", async () => {
    set.provider.state.metadata = { issuer: "https://evil.example" };
    const own = await set.another();
    const provider = providerOf(own);
    void provider.greet(own.stopping.signal);
    await expect.poll(() => provider.state).toBe("refused");
    expect(own.lines.join("")).toContain("the identity provider is not the configured one: nobody can sign in");
    const ready = await own.ask("/readyz");
    expect([ready.status, JSON.parse(ready.body)]).toMatchObject([503, { identityProvider: "refused" }]);
    const answer = await own.ask("/auth/sign-in");
    expect([answer.status, answer.body]).toEqual([503, "page /sign-in?problem=misconfigured 503"]);

    set.provider.state.metadata = {};
    expect(locationOf(await own.ask("/auth/sign-in"))).toContain(set.provider.issuer);
    expect((await own.ask("/readyz")).status).toBe(200);
    await own.dispose();
  });

  it("O10: a provider that is merely away at the start does not keep the product from starting", async () => {
    set.provider.state.isAway = true;
    const own = await set.another();
    void providerOf(own).greet(own.stopping.signal);
    await expect.poll(() => providerOf(own).state).toBe("unreachable");
    const ready = await own.ask("/readyz");
    expect([ready.status, JSON.parse(ready.body)]).toMatchObject([200, { identityProvider: "unreachable" }]);
    await own.dispose();
  });

  it("O10: is refused when it publishes no keys to prove its tokens with", async () => {
    set.provider.state.metadata = { jwks_uri: undefined };
    const own = await set.another();
    expect((await own.ask("/auth/sign-in")).body).toBe("page /sign-in?problem=misconfigured 503");
    await own.dispose();
  });
});
