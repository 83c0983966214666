import { SignJWT, UnsecuredJWT } from "jose";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type Mint, startProvider } from "../auth/testing.ts";
import { readConfig } from "../config.ts";
import { type Answer, json, origin, startProduct, startUpstream } from "./testing.ts";

const clientId = "porthole";
let provider: Awaited<ReturnType<typeof startProvider>>;
let upstream: Awaited<ReturnType<typeof startUpstream>>;
let product: Awaited<ReturnType<typeof startProduct>>;
const honest: Mint = (claims, sign) => sign(claims);

beforeAll(async () => {
  [provider, upstream] = await Promise.all([startProvider(clientId), startUpstream()]);
  const { oidc } = await readConfig({
    PORTHOLE_CLUSTER_URL: upstream.cluster.server,
    PORTHOLE_OIDC_ISSUER: provider.issuer,
    PORTHOLE_OIDC_CLIENT_ID: clientId,
  });
  product = await startProduct(upstream.cluster, { overrides: { oidc } });
  upstream.respond((_seen, response) => json(response, { items: [{ metadata: { name: "tenant-acme" } }] }));
});
afterAll(async () => {
  await product.dispose();
  await Promise.all([provider.dispose(), upstream.dispose()]);
});
afterEach(() => {
  provider.state.mint = honest;
  provider.state.isAway = false;
});

const cookiesOf = ({ headers }: Answer) => headers["set-cookie"] ?? [];
const cookie = (answer: Answer, name: string): string | undefined =>
  cookiesOf(answer)
    .find((line) => line.startsWith(`${name}=`))
    ?.split(";")[0];
const locationOf = ({ headers }: Answer) => headers.location ?? "";

/** Leaves for the provider; the login cookie and the address there. */
const leave = async (query = "", headers: Record<string, string> = {}) => {
  const answer = await product.ask(`/auth/sign-in${query}`, { headers });
  return { answer, login: cookie(answer, "__Host-porthole-login") ?? "", authorization: locationOf(answer) };
};

const comeBack = (target: string, header: string) => product.ask(target, { headers: { cookie: header } });

const expectNoSession = (answer: Answer, problem = "bad-request") => {
  expect(answer.status).toBe(303);
  expect(locationOf(answer)).toMatch(new RegExp(`^/sign-in\\?problem=${problem}`));
  expect(cookie(answer, "__Host-porthole")).toBeUndefined();
};

