import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { json, origin, startProduct, startUpstream } from "./testing.ts";
import { expectSafe } from "./testing-headers.ts";

// Every route there is, as the router itself lists them: a new one is swept without anybody thinking of it.

let upstream: Awaited<ReturnType<typeof startUpstream>>;
let product: Awaited<ReturnType<typeof startProduct>>;
let cookie: string;
let routes: { path: string; methods: string[] }[];

const branch = /^((?:│ {3}| {4})*)(?:├── |└── )(\S+)(?: \(([A-Z, ]+)\))?$/;

const routesOf = (tree: string) => {
  const parts: string[] = [];
  return tree.split("\n").flatMap((line) => {
    const [, indent = "", part, methods] = branch.exec(line) ?? [];
    if (!part) return [];
    parts.splice(indent.length / 4, parts.length, part);
    const path = parts.join("").replace(":tenant", "tenant-acme").replace(":name", "web-01").replace(":", "x");
    return methods ? [{ path, methods: methods.split(", ") }] : [];
  });
};
const isData = ({ path }: { path: string }) => path.startsWith("/api/");
/** The identity provider's own call: it comes from no page, knows no cookie, and proves itself by a signed token. */
const isFromNoPage = ({ path }: { path: string }) => path === "/auth/back-channel-logout";
const writes = () =>
  routes
    .filter((route) => !isFromNoPage(route))
    .flatMap(({ path, methods }) =>
      methods.filter((method) => method !== "GET" && method !== "HEAD").map((method) => ({ path, method })),
    );

beforeAll(async () => {
  upstream = await startUpstream();
  upstream.respond((_seen, response) => json(response, { items: [] }));
  product = await startProduct(upstream.cluster, { overrides: { rateLimits: null } });
  cookie = await product.signIn("ada");
  routes = routesOf(product.app.printRoutes({ commonPrefix: false })).filter(({ path }) => !path.includes("*"));
  expect(routes.length).toBeGreaterThan(12);
  expect(writes().length).toBeGreaterThan(3);
});
afterAll(async () => {
  await product.dispose();
  await upstream.dispose();
});
beforeEach(() => {
  upstream.seen.length = 0;
});

describe("every write", () => {
  it("C01, C02: by a form or a script of another site is 403, cookie and token or not", async () => {
    for (const { path, method } of writes()) {
      for (const from of ["https://evil.example", "null", undefined]) {
        for (const type of [
          "application/x-www-form-urlencoded",
          "multipart/form-data",
          "text/plain",
          "application/json",
        ]) {
          const { origin: _, ...page } = product.asPage(cookie);
          const headers = { ...page, "content-type": type, ...(from && { origin: from }) };
          const answer = await product.ask(path, { method, headers, body: "{}" });
          expect([path, answer.status, JSON.parse(answer.body).code]).toEqual([path, 403, "bad-origin"]);
        }
      }
    }
    expect(upstream.seen).toEqual([]);
  });

  it("C04: with Sec-Fetch-Site of elsewhere is 403, cookie, token and origin or not", async () => {
    for (const { path, method } of writes()) {
      for (const site of ["cross-site", "same-site", "none", "nonsense"]) {
        const headers = { ...product.asPage(cookie), "sec-fetch-site": site, "content-type": "application/json" };
        expect([path, (await product.ask(path, { method, headers, body: "{}" })).status]).toEqual([path, 403]);
      }
    }
    expect(upstream.seen).toEqual([]);
  });

  it("C06: of a signed-in person without the token is 403", async () => {
    for (const { path, method } of writes()) {
      const headers = { cookie, origin, "content-type": "application/json" };
      const answer = await product.ask(path, { method, headers, body: "{}" });
      expect([path, answer.status, JSON.parse(answer.body).code]).toEqual([path, 403, "stale-page"]);
    }
    expect(upstream.seen).toEqual([]);
  });

  it("C03: is not done by reading its address", async () => {
    const onlyWritten = routes.filter(({ methods }) => !methods.includes("GET"));
    for (const { path } of onlyWritten) {
      for (const method of ["GET", "HEAD"]) {
        const headers = { ...product.asPage(cookie), "x-http-method-override": "POST" };
        expect([path, (await product.ask(`${path}?_method=POST`, { method, headers })).status]).toEqual([path, 404]);
      }
    }
    expect((await product.services.sessions.find(cookie))?.ended.aborted).toBe(false);
    expect(upstream.seen).toEqual([]);
  });
});

it("P15: a patch of any kind and size has nowhere to go", async () => {
  const operations = Array.from({ length: 10_000 }, () => ({ op: "copy", from: "/spec", path: "/spec/x" }));
  for (const { path } of routes) {
    for (const [type, body] of [
      ["application/json-patch+json", JSON.stringify(operations)],
      ["application/json-patch+json", JSON.stringify(operations.slice(0, 10))],
      ["application/strategic-merge-patch+json", '{"spec":{"$patch":"replace"}}'],
      ["application/merge-patch+json", '{"spec":null}'],
      ["application/apply-patch+yaml", "spec: {}"],
      ["application/json", "{}"],
    ] as const) {
      const headers = { ...product.asPage(cookie), "content-type": type };
      const { status } = await product.ask(path, { method: "PATCH", headers, body });
      // The routes that take a change take one of ours, by name; this is none.
      const refusals = type === "application/json" ? [400, 404, 413] : [404, 413, 415];
      expect([path, type, refusals.includes(status)]).toEqual([path, type, true]);
    }
  }
  expect(upstream.seen).toEqual([]);
});

