import http from "node:http";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createEventReader } from "#lib/api/event-reader.ts";
import { api } from "#lib/api/paths.ts";
import { mostLists, type StreamEvent } from "#lib/api/stream-events.ts";
import { scopeOf } from "../auth/person-view.ts";
import { json, startProduct, startUpstream } from "./testing.ts";

const open = "tenant-acme";
const shut = "tenant-globex";

let upstream: Awaited<ReturnType<typeof startUpstream>>;
let product: Awaited<ReturnType<typeof startProduct>>;
let cookie: string;
const scope = scopeOf({ issuer: "https://id.example", subject: "ada", name: "ada", groups: [] });

beforeAll(async () => {
  upstream = await startUpstream();
  // Ada may do everything in one tenant, and nothing in any other.
  upstream.respond(({ url, body }, response) => {
    if (url.includes("rulesreviews")) {
      const all = [{ verbs: ["*"], apiGroups: ["*"], resources: ["*"] }];
      const resourceRules = JSON.parse(body).spec.namespace === open ? all : [];
      return json(response, { status: { resourceRules, nonResourceRules: [], incomplete: false } }, 201);
    }
    if (url.includes("accessreviews")) return json(response, { status: { allowed: body.includes(open) } }, 201);
    // Lists are never done: what is asked here is about streams.
  });
  product = await startProduct(upstream.cluster, { overrides: { rateLimits: null } });
  cookie = await product.signIn("ada");
});
afterAll(async () => {
  await product.dispose();
  await upstream.dispose();
});

const wanted = (...tenants: string[]) => tenants.map((tenant) => ({ tenant, have: null }));

/** Opens a stream, gives its events as they come, and leaves it. */
const listen = async (path: string, who = cookie) => {
  const events: StreamEvent[] = [];
  const request = http.get({ host: "127.0.0.1", port: product.port, path, headers: { cookie: who }, agent: false });
  const response = await new Promise<http.IncomingMessage>((resolve, reject) =>
    request.on("response", resolve).on("error", reject),
  );
  for (const one of [request, response]) one.on("error", () => {});
  const ended = new Promise((resolve) => response.once("close", resolve));
  response.setEncoding("utf8").on(
    "data",
    createEventReader((data) => events.push(JSON.parse(data))),
  );
  return { response, events, ended, close: () => request.destroy() };
};

it("one stream carries several lists; one that is refused ends alone", async () => {
  const stream = await listen(api.stream(scope, wanted(open, shut)));
  expect(stream.response.headers).toMatchObject({
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-store, no-transform",
    "x-accel-buffering": "no",
    vary: "Cookie, Accept-Encoding",
  });
  await expect.poll(() => stream.events).toContainEqual({ type: "refused", tenant: shut });
  await expect.poll(() => stream.events).toContainEqual({ type: "tasks", tenant: open, tasks: [] });
  expect(stream.events.some((event) => event.type === "refused" && event.tenant === open)).toBe(false);
  stream.close();
});

it("F18, C06: a page that was made for somebody else gets nothing of whoever is signed in now", async () => {
  const other = await product.signIn("omar");
  const answer = await product.ask(api.stream(scope, wanted(open)), { headers: { cookie: other } });
  expect([answer.status, JSON.parse(answer.body).code]).toEqual([403, "stale-page"]);
});

it.each([
  ["nothing wanted", api.stream(scope, [])],
  [
    "more lists than anybody has open",
    api.stream(scope, wanted(...Array.from({ length: mostLists + 1 }, (_, n) => `tenant-t${n}`))),
  ],
  ["a namespace that is no tenant", api.stream(scope, wanted("kube-system"))],
  ["a path for a tenant", api.stream(scope, wanted("tenant-a/../kube-system"))],
  ["no scope", `/api/v1/stream?format=3&list=${open}`],
  ["a version that is no number", `${api.stream(scope, [])}&list=${open}@abc.x`],
  ["an epoch without a version", `${api.stream(scope, [])}&list=${open}@abc`],
  ["F38: the format of an older page", api.stream(scope, wanted(open)).replace("format=3", "format=2")],
])("refuses %s", async (_, path) => {
  const answer = await product.ask(path, { headers: { cookie } });
  expect([answer.status, JSON.parse(answer.body).code]).toEqual([400, "bad-request"]);
});

it("asks who is signed in before anything else", async () => {
  expect((await product.ask(api.stream(scope, wanted(open)))).status).toBe(401);
});

it("ends by itself when it is asked once, also while the cluster is slow", async () => {
  const stream = await listen(api.stream(scope, wanted(open, shut), "again"));
  await stream.ended;
  expect(stream.events).toContainEqual({ type: "refused", tenant: shut });
});

it("closes a list that was only glanced at with the answer, and keeps one that will be asked for again", async () => {
  const { live } = product.services;
  await expect.poll(() => live.size, { timeout: 40_000 }).toBe(0);
  await (await listen(api.stream(scope, wanted(open), "brief"))).ended;
  await expect.poll(() => live.size).toBe(0);
  await (await listen(api.stream(scope, wanted(open), "again"))).ended;
  expect(live.size).toBe(1);
});

it("one session has so many streams and no more; each that is left makes room", async () => {
  const mine = await product.signIn("ada");
  const streams = await Promise.all(Array.from({ length: 24 }, () => listen(api.stream(scope, wanted(shut)), mine)));
  const answer = await product.ask(api.stream(scope, wanted(shut)), { headers: { cookie: mine } });
  expect([answer.status, answer.headers["retry-after"]]).toEqual([429, "30"]);
  for (const stream of streams) stream.close();
  await expect
    .poll(
      async () => (await product.ask(api.stream(scope, wanted(shut), "again"), { headers: { cookie: mine } })).status,
    )
    .toBe(200);
});

it("A12: says that the session is over to every stream of it, and ends them", async () => {
  const mine = await product.signIn("ada");
  const stream = await listen(api.stream(scope, wanted(open)), mine);
  await expect.poll(() => stream.events.length).toBeGreaterThan(0);
  (await product.services.sessions.find(mine))?.end();
  await stream.ended;
  expect(stream.events.at(-1)).toEqual({ type: "end", code: "session-ended" });
});
