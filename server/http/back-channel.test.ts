import { SignJWT, UnsecuredJWT } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createMemoryStore } from "../store/memory-store.ts";
import { clientId, honest, sessionOf, startSignIn } from "./signing-in.ts";
import { json, startProduct } from "./testing.ts";

let set: Awaited<ReturnType<typeof startSignIn>>;
beforeAll(async () => {
  set = await startSignIn();
  set.upstream.respond((_seen, response) => json(response, { items: [] }));
});
afterAll(() => set.dispose());

const event = { "http://schemas.openid.net/event/backchannel-logout": {} };
let count = 0;
const seconds = () => Math.floor(Date.now() / 1000);
const claimsOf = (more: Record<string, unknown> = {}) => {
  count += 1;
  const now = seconds();
  return {
    iss: set.provider.issuer,
    aud: clientId,
    iat: now,
    exp: now + 120,
    jti: `j${count}`,
    events: event,
    ...more,
  };
};

const post = (token: string, on: Pick<typeof set.product, "ask"> = set.product, headers: Record<string, string> = {}) =>
  on.ask("/auth/back-channel-logout", {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
    body: new URLSearchParams({ logout_token: token }).toString(),
  });

/** Signs in as the provider says, with another sid each. */
const signIn = async (sid: string, sub = "ada") => {
  set.provider.state.mint = (claims, sign) => sign({ ...claims, sub, sid });
  const header = sessionOf(await set.signIn());
  set.provider.state.mint = honest;
  return header;
};
const statusOf = async (header: string) => (await set.comeBack("/api/v1/tenants", header)).status;

describe("back-channel logout", () => {
  it("A11: ends the session that the provider names, at once and with what hangs on it, and no other", async () => {
    const [one, other] = [await signIn("s1"), await signIn("s2")];
    const session = await set.product.services.sessions.find(one);
    const answer = await post(await set.provider.sign(claimsOf({ sub: "ada", sid: "s1" })));
    expect([answer.status, answer.body, answer.headers["cache-control"]]).toEqual([200, "", "no-store"]);
    expect(session?.ended.aborted).toBe(true);
    expect([await statusOf(one), await statusOf(other)]).toEqual([401, 200]);
  });

  it("A12: ends all of a person whom the provider names without a session, and nobody else's", async () => {
    const mine = [await signIn("s3"), await signIn("s4")];
    const other = await signIn("s5", "omar");
    expect((await post(await set.provider.sign(claimsOf({ sub: "ada" })))).status).toBe(200);
    expect(await Promise.all([...mine, other].map(statusOf))).toEqual([401, 401, 200]);
  });

  it("is no failure when there was nothing to end", async () => {
    expect((await post(await set.provider.sign(claimsOf({ sid: "long gone" })))).status).toBe(200);
  });

  it("is taken once, on whichever replica it arrives", async () => {
    const store = createMemoryStore();
    const overrides = { oidc: set.oidc };
    const replicas = [
      await startProduct(set.upstream.cluster, { overrides, store }),
      await startProduct(set.upstream.cluster, { overrides, store }),
    ];
    const token = await set.provider.sign(claimsOf({ sid: "s6" }));
    const statuses = [];
    for (const replica of [...replicas, ...replicas]) statuses.push((await post(token, replica)).status);
    expect(statuses).toEqual([200, 400, 400, 400]);
    await Promise.all(replicas.map((replica) => replica.dispose()));
  });

  it.each<[string, () => Promise<string>]>([
    ["another issuer", () => set.provider.sign(claimsOf({ sid: "s7", iss: "https://evil.example" }))],
    ["another audience", () => set.provider.sign(claimsOf({ sid: "s7", aud: "other" }))],
    ["a nonce, as an ID token has", () => set.provider.sign(claimsOf({ sid: "s7", nonce: "n" }))],
    ["no events", () => set.provider.sign(claimsOf({ sid: "s7", events: undefined }))],
    ["another event", () => set.provider.sign(claimsOf({ sid: "s7", events: { "urn:other": {} } }))],
    ["no jti", () => set.provider.sign(claimsOf({ sid: "s7", jti: undefined }))],
    ["no iat", () => set.provider.sign(claimsOf({ sid: "s7", iat: undefined }))],
    ["an iat long ago", () => set.provider.sign(claimsOf({ sid: "s7", iat: seconds() - 3600 }))],
    ["an iat far ahead", () => set.provider.sign(claimsOf({ sid: "s7", iat: seconds() + 3600 }))],
    ["an exp that is past", () => set.provider.sign(claimsOf({ sid: "s7", exp: seconds() - 100 }))],
    ["nobody named", () => set.provider.sign(claimsOf())],
    ["alg none", async () => new UnsecuredJWT(claimsOf({ sid: "s7" })).encode()],
    [
      "HS256 with the public key",
      () =>
        new SignJWT(claimsOf({ sid: "s7" }))
          .setProtectedHeader({ alg: "HS256", kid: "one" })
          .sign(Buffer.from(JSON.stringify(set.provider.publicJwk))),
    ],
    [
      "a broken signature",
      async () => `${(await set.provider.sign(claimsOf({ sid: "s7" }))).slice(0, -20)}${"A".repeat(20)}`,
    ],
    ["no token at all", async () => ""],
    ["no JWT", async () => "garbage"],
  ])("refuses %s, and ends nothing", async (_name, token) => {
    const header = await signIn("s7");
    const answer = await post(await token());
    expect([answer.status, JSON.parse(answer.body)]).toEqual([400, { error: "invalid_request" }]);
    expect(answer.headers["cache-control"]).toBe("no-store");
    expect(await statusOf(header)).toBe(200);
  });

  it("C01: needs no origin, and is the only write that needs none", async () => {
    const token = await set.provider.sign(claimsOf({ sid: "none" }));
    expect((await post(token, set.product, { origin: "https://id.example" })).status).toBe(200);
    for (const path of ["/auth/sign-out", "/auth/token", "/api/v1/tenants/tenant-acme/vms", "/tenant-acme/vms"]) {
      expect((await set.product.ask(path, { method: "POST", body: "{}" })).status).toBe(403);
    }
  });

  it("P16: takes a form of a token's size and nothing else", async () => {
    const send = (type: string, body: string) =>
      set.product.ask("/auth/back-channel-logout", { method: "POST", headers: { "content-type": type }, body });
    expect((await send("application/json", '{"logout_token":"a"}')).status).toBe(415);
    expect((await send("application/x-www-form-urlencoded", `logout_token=${"a".repeat(20_000)}`)).status).toBe(413);
    expect((await set.product.ask("/auth/back-channel-logout")).status).toBe(404);
  });

  it("is asked again later while the provider's keys cannot be had", async () => {
    const own = await set.another();
    const token = await set.provider.sign(claimsOf({ sid: "s8" }));
    set.provider.state.isAway = true;
    expect((await post(token, own)).status).toBe(503);
    set.provider.state.isAway = false;
    expect((await post(token, own)).status).toBe(200);
    await own.dispose();
  });

  it("A18: leaves no token in the log", () => {
    const all = set.product.lines.join("");
    expect(all).toContain("a back-channel logout was refused");
    expect(all).not.toMatch(/eyJ[\w-]|garbage/);
  });
});