describe("every read", () => {
  it("C04: from within another site's page is 403", async () => {
    for (const { path } of routes.filter(({ methods }) => methods.includes("GET"))) {
      for (const [site, mode, dest] of [
        ["cross-site", "no-cors", "script"],
        ["cross-site", "no-cors", "image"],
        ["cross-site", "navigate", "iframe"],
        ["same-site", "cors", "empty"],
        ["same-site", "navigate", "object"],
      ] as const) {
        const headers = { cookie, "sec-fetch-site": site, "sec-fetch-mode": mode, "sec-fetch-dest": dest };
        expect([path, site, (await product.ask(path, { headers })).status]).toEqual([path, site, 403]);
      }
    }
    const framed = { cookie, "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe" };
    expect((await product.ask("/tenant-acme/vms", { headers: framed })).status).toBe(403);
    const link = { ...framed, "sec-fetch-dest": "document" };
    expect((await product.ask("/tenant-acme/vms", { headers: link })).status).toBe(200);
    expect(upstream.seen).toEqual([]);
  });
});

describe("everything of the data API", () => {
  it("A01, A17: is closed without a session, whatever token is in the address", async () => {
    for (const { path, methods } of routes.filter(isData)) {
      for (const method of methods) {
        for (const query of ["", "?access_token=good", "?token=good", `?session=${cookie.split("=")[1]}`]) {
          const answer = await product.ask(`${path}${query}`, {
            method,
            headers: { origin, authorization: "Bearer good" },
          });
          expect([path, answer.status]).toEqual([path, 401]);
        }
      }
    }
    expect(upstream.seen).toEqual([]);
  });

  it("A07: stays closed with what Next's own infrastructure would send", async () => {
    const infrastructure = {
      "x-middleware-subrequest": "middleware:middleware:middleware:middleware:middleware",
      "x-middleware-prefetch": "1",
      "x-nextjs-data": "1",
      "next-action": "7f0000000000000000000000000000000000000000",
      rsc: "1",
      "next-router-prefetch": "1",
      "x-matched-path": "/healthz",
      "x-invoke-path": "/healthz",
    };
    for (const { path } of routes.filter((route) => isData(route) && route.methods.includes("GET"))) {
      expect([path, (await product.ask(path, { headers: infrastructure })).status]).toEqual([path, 401]);
    }
    expect(upstream.seen).toEqual([]);
  });

  it("A08: does not become public by a probe's user agent, nor by a probe's path", async () => {
    const probe = { "user-agent": "kube-probe/1.35" };
    expect((await product.ask("/api/v1/me", { headers: probe })).status).toBe(401);
    // In quotes: a request's id may hold the three letters by chance.
    expect((await product.ask("/api/v1/me", { headers: { cookie } })).body).toContain('"ada"');
    for (const trick of [
      "/healthz/../api/v1/me",
      "/healthz/api/v1/me",
      "/healthz;/api/v1/me",
      "/healthz%2f..%2fapi",
      "/readyz//api",
    ]) {
      expect([trick, (await product.ask(trick, { headers: { cookie } })).body]).not.toEqual([
        trick,
        expect.stringContaining('"ada"'),
      ]);
    }
    expect(JSON.parse((await product.ask("/healthz", { headers: { cookie, ...probe } })).body)).toEqual({
      status: "ok",
    });
    const ready: Record<string, string> = JSON.parse((await product.ask("/readyz", { headers: { cookie } })).body);
    for (const said of Object.values(ready)) expect(said).toMatch(/^(?:ready|reachable|unreachable|unknown)$/);
    for (const path of ["/metrics", "/debug", "/debug/pprof", "/version", "/livez"]) {
      upstream.seen.length = 0;
      const { body } = await product.ask(path, { headers: { cookie } });
      expect([path, body, upstream.seen.length]).toEqual([path, "<html></html>", 0]);
    }
  });
});

it("C08, C09, C11: every route's answer, to whoever asks and however, has every header, no CORS, and is kept by nobody", async () => {
  for (const { path, methods } of routes.filter(({ path }) => !path.endsWith("/stream"))) {
    for (const method of [...methods, "OPTIONS", "PATCH"]) {
      for (const who of [{ cookie }, {}]) {
        const preflight = { origin: "https://evil.example", "access-control-request-method": "POST" };
        for (const headers of [who, { ...who, ...preflight }]) {
          const answer = await product.ask(path, { method, headers });
          expectSafe(answer.headers);
          expect(answer.headers["cache-control"]).toContain("no-store");
          expect(answer.headers.vary).toContain("Cookie");
          expect(Object.keys(answer.headers).filter((name) => name.startsWith("access-control"))).toEqual([]);
        }
      }
    }
  }
});
