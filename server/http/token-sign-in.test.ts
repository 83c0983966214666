import { SignJWT } from "jose";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { longestKubeconfig, longestToken } from "#lib/sign-in.ts";
import { sessionOf } from "./signing-in.ts";
import { json, origin, type Respond, startProduct, startUpstream } from "./testing.ts";

let upstream: Awaited<ReturnType<typeof startUpstream>>;
let product: Awaited<ReturnType<typeof startProduct>>;

const accounts: Record<string, object> = {
  "token-of-ci": {
    username: "system:serviceaccount:tenant-acme:ci",
    uid: "0a1b",
    groups: ["system:serviceaccounts", "system:authenticated"],
  },
  "nobody-really": { username: "system:anonymous", groups: ["system:unauthenticated"] },
};

/** As kube-apiserver answers: who a token belongs to, 401 for one it does not know, and an empty list of tenants. */
const cluster: Respond = ({ url, headers }, response) => {
  const token = headers.authorization?.replace("Bearer ", "") ?? "";
  const userInfo = accounts[token] ?? (token.startsWith("eyJ") ? { username: "jwt" } : undefined);
  if (!userInfo) return json(response, { kind: "Status", reason: "Unauthorized", code: 401 }, 401);
  if (url.endsWith("/selfsubjectreviews")) return json(response, { status: { userInfo } }, 201);
  return json(response, { items: [] });
};

beforeAll(async () => {
  upstream = await startUpstream();
  product = await startProduct(upstream.cluster, { overrides: { tokenSignIn: true } });
});
afterAll(async () => {
  await product.dispose();
  await upstream.dispose();
});
beforeEach(() => {
  upstream.seen.length = 0;
  upstream.respond(cluster);
});

