import { SignJWT, UnsecuredJWT } from "jose";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Mint } from "../auth/testing.ts";
import { honest, sessionOf, startSignIn } from "./signing-in.ts";
import { json } from "./testing.ts";

let set: Awaited<ReturnType<typeof startSignIn>>;
beforeAll(async () => {
  set = await startSignIn();
  // It promises what no client may take it at its word for.
  set.provider.state.metadata = { id_token_signing_alg_values_supported: ["RS256", "HS256", "none"] };
  set.upstream.respond((_seen, response) => json(response, { items: [] }));
});
afterAll(() => set.dispose());
afterEach(() => {
  set.provider.state.mint = honest;
});

const seconds = () => Math.floor(Date.now() / 1000);
const shifted =
  (by: number): Mint =>
  ({ iat = 0, exp = 0, ...claims }, sign) =>
    sign({ ...claims, iat: iat + by, nbf: iat + by, exp: exp + by });

describe("an ID token", () => {
  it.each<[string, Mint, string]>([
    ["a wrong nonce", (claims, sign) => sign({ ...claims, nonce: "other" }), "refused"],
    ["no nonce", ({ nonce: _, ...claims }, sign) => sign(claims), "refused"],
    ["a wrong aud", (claims, sign) => sign({ ...claims, aud: "other" }), "refused"],
    [
      "another client's azp",
      (claims, sign) => sign({ ...claims, aud: ["porthole", "other"], azp: "other" }),
      "refused",
    ],
    ["a wrong iss", (claims, sign) => sign({ ...claims, iss: "https://evil.example" }), "refused"],
    ["an exp that is past", (claims, sign) => sign({ ...claims, exp: 1000 }), "clocks"],
    ["an nbf beyond the leeway", (claims, sign) => sign({ ...claims, nbf: seconds() + 90 }), "clocks"],
    ["alg none", async (claims) => new UnsecuredJWT(claims).encode(), "refused"],
    [
      "alg HS256 with the public key",
      (claims) =>
        new SignJWT(claims)
          .setProtectedHeader({ alg: "HS256", kid: "one" })
          .sign(Buffer.from(JSON.stringify(set.provider.publicJwk))),
      "refused",
    ],
    ["a broken signature", async (claims, sign) => `${(await sign(claims)).slice(0, -20)}${"A".repeat(20)}`, "refused"],
    ["no subject", ({ sub: _, ...claims }, sign) => sign(claims), "refused"],
  ])("O03: with %s is refused, and the page does not say why", async (_name, mint, problem) => {
    set.provider.state.mint = mint;
    set.product.lines.length = 0;
    const answer = await set.signIn();
    expect([answer.status, answer.body]).toEqual([401, `page /sign-in?problem=${problem} 401`]);
    expect(sessionOf(answer)).toBe("");
    expect(set.product.lines.join("")).toMatch(/"reason":"signed-out: sign-in: .{10}/);
  });

  it.each([-50, 50])("F28: of a provider whose clock is %d s off is taken, for its whole lifetime", async (by) => {
    set.provider.state.mint = shifted(by);
    const header = sessionOf(await set.signIn());
    set.provider.state.mint = honest;
    const before = set.provider.state.refreshes;
    expect((await set.comeBack("/api/v1/tenants", header)).status).toBe(200);
    expect(set.provider.state.refreshes).toBe(before);
  });

  it.each([600, -1200])(
    "F28: of a provider whose clock is %d s off is refused, and the page tells of clocks",
    async (by) => {
      set.provider.state.mint = shifted(by);
      const answer = await set.signIn();
      expect([answer.status, answer.body]).toEqual([401, "page /sign-in?problem=clocks 401"]);
      expect(answer.headers.location).toBeUndefined();
    },
  );
});

describe("the provider's keys", () => {
  it("F15: that were changed a moment ago are asked for once, and nobody's sign-in fails", async () => {
    const { provider } = set;
    expect(sessionOf(await set.signIn())).not.toBe("");
    const before = provider.state.keyRequests;
    await provider.rotateKey("two");
    const answers = await Promise.all([set.signIn(), set.signIn(), set.signIn()]);
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303]);
    expect(provider.state.keyRequests - before).toBe(1);
  });

  it("F15: are not asked for again and again by a provider that signs with a key it does not publish", async () => {
    const { provider, product } = set;
    const before = provider.state.keyRequests;
    provider.state.mint = async (claims, sign) => {
      const [, ...rest] = (await sign(claims)).split(".");
      const header = Buffer.from(JSON.stringify({ alg: "RS256", kid: "nowhere" })).toString("base64url");
      return [header, ...rest].join(".");
    };
    for (let turn = 0; turn < 8; turn += 1) expect((await set.signIn()).status).toBe(401);
    expect(provider.state.keyRequests - before).toBeLessThanOrEqual(1);
    expect(product.lines.join("")).not.toMatch(/eyJ[\w-]/);
  });
});