describe("signing in", () => {
  it("O04, O08: leads to the provider with PKCE, state and nonce, whatever the Host header says", async () => {
    const { authorization } = await leave("?returnTo=%2Ftenant-acme%2Fvms", {
      host: "evil.example",
      "x-forwarded-host": "evil.example",
    });
    const url = new URL(authorization);
    expect(url.origin).toBe(provider.issuer);
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

  it("A09, A14: opens a session under a new opaque cookie and goes where the person wanted", async () => {
    const planted = `__Host-porthole=${"A".repeat(43)}`;
    const { login, authorization } = await leave("?returnTo=%2Ftenant-acme%2Fvms%3Fq%3Da");
    const answer = await comeBack(provider.agree(authorization), `${login}; ${planted}`);
    expect([answer.status, locationOf(answer)]).toEqual([303, "/tenant-acme/vms?q=a"]);
    const [line = ""] = cookiesOf(answer).filter((one) => one.startsWith("__Host-porthole="));
    const [value, ...attributes] = line.split("; ");
    expect(value).toMatch(/^__Host-porthole=[\w-]{43}$/);
    expect(value).not.toBe(planted);
    expect(attributes.sort()).toEqual(["HttpOnly", "Path=/", "SameSite=Lax", "Secure"]);
    expect((await comeBack("/api/v1/tenants", value ?? "")).status).toBe(200);
    expect(upstream.seen.at(-1)?.headers.authorization).toMatch(/^Bearer eyJ/);
    expect((await comeBack("/api/v1/tenants", planted)).status).toBe(401);
  });

  it("ends the session that the browser had before", async () => {
    const before = await product.signIn("somebody");
    const { login, authorization } = await leave();
    await comeBack(provider.agree(authorization), `${login}; ${before}`);
    expect((await comeBack("/api/v1/tenants", before)).status).toBe(401);
  });

  it("works in two tabs side by side", async () => {
    const one = await leave("?returnTo=%2Ftenant-acme");
    const two = await leave("?returnTo=%2Ftenant-acme-dev", { cookie: one.login });
    expect(two.login).toBe(one.login);
    expect(locationOf(await comeBack(provider.agree(one.authorization), two.login))).toBe("/tenant-acme");
    expect(locationOf(await comeBack(provider.agree(two.authorization), two.login))).toBe("/tenant-acme-dev");
  });

  it("O01, O07: refuses no state, an unknown one, another browser's, a replayed one", async () => {
    const { login, authorization } = await leave();
    const other = await leave();
    const back = provider.agree(authorization);
    expectNoSession(await comeBack("/auth/callback?code=x", login));
    expectNoSession(await comeBack("/auth/callback", login));
    expectNoSession(await comeBack(`/auth/callback?code=x&state=${"A".repeat(43)}`, login));
    expectNoSession(await comeBack(back, other.login));
    expectNoSession(await comeBack(back, ""));
    expect((await comeBack(back, login)).headers.location).toBe("/");
    expectNoSession(await comeBack(back, login));
  });

  it("O02: refuses a code that belongs to another verifier", async () => {
    const victim = await leave();
    const attacker = await leave();
    const stolen = new URL(provider.agree(attacker.authorization), origin).searchParams.get("code") ?? "";
    const state = new URL(victim.authorization).searchParams.get("state") ?? "";
    expectNoSession(await comeBack(`/auth/callback?${new URLSearchParams({ code: stolen, state })}`, victim.login));
  });

  it("says that the provider refused", async () => {
    const { login, authorization } = await leave();
    const state = new URL(authorization).searchParams.get("state") ?? "";
    expectNoSession(await comeBack(`/auth/callback?error=access_denied&state=${state}`, login), "forbidden");
  });

  it.each<[string, Mint]>([
    ["a wrong nonce", (claims, sign) => sign({ ...claims, nonce: "other" })],
    ["no nonce", ({ nonce: _, ...claims }, sign) => sign(claims)],
    ["a wrong aud", (claims, sign) => sign({ ...claims, aud: "other" })],
    ["a wrong iss", (claims, sign) => sign({ ...claims, iss: "https://evil.example" })],
    ["an exp that is past", (claims, sign) => sign({ ...claims, exp: 1000 })],
    ["a nbf far ahead", (claims, sign) => sign({ ...claims, nbf: Math.floor(Date.now() / 1000) + 3600 })],
    ["alg none", async (claims) => new UnsecuredJWT(claims).encode()],
    [
      "alg HS256 with the public key",
      (claims) =>
        new SignJWT(claims)
          .setProtectedHeader({ alg: "HS256", kid: "one" })
          .sign(Buffer.from(JSON.stringify(provider.publicJwk))),
    ],
    ["a broken signature", async (claims, sign) => `${(await sign(claims)).slice(0, -20)}${"A".repeat(20)}`],
  ])("O03: refuses an ID token with %s", async (_name, mint) => {
    provider.state.mint = mint;
    const { login, authorization } = await leave();
    expectNoSession(await comeBack(provider.agree(authorization), login));
    expect(product.lines.join("")).toContain("sign-in failed");
  });

  it("says so while the provider is away, keeps where one wanted to go, and mends itself", async () => {
    const { oidc } = product.services.config;
    const own = await startProduct(upstream.cluster, { overrides: { oidc } });
    provider.state.isAway = true;
    const away = await own.ask("/auth/sign-in?returnTo=%2Ftenant-acme");
    expect(locationOf(away)).toBe("/sign-in?problem=unavailable&returnTo=%2Ftenant-acme");
    provider.state.isAway = false;
    expect(locationOf(await own.ask("/auth/sign-in"))).toContain(provider.issuer);
    await own.dispose();
  });

  it("O10: refuses a provider that calls itself otherwise", async () => {
    provider.state.metadata = { issuer: "https://evil.example" };
    const { oidc } = product.services.config;
    const own = await startProduct(upstream.cluster, { overrides: { oidc } });
    expect(locationOf(await own.ask("/auth/sign-in"))).toBe("/sign-in?problem=unavailable");
    provider.state.metadata = {};
    await own.dispose();
  });
});

describe("signing out", () => {
  const signIn = async () => {
    const { login, authorization } = await leave();
    return cookie(await comeBack(provider.agree(authorization), login), "__Host-porthole") ?? "";
  };
  const signOut = (header: string, more: Record<string, string> = {}) =>
    product.ask("/auth/sign-out", {
      method: "POST",
      headers: { ...product.asPage(header), "content-type": "application/x-www-form-urlencoded", ...more },
    });

  it("A11: ends the session and what hangs on it, revokes the refresh token, and the next sign-in asks anew", async () => {
    const header = await signIn();
    const session = await product.services.sessions.find(header);
    const answer = await signOut(header);
    expect([answer.status, locationOf(answer)]).toEqual([303, "/sign-in"]);
    expect(session?.ended.aborted).toBe(true);
    expect(cookie(answer, "__Host-porthole")).toBe("__Host-porthole=");
    expect((await comeBack("/api/v1/tenants", header)).status).toBe(401);
    await expect.poll(() => provider.state.revoked).toContain(provider.state.refreshToken);
    const again = await leave("", { cookie: cookie(answer, "__Host-porthole-signed-out") ?? "" });
    expect(new URL(again.authorization).searchParams.get("prompt")).toBe("login");
  });

  it("tells a script where to go, and is no error when there was no session", async () => {
    const answer = await signOut("", { "sec-fetch-mode": "cors", "sec-fetch-site": "same-origin" });
    expect([answer.status, JSON.parse(answer.body)]).toEqual([200, { location: "/sign-in" }]);
  });

  it("is not done by another site, nor by reading", async () => {
    const header = await signIn();
    expect((await signOut(header, { origin: "https://evil.example" })).status).toBe(403);
    expect((await comeBack("/auth/sign-out", header)).status).toBe(404);
    expect((await comeBack("/api/v1/tenants", header)).status).toBe(200);
  });
});

describe("renewing", () => {
  it("O11, A12: is done once for many requests, and refused renewal ends the session", async () => {
    provider.state.lifetimeSeconds = 30;
    const { login, authorization } = await leave();
    const header = cookie(await comeBack(provider.agree(authorization), login), "__Host-porthole") ?? "";
    provider.state.lifetimeSeconds = 600;
    const before = provider.state.refreshes;
    const answers = await Promise.all(Array.from({ length: 20 }, () => comeBack("/api/v1/tenants", header)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(provider.state.refreshes - before).toBe(1);

    provider.state.lifetimeSeconds = 30;
    const next = await leave();
    const second = cookie(await comeBack(provider.agree(next.authorization), next.login), "__Host-porthole") ?? "";
    provider.state.lifetimeSeconds = 600;
    provider.state.refreshToken = "somebody used it elsewhere";
    const session = await product.services.sessions.find(second);
    const refused = await comeBack("/api/v1/tenants", second);
    expect([refused.status, JSON.parse(refused.body).code]).toEqual([401, "session-ended"]);
    expect(session?.ended.aborted).toBe(true);
  });
});

it("A18: none of this wrote a token, code or cookie to the log", () => {
  const all = product.lines.join("");
  expect(all).toContain("sign-in failed");
  expect(all).not.toMatch(/eyJ[\w-]|code-\d|__Host-porthole=/);
});