const send = (body: unknown, headers: Record<string, string> = {}) =>
  product.ask("/auth/token", {
    method: "POST",
    headers: { origin, "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });

const kubeconfig = (user: object, server = "https://elsewhere.example") =>
  JSON.stringify({
    "current-context": "a",
    contexts: [{ name: "a", context: { user: "u", cluster: "c" } }],
    users: [{ name: "u", user }],
    clusters: [{ name: "c", cluster: { server } }],
  });

describe("a pasted token", () => {
  it("opens a session of whom the cluster says it belongs to, and every request carries it", async () => {
    const answer = await send({ token: "token-of-ci", returnTo: "/tenant-acme/vms" });
    expect([answer.status, JSON.parse(answer.body)]).toEqual([200, { location: "/tenant-acme/vms" }]);
    const [seen] = upstream.seen;
    expect([seen?.method, seen?.url, seen?.headers.authorization]).toEqual([
      "POST",
      "/apis/authentication.k8s.io/v1/selfsubjectreviews",
      "Bearer token-of-ci",
    ]);
    const cookie = sessionOf(answer);
    const session = await product.services.sessions.find(cookie);
    expect(session?.identity).toEqual({
      issuer: `cluster:${upstream.cluster.server}`,
      subject: "0a1b",
      name: "system:serviceaccount:tenant-acme:ci",
      groups: ["system:serviceaccounts", "system:authenticated"],
    });
    expect((await product.ask("/api/v1/tenants", { headers: { cookie } })).status).toBe(200);
    expect(new Set(upstream.seen.map(({ headers }) => headers.authorization))).toEqual(new Set(["Bearer token-of-ci"]));
  });

  it("A09: ends the session that the browser had before, under a new id", async () => {
    const before = await product.signIn("ada");
    const after = sessionOf(await send({ token: "token-of-ci" }, { cookie: before }));
    expect(after).toMatch(/^__Host-porthole=[\w-]{43}$/);
    expect((await product.ask("/api/v1/tenants", { headers: { cookie: before } })).status).toBe(401);
  });

  it("bounds its session by its own end, or by the absolute limit when it says none", async () => {
    const soon = Math.floor(Date.now() / 1000) + 90;
    const token = await new SignJWT({ exp: soon }).setProtectedHeader({ alg: "HS256" }).sign(Buffer.alloc(32));
    const short = await product.services.sessions.find(sessionOf(await send({ token })));
    expect(short?.expiresAt).toBe(soon * 1000);
    const long = await product.services.sessions.find(sessionOf(await send({ token: "token-of-ci" })));
    expect(long?.expiresAt).toBeGreaterThan(Date.now() + 60 * 60_000);
  });

  it("leads nowhere but into the product", async () => {
    for (const returnTo of ["//evil.example", "https://evil.example", "/\\evil"]) {
      expect(JSON.parse((await send({ token: "token-of-ci", returnTo })).body)).toEqual({ location: "/" });
    }
  });

  it.each([
    ["", "required", 0],
    ["two words", "not-a-token", 0],
    ["with\nline", "not-a-token", 0],
    ["umläut", "not-a-token", 0],
    ["a".repeat(longestToken + 1), "too-long", 0],
    ["unknown-to-the-cluster", "not-accepted", 1],
    ["nobody-really", "not-accepted", 1],
  ])("%j is refused at its field: %s", async (token, rule, asked) => {
    const answer = await send({ token });
    expect([answer.status, JSON.parse(answer.body)]).toMatchObject([
      422,
      { code: "invalid", fields: [{ path: "token", rule }] },
    ]);
    expect(sessionOf(answer)).toBe("");
    expect(upstream.seen).toHaveLength(asked);
  });

  it("A18: is never repeated, in no answer and no line of the log", async () => {
    const answers = [await send({ token: "token-of-ci" }), await send({ token: "unknown-to-the-cluster" })];
    const all = JSON.stringify(answers) + product.lines.join("");
    expect(all).not.toMatch(/token-of-ci|unknown-to-the-cluster/);
  });

  it("is not blamed for a cluster that does not answer", async () => {
    upstream.respond((_seen, response) => response.writeHead(503).end());
    const answer = await send({ token: "token-of-ci" });
    expect([answer.status, JSON.parse(answer.body).code]).toEqual([503, "unavailable"]);
  });

  it("C01: is not taken from another site, nor as a form", async () => {
    expect((await send({ token: "token-of-ci" }, { origin: "https://evil.example" })).status).toBe(403);
    expect((await send({ token: "token-of-ci" }, { origin, "sec-fetch-site": "cross-site" })).status).toBe(403);
    const form = await product.ask("/auth/token", {
      method: "POST",
      headers: { origin, "content-type": "application/x-www-form-urlencoded" },
      body: "token=token-of-ci",
    });
    expect(form.status).toBe(415);
    expect(upstream.seen).toEqual([]);
  });

  it("A17: is not taken from the address", async () => {
    expect((await product.ask("/auth/token?token=token-of-ci")).status).toBe(404);
    const posted = await product.ask("/auth/token?token=token-of-ci", {
      method: "POST",
      headers: { origin, "content-type": "application/json" },
      body: "{}",
    });
    expect(posted.status).toBe(400);
  });

  it("is limited by address like every way to sign in (D01)", async () => {
    const own = await startProduct(upstream.cluster, {
      overrides: {
        tokenSignIn: true,
        rateLimits: { signIns: 2, ownSignIns: 100, address: 100, reads: 100, writes: 100, consoles: 100 },
      },
    });
    const tries = await Promise.all(
      [1, 2, 3].map(() =>
        own.ask("/auth/token", {
          method: "POST",
          headers: { origin, "content-type": "application/json" },
          body: '{"token":"guess"}',
        }),
      ),
    );
    expect(tries.map(({ status }) => status).sort()).toEqual([422, 422, 429]);
    await own.dispose();
  });

  it("is no way in where it is not offered", async () => {
    const own = await startProduct(upstream.cluster);
    const headers = { origin, "content-type": "application/json" };
    const answer = await own.ask("/auth/token", { method: "POST", headers, body: '{"token":"token-of-ci"}' });
    expect(answer.status).toBe(404);
    await own.dispose();
  });
});

describe("a pasted kubeconfig", () => {
  it("opens a session by the token of its current context; the server it names is not dialled", async () => {
    const answer = await send({ kubeconfig: kubeconfig({ token: "token-of-ci" }, "https://127.0.0.1:1") });
    expect(answer.status).toBe(200);
    expect(upstream.seen).toHaveLength(1);
  });

  it.each([
    [kubeconfig({ exec: { command: "sh" } }), "exec"],
    [kubeconfig({ token: "unknown" }, "https://elsewhere.example"), "other-cluster"],
    [kubeconfig({ token: "two words" }), "not-a-token"],
    [" ", "required"],
    [`#${"a".repeat(longestKubeconfig)}`, "too-long"],
  ])("is refused at its field (%#)", async (text, rule) => {
    const answer = await send({ kubeconfig: text });
    expect([answer.status, JSON.parse(answer.body)]).toMatchObject([422, { fields: [{ path: "kubeconfig", rule }] }]);
  });

  it("that names this very cluster gets no hint of another one", async () => {
    const answer = await send({ kubeconfig: kubeconfig({ token: "unknown" }, upstream.cluster.server) });
    expect(JSON.parse(answer.body).fields).toEqual([{ path: "kubeconfig", rule: "not-accepted" }]);
  });
});

describe("signing out of a pasted token", () => {
  it("does not lead to an identity provider that never heard of it", async () => {
    const cookie = sessionOf(await send({ token: "token-of-ci" }));
    const answer = await product.ask("/auth/sign-out", { method: "POST", headers: product.asPage(cookie) });
    expect([answer.status, answer.headers.location]).toEqual([303, expect.stringMatching(/^\/sign-in\?state=/)]);
  });
});
