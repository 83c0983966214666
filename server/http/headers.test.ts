import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { json, startProduct, startUpstream } from "./testing.ts";
import { expectSafe } from "./testing-headers.ts";

let upstream: Awaited<ReturnType<typeof startUpstream>>;
let product: Awaited<ReturnType<typeof startProduct>>;
let cookie: string;
const pages: { url: string | undefined; method: string | undefined; headers: Record<string, unknown> }[] = [];

beforeAll(async () => {
  upstream = await startUpstream();
  upstream.respond((_seen, response) => json(response, { items: [] }));
  product = await startProduct(upstream.cluster, {
    page: async ({ url, method, headers }, response) => {
      pages.push({ url, method, headers: { ...headers } });
      if (url === "/missing") response.statusCode = 404;
      response.end("<html></html>");
    },
  });
  cookie = await product.signIn("ada");
});
afterAll(async () => {
  await product.dispose();
  await upstream.dispose();
});

/** Bytes on the wire, for what no client would send. */
const wire = async (request: string): Promise<string> => {
  const socket = connect(product.port, "127.0.0.1");
  await once(socket, "connect");
  socket.write(request);
  return text(socket);
};

describe("every answer", () => {
  it.each([
    ["200 data", "/api/v1/tenants", 200, {}],
    ["401", "/api/v1/tenants", 401, { cookie: "" }],
    ["400", "/api/v1/tenants/x%2fy/access", 400, {}],
    ["404 data", "/api/v1/nothing", 404, {}],
    ["404 file", "/_next/static/nothing.js", 404, {}],
    ["200 page", "/tenant-acme/vms", 200, {}],
    ["404 page", "/missing", 404, {}],
    ["400 page", "/auth/callback?code=x&state=y", 400, {}],
    ["200 health", "/healthz", 200, {}],
    ["200 readiness", "/readyz", 200, {}],
    ["400 unreadable", "/%E0%A4%A", 400, {}],
  ])("C07, C08, C11: %s has every header and is kept by nobody", async (_name, target, status, headers) => {
    const answer = await product.ask(target, { headers: { cookie, ...headers } });
    expect(answer.status).toBe(status);
    expectSafe(answer.headers);
    expect(answer.headers["cache-control"]).toBe("no-store");
    expect(answer.headers.vary).toContain("Cookie");
  });

  it("C08: to a refused method or origin has them too", async () => {
    for (const method of ["OPTIONS", "POST", "TRACE"]) {
      const answer = await product.ask("/api/v1/tenants", { method });
      expect([403, 405]).toContain(answer.status);
      expectSafe(answer.headers);
    }
  });

  it.each([
    ["no HTTP at all", "GARBAGE\r\n\r\n", 400],
    ["two lengths", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx", 400],
    [
      "length beside chunks",
      "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      400,
    ],
    ["an unknown coding", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n", 400],
    ["a folded header", "GET /healthz HTTP/1.1\r\nHost: a\r\nX-A: b\r\n c: d\r\n\r\n", 400],
    ["bare line feeds", "POST / HTTP/1.1\nHost: a\nContent-Length: 0\n\n", 400],
    ["a bare line feed among headers", "GET /healthz HTTP/1.1\r\nHost: a\nX-A: b\r\n\r\n", 400],
    [
      "chunks that are not the last coding",
      "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, identity\r\n\r\n",
      400,
    ],
    ["a blank before the colon", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding : chunked\r\n\r\n", 400],
    [
      "a chunk of negative size",
      "POST /auth/sign-out HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\nx\r\n",
      400,
    ],
    ["no host", "GET /healthz HTTP/1.1\r\n\r\n", 400],
    [
      "reading with a body",
      "GET /healthz HTTP/1.1\r\nHost: a\r\nContent-Length: 40\r\n\r\nGET /api/v1/tenants HTTP/1.1\r\nHost: a\r\n\r\n",
      400,
    ],
    [
      "reading with chunks",
      "GET /healthz HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET / HTTP/1.1\r\n\r\n",
      400,
    ],
    ["an expectation nobody knows", "GET /healthz HTTP/1.1\r\nHost: a\r\nExpect: a-miracle\r\n\r\n", 417],
    ["headers without end", `GET / HTTP/1.1\r\nHost: a\r\nX-A: ${"a".repeat(20_000)}\r\n\r\n`, 431],
  ])("C08, P17: %s ends the connection with every header", async (_name, request, status) => {
    const answer = await wire(request);
    expect(answer.match(/HTTP\/1\.1 /g)).toHaveLength(1);
    const [head = ""] = answer.split("\r\n\r\n");
    const [line = "", ...rest] = head.split("\r\n");
    expect(line).toContain(`HTTP/1.1 ${status}`);
    const headers = Object.fromEntries(
      rest.map((one) =>
        one
          .toLowerCase()
          .split(/: (.*)/s)
          .slice(0, 2),
      ),
    );
    expect(headers.connection).toBe("close");
    expect(headers).toMatchObject({ "x-content-type-options": "nosniff", "cache-control": "no-store" });
    expect(headers["content-security-policy"]).toContain("default-src 'none'");
  });
});

describe("a built file", () => {
  it("C08, C11: is kept for good, by its digest, and has what C08 asks in few bytes: every first visit pays for it a dozen times", async () => {
    const root = await mkdtemp(join(tmpdir(), "porthole-files-"));
    await mkdir(join(root, ".next/static"), { recursive: true });
    await writeFile(join(root, ".next/static/a1b2.js"), "export {};");
    await writeFile(join(root, ".next/static/a1b2.js.br"), "not really");
    const own = await startProduct(upstream.cluster, { root });
    const answer = await own.ask("/_next/static/a1b2.js", { headers: { "accept-encoding": "br" } });
    const missing = await own.ask("/_next/static/none.js");
    await own.dispose();
    await rm(root, { recursive: true });

    const { date, ...headers } = answer.headers;
    expect(headers).toEqual({
      "content-security-policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'",
      "x-content-type-options": "nosniff",
      "referrer-policy": "same-origin",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
      "strict-transport-security": "max-age=63072000; includeSubDomains",
      "cache-control": "public, max-age=31536000, immutable",
      vary: "accept-encoding",
      "content-type": "application/javascript; charset=utf-8",
      "content-encoding": "br",
      "content-length": "10",
      connection: "close",
    });
    expect(missing.status).toBe(404);
    expectSafe(missing.headers);
    expect(missing.headers["cache-control"]).toBe("no-store");
  });
});

describe("an answer", () => {
  it("gives every request an id of its own, never the caller's", async () => {
    const ids = [];
    for (let turn = 0; turn < 2; turn += 1) {
      const { headers } = await product.ask("/healthz", { headers: { "x-request-id": "mine" } });
      ids.push(headers["x-request-id"]);
    }
    expect(new Set([...ids, "mine"]).size).toBe(3);
  });
});

describe("a stream", () => {
  it("is not asked by HEAD, and a probe may be", async () => {
    expect((await product.ask("/api/v1/tenants", { method: "HEAD", headers: { cookie } })).status).toBe(404);
    expect((await product.ask("/healthz", { method: "HEAD" })).status).toBe(200);
  });
});

describe("pages", () => {
  it("C08: that fail are a plain 500 with all headers", async () => {
    const own = await startProduct(upstream.cluster, { page: () => Promise.reject(new Error("10.0.0.1 is away")) });
    const answer = await own.ask("/");
    expect([answer.status, answer.body]).toEqual([500, "Porthole cannot show this page."]);
    expectSafe(answer.headers);
    await own.dispose();
  });

  it("get a nonce of their own, by the request, and on the answer the same", async () => {
    pages.length = 0;
    const answers = [await product.ask("/tenant-acme/vms"), await product.ask("/tenant-acme/vms")];
    const policies = answers.map(({ headers }) => headers["content-security-policy"]);
    expect(pages.map(({ headers }) => headers["content-security-policy"])).toEqual(policies);
    expect(new Set(policies).size).toBe(2);
  });

  it("A03, A07, O08: are told nothing that a proxy, an attacker or Next's own infrastructure could add", async () => {
    pages.length = 0;
    await product.ask("/tenant-acme/vms?q=a", {
      headers: {
        cookie,
        host: "evil.example",
        rsc: "1",
        "x-forwarded-host": "evil.example",
        "x-forwarded-proto": "http",
        "x-middleware-subrequest": "middleware:middleware",
        "x-middleware-prefetch": "1",
        "x-nextjs-data": "1",
        "next-action": "abc",
        "x-invoke-path": "/",
        "x-matched-path": "/",
        authorization: "Bearer other",
        "impersonate-user": "root",
        "content-security-policy": "script-src 'nonce-mine'",
      },
    });
    expect(Object.keys(pages[0]?.headers ?? {}).sort()).toEqual([
      "connection",
      "content-security-policy",
      "cookie",
      "host",
      "rsc",
    ]);
    expect(pages[0]).toMatchObject({ url: "/tenant-acme/vms?q=a", headers: { host: "porthole.example" } });
    expect(pages[0]?.headers["content-security-policy"]).not.toContain("nonce-mine");
  });

  it("extend a session when a person opens one, not when the browser prefetches", async () => {
    const session = await product.services.sessions.find(cookie);
    if (!session) throw new Error("the session of this test is gone");
    const touch = vi.spyOn(session, "touch");
    await product.ask("/tenant-acme/vms", { headers: { cookie, "next-router-prefetch": "1" } });
    await product.ask("/tenant-acme/vms", { headers: { cookie, "sec-purpose": "prefetch" } });
    await product.ask("/api/v1/tenants", { headers: { cookie } });
    expect(touch).not.toHaveBeenCalled();
    await product.ask("/tenant-acme/vms", { headers: { cookie } });
    await product.ask("/api/v1/nothing", { method: "POST", headers: product.asPage(cookie) });
    expect(touch).toHaveBeenCalledTimes(1);
  });
});
