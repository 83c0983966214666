import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { json, type Respond, startProduct, startUpstream } from "./testing.ts";

let upstream: Awaited<ReturnType<typeof startUpstream>>;
let product: Awaited<ReturnType<typeof startProduct>>;

/** Knows `token-of-…` and nobody else. */
const cluster: Respond = ({ url, headers }, response) => {
  const username = /^Bearer token-of-(\w+)$/.exec(headers.authorization ?? "")?.[1];
  if (!username) return json(response, { kind: "Status", reason: "Unauthorized", code: 401 }, 401);
  if (url.endsWith("/selfsubjectreviews")) return json(response, { status: { userInfo: { username } } }, 201);
  json(response, { items: [] });
};
const start = (peers: string[], header = "authorization") =>
  startProduct(upstream.cluster, { overrides: { oidc: null, proxySignIn: { peers, header } } });

beforeEach(async () => {
  upstream = await startUpstream();
  upstream.respond(cluster);
  product = await start(["127.0.0.0/8", "::1"]);
});
afterEach(async () => {
  await product.dispose();
  await upstream.dispose();
});

const who = async (headers: Record<string, string>) => {
  const answer = await product.ask("/api/v1/me", { headers });
  return answer.status === 200 ? JSON.parse(answer.body).name : answer.status;
};

describe("a token from a trusted proxy", () => {
  it("is whom the cluster says, asked once for many requests, and the browser gets no cookie", async () => {
    const headers = { authorization: "Bearer token-of-ada" };
    const answers = await Promise.all([1, 2, 3, 4].map(() => product.ask("/api/v1/tenants", { headers })));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(upstream.seen.filter(({ url }) => url.endsWith("/selfsubjectreviews"))).toHaveLength(1);
    expect(new Set(upstream.seen.map((seen) => seen.headers.authorization))).toEqual(new Set(["Bearer token-of-ada"]));
    expect(answers.flatMap((answer) => answer.headers["set-cookie"] ?? [])).toEqual([]);
  });

  it("A04: another token on the next request is another person; a cookie beside it counts for nothing", async () => {
    const cookie = await product.signIn("mallory");
    expect(await who({ authorization: "Bearer token-of-ada", cookie })).toBe("ada");
    expect(await who({ authorization: "Bearer token-of-omar", cookie })).toBe("omar");
    expect(await who({ authorization: "Bearer token-of-ada", cookie })).toBe("ada");
  });

  it("A02: that the cluster does not know is nobody, and no other identity takes its place", async () => {
    const cookie = await product.signIn("mallory");
    expect(await who({ authorization: "Bearer stolen", cookie })).toBe(401);
    expect(await who({ authorization: "Bearer two words" })).toBe(401);
    expect(upstream.seen.every((seen) => seen.headers.authorization !== "Bearer token-of-mallory")).toBe(true);
  });

  it("A03: from a peer that is not listed is ignored, whatever X-Forwarded-For says", async () => {
    const strict = await start(["10.0.0.0/8"]);
    const headers = {
      authorization: "Bearer token-of-ada",
      "x-forwarded-for": "10.0.0.1",
      forwarded: "for=10.0.0.1",
      "x-real-ip": "10.0.0.1",
    };
    expect((await strict.ask("/api/v1/me", { headers })).status).toBe(401);
    expect(upstream.seen).toEqual([]);
    await strict.dispose();
  });

  it("A03: is taken from the configured header alone, however it is written, and never from one with an underscore", async () => {
    const own = await start(["127.0.0.1"], "x-forwarded-access-token");
    const ask = async (headers: Record<string, string>) => (await own.ask("/api/v1/me", { headers })).status;
    expect(await ask({ "X-FORWARDED-Access-Token": "token-of-ada" })).toBe(200);
    upstream.seen.length = 0;
    for (const header of [
      "x_forwarded_access_token",
      "X_Forwarded_Access-Token",
      "authorization",
      "x-auth-request-access-token",
    ]) {
      expect(await ask({ [header]: "Bearer token-of-ada" })).toBe(401);
    }
    expect(upstream.seen).toEqual([]);
    await own.dispose();
  });

  it("A03, A05: brings nothing else of the proxy's headers to the cluster", async () => {
    await product.ask("/api/v1/tenants", {
      headers: {
        authorization: "Bearer token-of-ada",
        "x-forwarded-user": "root",
        "x-remote-user": "root",
        "X-Auth-Request-Groups": "system:masters",
        "impersonate-user": "root",
      },
    });
    expect(JSON.stringify(upstream.seen)).not.toMatch(/root|masters|impersonate/i);
  });

  it("A17: is not taken from the address", async () => {
    expect((await product.ask("/api/v1/me?access_token=token-of-ada&token=token-of-ada")).status).toBe(401);
    expect(upstream.seen).toEqual([]);
  });

  it("A18: is not in the log, taken or refused", async () => {
    await who({ authorization: "Bearer token-of-ada" });
    await who({ authorization: "Bearer stolen" });
    expect(product.lines.join("")).not.toMatch(/token-of|stolen/);
  });

  it("is asked about anew when its session was ended", async () => {
    const headers = { authorization: "Bearer token-of-ada" };
    await who(headers);
    await product.services.sessions.endAll({ issuer: `cluster:${upstream.cluster.server}`, subject: "ada" });
    expect(await who(headers)).toBe("ada");
    expect(upstream.seen.filter(({ url }) => url.endsWith("/selfsubjectreviews"))).toHaveLength(2);
  });

  it("lets nobody in where it is not configured", async () => {
    const own = await startProduct(upstream.cluster);
    expect((await own.ask("/api/v1/me", { headers: { authorization: "Bearer token-of-ada" } })).status).toBe(401);
    await own.dispose();
  });
});
