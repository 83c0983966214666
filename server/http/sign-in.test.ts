import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { clientId, honest, locationOf, sessionOf, startSignIn } from "./signing-in.ts";
import { type Answer, json, origin } from "./testing.ts";

let set: Awaited<ReturnType<typeof startSignIn>>;
beforeAll(async () => {
  set = await startSignIn();
  set.upstream.respond((_seen, response) => json(response, { items: [{ metadata: { name: "tenant-acme" } }] }));
});
afterAll(() => set.dispose());
afterEach(() => {
  set.provider.state.mint = honest;
  set.provider.state.isAway = false;
});

const expectRefused = (answer: Answer, status: number, problem: string) => {
  expect([answer.status, answer.body]).toEqual([status, `page /sign-in?problem=${problem} ${status}`]);
  expect(answer.headers.location).toBeUndefined();
  expect(sessionOf(answer)).toBe("");
};

describe("signing in", () => {
  it("O08: leads to the provider with PKCE, state and nonce, and redirect_uri is the configured origin's", async () => {
    const { authorization } = await set.leave("?returnTo=%2Ftenant-acme%2Fvms", {
      host: "evil.example",
      "x-forwarded-host": "evil.example",
    });
    const url = new URL(authorization);
    expect(url.origin).toBe(set.provider.issuer);
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      client_id: clientId,
      response_type: "code",
      redirect_uri: `${origin}/auth/callback`,
      scope: "openid profile email groups",
      code_challenge_method: "S256",
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
    });
    expect(url.searchParams.has("prompt")).toBe(false);
  });

  it("A09: opens a session under a new opaque cookie (A14) and goes where the person wanted", async () => {
    const planted = `__Host-porthole=${"A".repeat(43)}`;
    const { login, authorization } = await set.leave("?returnTo=%2Ftenant-acme%2Fvms%3Fq%3Da");
    const answer = await set.comeBack(set.provider.agree(authorization), `${login}; ${planted}`);
    expect([answer.status, locationOf(answer)]).toEqual([303, "/tenant-acme/vms?q=a"]);
    const lines = (answer.headers["set-cookie"] ?? []).filter((one) => one.startsWith("__Host-porthole="));
    const [value = "", ...attributes] = lines.join().split("; ");
    expect(value).toMatch(/^__Host-porthole=[\w-]{43}$/);
    expect(value).not.toBe(planted);
    expect(attributes.sort()).toEqual(["HttpOnly", "Path=/", "SameSite=Lax", "Secure"]);
    expect((await set.comeBack("/api/v1/tenants", value)).status).toBe(200);
    expect(set.upstream.seen.at(-1)?.headers.authorization).toMatch(/^Bearer eyJ/);
    expect((await set.comeBack("/api/v1/tenants", planted)).status).toBe(401);
  });

  it("ends the session that the browser had before", async () => {
    const before = await set.product.signIn("somebody");
    const { login, authorization } = await set.leave();
    await set.comeBack(set.provider.agree(authorization), `${login}; ${before}`);
    expect((await set.comeBack("/api/v1/tenants", before)).status).toBe(401);
  });

  it("works in two tabs side by side", async () => {
    const one = await set.leave("?returnTo=%2Ftenant-acme");
    const two = await set.leave("?returnTo=%2Ftenant-acme-dev", { cookie: one.login });
    expect(two.login).toBe(one.login);
    expect(locationOf(await set.comeBack(set.provider.agree(one.authorization), two.login))).toBe("/tenant-acme");
    expect(locationOf(await set.comeBack(set.provider.agree(two.authorization), two.login))).toBe("/tenant-acme-dev");
  });

  it.each([
    "//evil.example",
    "https://evil.example",
    "/\\evil.example",
    "/%2f%2fevil.example",
    "/%09/evil.example",
    "javascript:alert(1)",
    "/\r\nset-cookie: a=b",
    "/..//evil.example",
    "@evil.example",
  ])("O05: leads back to / and not to %j", async (returnTo) => {
    const { login, authorization } = await set.leave(`?${new URLSearchParams({ returnTo })}`);
    expect(locationOf(await set.comeBack(set.provider.agree(authorization), login))).toBe("/");
  });

  it("O01: refuses no state, an unknown one, a replayed one", async () => {
    const { login, authorization } = await set.leave();
    const back = set.provider.agree(authorization);
    expectRefused(await set.comeBack("/auth/callback?code=x", login), 400, "expired");
    expectRefused(await set.comeBack("/auth/callback", login), 400, "expired");
    expectRefused(await set.comeBack(`/auth/callback?code=x&state=${"A".repeat(43)}`, login), 400, "expired");
    expect((await set.comeBack(back, login)).headers.location).toBe("/");
    expectRefused(await set.comeBack(back, login), 400, "expired");
  });

  it("O01: refuses a callback that holds neither code nor error", async () => {
    const { login, authorization } = await set.leave();
    const state = new URL(authorization).searchParams.get("state") ?? "";
    expectRefused(await set.comeBack(`/auth/callback?state=${state}`, login), 400, "expired");
  });

  it("O07: refuses another browser's callback, and leaves that browser's own sign-in be", async () => {
    const { login, authorization } = await set.leave();
    const other = await set.leave();
    const back = set.provider.agree(authorization);
    expectRefused(await set.comeBack(back, other.login), 400, "expired");
    expectRefused(await set.comeBack(back, ""), 400, "expired");
    expect((await set.comeBack(back, login)).headers.location).toBe("/");
  });

  it("O02: refuses a code that belongs to another verifier", async () => {
    const victim = await set.leave();
    const attacker = await set.leave();
    const stolen = new URL(set.provider.agree(attacker.authorization), origin).searchParams.get("code") ?? "";
    const state = new URL(victim.authorization).searchParams.get("state") ?? "";
    const query = new URLSearchParams({ code: stolen, state });
    expectRefused(await set.comeBack(`/auth/callback?${query}`, victim.login), 400, "expired");
  });

  it.each([
    ["access_denied", 403, "denied"],
    ["temporarily_unavailable", 503, "unavailable"],
  ])("says that the provider answered %s", async (error, status, problem) => {
    const { login, authorization } = await set.leave();
    const state = new URL(authorization).searchParams.get("state") ?? "";
    expectRefused(await set.comeBack(`/auth/callback?error=${error}&state=${state}`, login), status, problem);
  });
});

describe("renewing", () => {
  it("O11: is done once for many requests, and A12: refused renewal ends the session", async () => {
    const { provider, product, comeBack, signIn } = set;
    provider.state.lifetimeSeconds = 30;
    const header = sessionOf(await signIn());
    provider.state.lifetimeSeconds = 600;
    const before = provider.state.refreshes;
    const answers = await Promise.all(Array.from({ length: 20 }, () => comeBack("/api/v1/tenants", header)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(provider.state.refreshes - before).toBe(1);

    provider.state.lifetimeSeconds = 30;
    const second = sessionOf(await signIn());
    provider.state.lifetimeSeconds = 600;
    provider.state.refreshToken = "somebody used it elsewhere";
    const session = await product.services.sessions.find(second);
    const refused = await comeBack("/api/v1/tenants", second);
    expect([refused.status, JSON.parse(refused.body).code]).toEqual([401, "session-ended"]);
    expect(session?.ended.aborted).toBe(true);
  });
});

it("A18: none of this wrote a token, code or cookie to the log", () => {
  const all = set.product.lines.join("");
  expect(all).toContain("sign-in failed");
  expect(all).not.toMatch(/eyJ[\w-]|code-\d|__Host-porthole=/);
});
