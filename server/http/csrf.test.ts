import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { createCsrfToken } from "./csrf.ts";
import { origin, startSignedIn } from "./testing.ts";

const { upstream, product, cookie, dispose } = await startSignedIn();
afterAll(dispose);

beforeEach(() => {
  upstream.seen.length = 0;
});

const stop = (headers: Record<string, string>) =>
  product.ask("/api/v1/tenants/tenant-acme/vms/web-01/power", {
    method: "POST",
    headers: { cookie, origin, "content-type": "application/json", "sec-fetch-site": "same-origin", ...headers },
    body: JSON.stringify({ action: "stop" }),
  });

describe("C06: a write shows the token of its session's page", () => {
  it("and is refused without it, though cookie and origin are right", async () => {
    const other = await product.signIn("omar");
    const token = createCsrfToken(cookie);
    const [nonce, signature = ""] = token.split(".");
    const flipped = `${signature.startsWith("A") ? "B" : "A"}${signature.slice(1)}`;
    for (const wrong of ["", ".", "null", nonce, createCsrfToken(other), `${nonce}.${flipped}`, token.repeat(9)]) {
      const answer = await stop({ "x-csrf-token": wrong ?? "" });
      expect([answer.status, JSON.parse(answer.body).code]).toEqual([403, "stale-page"]);
    }
    expect((await stop({})).status).toBe(403);
    expect(upstream.seen).toEqual([]);
  });

  it("and a cookie of any name does not stand in for it", async () => {
    const planted = createCsrfToken("__Host-porthole=x");
    for (const name of ["csrf", "x-csrf-token", "__Host-csrf", "XSRF-TOKEN", "csrf_token"]) {
      const answer = await stop({ cookie: `${cookie}; ${name}=${planted}`, "x-csrf-token": planted });
      expect(answer.status).toBe(403);
    }
    expect(upstream.seen).toEqual([]);
  });

  it("and with it is carried out", async () => {
    await stop(product.asPage(cookie));
    expect(upstream.seen.length).toBeGreaterThan(0);
  });

  it("which is another one each time, and good for as long as the session", async () => {
    const tokens = [createCsrfToken(cookie), createCsrfToken(cookie)];
    expect(new Set(tokens).size).toBe(2);
    for (const token of tokens) expect((await stop({ "x-csrf-token": token })).status).not.toBe(403);
  });

  it("and so does signing out, by a script or by a form", async () => {
    const own = await product.signIn("leaving");
    const form = (body: string) =>
      product.ask("/auth/sign-out", {
        method: "POST",
        headers: { cookie: own, origin, "content-type": "application/x-www-form-urlencoded" },
        body,
      });
    const refused = await form("csrf=wrong");
    expect([refused.status, JSON.parse(refused.body).code]).toEqual([403, "stale-page"]);
    expect((await product.ask("/api/v1/me", { headers: { cookie: own } })).status).toBe(200);
    expect((await form(`${new URLSearchParams({ csrf: createCsrfToken(own) })}`)).status).toBe(303);
    expect((await product.ask("/api/v1/me", { headers: { cookie: own } })).status).toBe(401);
  });
});

it("A16: who one is comes with a token for writes, and with none that the cluster would take", async () => {
  const { body } = await product.ask("/api/v1/me", { headers: { cookie } });
  const { csrfToken, ...me } = JSON.parse(body);
  expect(me).toEqual({
    name: "ada",
    groups: [],
    startedAt: expect.stringMatching(/Z$/),
    expiresAt: expect.stringMatching(/Z$/),
    endsAt: expect.stringMatching(/Z$/),
    expiresInMs: expect.any(Number),
    endsInMs: expect.any(Number),
    scope: expect.stringMatching(/^[\w-]{16}$/),
  });
  expect(body).not.toContain("token-of-ada");
  expect((await stop({ "x-csrf-token": csrfToken })).status).not.toBe(403);
});
