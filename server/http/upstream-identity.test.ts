import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { api } from "#lib/api/paths.ts";
import { scopeOf } from "../auth/person-view.ts";
import { beginWatch, json, type Respond, startProduct, startUpstream } from "./testing.ts";

let upstream: Awaited<ReturnType<typeof startUpstream>>;
let product: Awaited<ReturnType<typeof startProduct>>;

const tenant = "/api/v1/tenants/tenant-acme";
const machine = `${tenant}/vms/web-01`;
const disk = `${tenant}/disks/web-02-system`;
const run = `${tenant}/runs/6f1c0f0a-3a52-4b0e-9d3e-0c5f1f2a7b10`;
const madeDisk = { kind: "VMDisk", name: "web-02-system", uid: "uid-1" };
const ada = { issuer: "https://id.example", subject: "ada", name: "ada", groups: [] };
const stream = api.stream(scopeOf(ada), [{ tenant: "tenant-acme", have: null }]);

/** Every route of the data API, once; a route that is missing here fails the first test. */
const walk: readonly (readonly [method: string, route: string, target: string, body: object | null])[] = [
  ["get", "/api/v1/me", "/api/v1/me", null],
  ["get", "/api/v1/tenants", "/api/v1/tenants", null],
  ["get", "/api/v1/tenants/:tenant/access", `${tenant}/access`, null],
  ["get", "/api/v1/tenants/:tenant/activity", `${tenant}/activity`, null],
  ["get", "/api/v1/tenants/:tenant/catalogue", `${tenant}/catalogue`, null],
  ["get", "/api/v1/tenants/:tenant/quota", `${tenant}/quota`, null],
  ["get", "/api/v1/tenants/:tenant/vms", `${tenant}/vms`, null],
  ["post", "/api/v1/me", "/api/v1/me", {}],
  ["post", "/api/v1/tenants/:tenant/vms", `${tenant}/vms`, { name: "web-02" }],
  ["get", "/api/v1/tenants/:tenant/vms/:name", machine, null],
  ["delete", "/api/v1/tenants/:tenant/vms/:name", machine, { uid: "uid-1" }],
  ["get", "/api/v1/tenants/:tenant/vms/:name/deletion", `${machine}/deletion`, null],
  ["get", "/api/v1/tenants/:tenant/vms/:name/guest", `${machine}/guest`, null],
  ["patch", "/api/v1/tenants/:tenant/vms/:name/notes", `${machine}/notes`, { notes: "hello", before: "" }],
  ["get", "/api/v1/tenants/:tenant/vms/:name/cloud-init", `${machine}/cloud-init`, null],
  ["get", "/api/v1/tenants/:tenant/vms/:name/manifest", `${machine}/manifest`, null],
  [
    "patch",
    "/api/v1/tenants/:tenant/vms/:name/manifest",
    `${machine}/manifest`,
    { base: "a", patch: { spec: { icmp: true } } },
  ],
  ["post", "/api/v1/tenants/:tenant/vms/:name/port-checks", `${machine}/port-checks`, { port: 22 }],
  ["get", "/api/v1/tenants/:tenant/objects/:kind/:name", `${tenant}/objects/VMDisk/web-02-system`, null],
  ["get", "/api/v1/tenants/:tenant/disks", `${tenant}/disks`, null],
  ["post", "/api/v1/tenants/:tenant/disks", `${tenant}/disks`, { name: "web-02-data" }],
  ["get", "/api/v1/tenants/:tenant/disks/:name", disk, null],
  ["patch", "/api/v1/tenants/:tenant/disks/:name", disk, { uid: "uid-1", sizeBytes: 2 ** 30 }],
  ["delete", "/api/v1/tenants/:tenant/disks/:name", disk, { uid: "uid-1" }],
  ["post", "/api/v1/tenants/:tenant/vms/:name/power", `${machine}/power`, { action: "start" }],
  ["post", "/api/v1/tenants/:tenant/vms/:name/console-tickets", `${machine}/console-tickets`, { kind: "vnc" }],
  ["get", "/api/v1/tenants/:tenant/vms/:name/consoles", `${machine}/consoles`, null],
  ["get", "/api/v1/tenants/:tenant/runs", `${tenant}/runs`, null],
  ["get", "/api/v1/tenants/:tenant/runs/:run", `${run}?vm=web-02`, null],
  ["post", "/api/v1/tenants/:tenant/runs/:run/resume", `${run}/resume`, { vm: "web-02", cloudInit: "", headers: [] }],
  ["post", "/api/v1/tenants/:tenant/runs/:run/clean-up", `${run}/clean-up`, { vm: "web-02", objects: [madeDisk] }],
  ["get", "/api/v1/stream", stream, null],
];

