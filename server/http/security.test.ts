import { afterAll, beforeEach, describe, expect, it } from "vitest";
import type { Problem } from "#lib/api/problem.ts";
import { ProblemError } from "./problem-error.ts";
import { type Answer, json, origin, startSignedIn } from "./testing.ts";

const { upstream, product, cookie, dispose } = await startSignedIn();
afterAll(dispose);

const tenants = { items: [{ metadata: { name: "tenant-acme" } }, { metadata: { name: "tenant-acme-dev" } }] };
const problemIn = ({ body }: Answer): Problem => JSON.parse(body);

beforeEach(() => {
  upstream.seen.length = 0;
  upstream.respond((_seen, response) => json(response, tenants));
});

describe("identity", () => {
  it("A03, A04, A05, A17: acts with the person's own token and nothing else of the request", async () => {
    const { status, body } = await product.ask("/api/v1/tenants?access_token=other&token=other", {
      headers: {
        cookie,
        authorization: "Bearer other",
        "x-forwarded-access-token": "other",
        "X-Auth-Request-User": "root",
        x_forwarded_user: "root",
        "x-remote-user": "root",
        "impersonate-user": "root",
        "Impersonate-Extra-Scopes": "all",
        connection: "keep-alive, x-remote-user",
      },
    });
    expect(status).toBe(200);
    expect(JSON.parse(body)).toMatchObject([{ namespace: "tenant-acme" }, { namespace: "tenant-acme-dev" }]);
    expect(upstream.seen).toHaveLength(1);
    expect(upstream.seen[0]?.headers.authorization).toBe("Bearer token-of-ada");
    expect(JSON.stringify(upstream.seen)).not.toMatch(/other|root|impersonate/i);
  });

  it.each(["/api/v1/tenants", "/api/v1/tenants/tenant-acme/access"])(
    "A01, A02: without a session %s is 401 and nothing goes upstream",
    async (path) => {
      for (const [header, code] of [
        ["", "signed-out"],
        ["__Host-porthole=", "signed-out"],
        ["__Host-porthole=null", "signed-out"],
        [`__Host-porthole=${"A".repeat(43)}`, "session-ended"],
        [cookie.replace("__Host-", ""), "signed-out"],
      ]) {
        const answer = await product.ask(path, { headers: { cookie: header, authorization: "Bearer other" } });
        expect([answer.status, problemIn(answer).code]).toEqual([401, code]);
        expect(answer.headers["content-type"]).toContain("application/problem+json");
      }
      expect(upstream.seen).toEqual([]);
    },
  );

  it("a session that has ended is 401 at once", async () => {
    const gone = await product.signIn("gone");
    (await product.services.sessions.find(gone))?.end();
    const answer = await product.ask("/api/v1/tenants", { headers: { cookie: gone } });
    expect(problemIn(answer).code).toBe("session-ended");
    expect(problemIn(answer)).not.toHaveProperty("why");
    expect(upstream.seen).toEqual([]);
  });

  it("F43: a session that the cluster ended says so, with its own cookie only", async () => {
    const [gone, other] = [await product.signIn("gone"), await product.signIn("other")];
    const reason = new ProblemError("session-ended", { why: "not-accepted" });
    for (const cookie of [gone, other]) {
      await (await product.services.sessions.find(cookie))?.end(cookie === gone ? reason : undefined);
    }
    const said = (cookie: string) => product.ask("/api/v1/me", { headers: { cookie } }).then(problemIn);
    expect(await said(gone)).toMatchObject({ code: "session-ended", why: "not-accepted" });
    expect(await said(other)).not.toHaveProperty("why");
  });

  it("A18: logs no token, cookie, or query", async () => {
    await product.ask("/api/v1/tenants?token=in-the-query", {
      headers: { cookie, authorization: "Bearer in-a-header" },
    });
    expect(product.lines.length).toBeGreaterThan(0);
    const all = product.lines.join("");
    expect(all).not.toMatch(/token-of-|in-the-query|in-a-header/);
    expect(all).not.toContain(cookie.split("=")[1]);
  });
});