/** A cluster that knows everybody and has nothing: reviews are allowed, lists are empty, watches say so. */
const everything: Respond = ({ method, url }, response) => {
  if (url.includes("watch=true")) return beginWatch(response, url);
  if (url.includes("accessreviews")) return json(response, { status: { allowed: true } }, 201);
  if (url.includes("rulesreviews")) {
    const all = [{ verbs: ["*"], apiGroups: ["*"], resources: ["*"] }];
    return json(response, { status: { resourceRules: all, nonResourceRules: [], incomplete: false } }, 201);
  }
  json(response, { items: [], metadata: { resourceVersion: "1" } }, method === "POST" ? 201 : 200);
};

beforeAll(async () => {
  upstream = await startUpstream();
  upstream.respond(everything);
});
afterAll(() => upstream.dispose());
// A product for each test: what one person's lists still ask must not be seen by the next.
beforeEach(async () => {
  product = await startProduct(upstream.cluster);
  upstream.seen.length = 0;
});
afterEach(() => product.dispose());

describe("the identity of what goes upstream", () => {
  it("A02: every route of the data API is walked here", () => {
    const files = readdirSync(import.meta.dirname).filter((file) => file.endsWith("-routes.ts"));
    const written = files
      .map((file) => readFileSync(join(import.meta.dirname, file), "utf8"))
      .flatMap((text) => [...text.matchAll(/app\.(get|post|put|patch|delete)\(\s*"(\/api\/[^"]+)"/g)])
      .map(([, method, route]) => `${method} ${route}`);
    expect(written.length).toBeGreaterThan(5);
    expect(walk.map(([method, route]) => `${method} ${route}`).sort()).toEqual(written.sort());
  });

  it.each(walk)("A02: %s %s sends the person's own token or nothing", async (method, route, target, body) => {
    const cookie = await product.signIn("ada");
    const asking = product.ask(target, {
      method: method.toUpperCase(),
      headers: {
        ...product.asPage(cookie),
        ...(body && { "content-type": "application/json" }),
        authorization: "Bearer somebody-elses",
        "x-forwarded-access-token": "somebody-elses",
        "impersonate-user": "root",
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    // A stream does not end by itself: what it asks upstream is seen, then everything is closed.
    if (route.endsWith("/stream")) {
      await expect.poll(() => upstream.seen.length).toBeGreaterThan(0);
      await product.services.sessions.endAll({ issuer: "https://id.example", subject: "ada" });
      await asking.catch(() => {});
    } else await asking;
    const sent = new Set(upstream.seen.map(({ headers }) => headers.authorization));
    if (route !== "/api/v1/me") expect(sent).toEqual(new Set(["Bearer token-of-ada"]));
    expect(JSON.stringify(upstream.seen)).not.toMatch(/somebody-elses|impersonate/i);
  });

  it.each(walk)("A01: %s %s without a session asks nothing upstream", async (method, _route, target, body) => {
    const answer = await product.ask(target, {
      method: method.toUpperCase(),
      headers: { ...product.asPage(""), ...(body && { "content-type": "application/json" }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    expect(answer.status).toBe(401);
    expect(upstream.seen).toEqual([]);
  });

  it("A02: two people at the same time are never taken for each other", async () => {
    const people = await Promise.all(
      ["bea", "cai", "dan"].map(async (name) => ({ name, cookie: await product.signIn(name) })),
    );
    await Promise.all(
      people.flatMap(({ cookie }) =>
        ["/api/v1/tenants", `${tenant}/access`, `${tenant}/vms`].map((target) =>
          product.ask(target, { headers: { cookie } }),
        ),
      ),
    );
    const sent = new Set(upstream.seen.map(({ headers }) => headers.authorization));
    expect(sent).toEqual(new Set(people.map(({ name }) => `Bearer token-of-${name}`)));
  });
});