describe("origin", () => {
  const post = (headers: Record<string, string>, body = "{}") =>
    product.ask("/api/v1/tenants/tenant-acme/vms", { method: "POST", headers: { cookie, ...headers }, body });
  const jsonType = { "content-type": "application/json" };

  it.each([
    [{}],
    [{ origin: "https://evil.example" }],
    [{ origin: "null" }],
    [{ origin: "http://porthole.example" }],
    [{ origin: "https://porthole.example:8443" }],
    [{ origin: "https://porthole.example.evil" }],
    [{ origin, "sec-fetch-site": "cross-site" }],
    [{ origin, "sec-fetch-site": "same-site" }],
    [{ origin: "https://evil.example", "x-forwarded-host": "evil.example", host: "evil.example" }],
  ])("C01, C02, C04: refuses a write with %j", async (headers) => {
    for (const type of ["application/json", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data"]) {
      const answer = await post({ ...headers, "content-type": type });
      expect([answer.status, problemIn(answer).code]).toEqual([403, "bad-origin"]);
    }
    expect(upstream.seen).toEqual([]);
  });

  it("refuses to read for another site, but not for an address typed by hand", async () => {
    const ask = (site: string) => product.ask("/api/v1/tenants", { headers: { cookie, "sec-fetch-site": site } });
    for (const site of ["cross-site", "same-site"]) expect((await ask(site)).status).toBe(403);
    expect(upstream.seen).toEqual([]);
    for (const site of ["same-origin", "none"]) expect((await ask(site)).status).toBe(200);
  });

  it("takes no other type than JSON for data, even from our own pages", async () => {
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"]) {
      const answer = await product.ask("/api/v1/tenants/tenant-acme/vms/web-01/power", {
        method: "POST",
        headers: { ...product.asPage(cookie), "content-type": type },
        body: "action=stop",
      });
      expect([404, 415]).toContain(answer.status);
    }
    expect(upstream.seen).toEqual([]);
  });

  it("C03: ignores method overrides, and reading never writes", async () => {
    await product.ask("/api/v1/tenants?_method=DELETE", { headers: { cookie, "x-http-method-override": "DELETE" } });
    expect(upstream.seen.map(({ method }) => method)).toEqual(["GET"]);
    for (const method of ["OPTIONS", "TRACE", "PROPFIND", "QUERY"]) {
      expect((await product.ask("/api/v1/tenants", { method, headers: { cookie, origin } })).status).toBe(405);
    }
    const posted = { method: "POST", headers: { ...product.asPage(cookie), ...jsonType }, body: "{}" };
    const page = await product.ask("/tenant-acme/vms", posted);
    expect(page.status).toBe(404);
  });

  it("C09: answers a preflight without any CORS header", async () => {
    upstream.respond((_seen, response) => json(response, tenants, 200, { "access-control-allow-origin": "*" }));
    const preflight = { origin: "https://evil.example", "access-control-request-method": "POST" };
    const answers = [
      await product.ask("/api/v1/tenants", { method: "OPTIONS", headers: preflight }),
      await product.ask("/api/v1/tenants", { headers: { cookie, origin: "https://evil.example" } }),
    ];
    for (const { headers } of answers) {
      expect(Object.keys(headers).filter((name) => name.startsWith("access-control"))).toEqual([]);
    }
  });
});

describe("paths", () => {
  it.each([
    "/api/v1/tenants/../../etc/access",
    "/api/v1/tenants/%2e%2e/access",
    "/api/v1/tenants/..%2f..%2fetc/access",
    "/api/v1/tenants/%252e%252e/access",
    "/api/v1/tenants/tenant-acme\\..\\x/access",
    "/api/v1/tenants//tenant-acme/access",
    "/api/v1/tenants/tenant-acme;v=1/access",
    "/api/v1/tenants/tenant-acme%00/access",
    "/api/v1/tenants/kube-system/access",
    "/api/v1/tenants/TENANT-ACME/access",
    "/api/v1/tenants/tenant-/access",
    `/api/v1/tenants/tenant-${"a".repeat(80)}/access`,
    "http://evil.example/api/v1/tenants",
    "//evil.example/api/v1/tenants",
    "@evil.example/api/v1/tenants",
    "/healthz/../api/v1/tenants",
  ])("P01, P03: refuses %s", async (target) => {
    const answer = await product.ask(target, { headers: { cookie } });
    expect([answer.status, problemIn(answer).code]).toEqual([400, "bad-request"]);
    expect(upstream.seen).toEqual([]);
  });

  it.each([
    "/api/k8s/api/v1/namespaces/tenant-acme/pods/x/exec",
    "/api/v1/namespaces/tenant-acme/services/x/proxy",
    "/api/v1/nodes/x/proxy",
    "/apis/authentication.k8s.io/v1/tokenreviews".replace("/apis", "/api"),
    "/api/v1/tenants/tenant-acme/serviceaccounts/x/token",
    "/auth/unknown",
    "/_next/static/none.js",
    "/ws/console/vnc",
  ])("P04, P05: has no route %s", async (target) => {
    const answer = await product.ask(target, { headers: { cookie } });
    expect([answer.status, problemIn(answer).code]).toEqual([404, "not-found"]);
    expect(upstream.seen).toEqual([]);
  });

  it("P06: drops what a caller adds to the query", async () => {
    await product.ask("/api/v1/tenants?limit=1000000000&dryRun=All&watch=1&fieldManager=x", { headers: { cookie } });
    expect(upstream.seen[0]?.url).toBe("/apis/core.cozystack.io/v1alpha1/tenantnamespaces");
  });
});

describe("upstream's answers", () => {
  it("P21: never leak headers, nor redirect us or anybody", async () => {
    const hostile = {
      "set-cookie": "a=b",
      link: "</x>; rel=preload",
      "clear-site-data": '"*"',
      refresh: "0; url=https://evil.example",
      server: "upstream",
    };
    upstream.respond((_seen, response) => json(response, tenants, 200, hostile));
    const { headers } = await product.ask("/api/v1/tenants", { headers: { cookie } });
    for (const name of Object.keys(hostile)) expect(headers[name]).toBeUndefined();

    upstream.respond((_seen, response) => json(response, {}, 302, { location: "https://evil.example/" }));
    const redirected = await product.ask("/api/v1/tenants", { headers: { cookie } });
    expect(redirected.status).toBe(500);
    expect(redirected.headers.location).toBeUndefined();
    expect(upstream.seen).toHaveLength(2);
  });

  it("that fail are problems with a request id and without upstream's words", async () => {
    upstream.respond((_seen, response) => response.writeHead(503).end("dial tcp 10.244.0.9:443: refused"));
    const answer = await product.ask("/api/v1/tenants", { headers: { cookie } });
    expect(problemIn(answer)).toEqual({
      type: "about:blank",
      status: 503,
      code: "unavailable",
      about: "tenantnamespaces list",
      requestId: answer.headers["x-request-id"],
    });
    expect(product.lines.join("")).toContain("10.244.0.9");
  });
});
