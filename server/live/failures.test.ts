import { afterEach, beforeEach, describe, expect, it } from "vitest";
import * as z from "zod";
import { beginWatch, json, type Seen, startUpstream } from "../http/testing.ts";
import { startProductFor } from "./testing.ts";

const tenant = "tenant-acme";
const vms = `/api/v1/tenants/${tenant}/vms`;
const groups = { ada: "a", omar: "b" };

const instance = (name: string) => ({ metadata: { name, uid: name, resourceVersion: "5" }, spec: {} });
const list = (...items: object[]) => ({ kind: "List", metadata: { resourceVersion: "5" }, items });
const status = (code: number, reason: string, message = reason) => ({ kind: "Status", code, reason, message });

const everything = {
  resourceRules: [{ verbs: ["*"], apiGroups: ["*"], resources: ["*"] }],
  nonResourceRules: [],
  incomplete: false,
};

let upstream: Awaited<ReturnType<typeof startUpstream>>;
let product: Awaited<ReturnType<typeof startProductFor<keyof typeof groups>>>;
/** What each resource answers; a watch stays open until the test says otherwise. */
let answers: Record<string, () => [number, unknown]>;
let opened: Set<() => void>;
/** Instead of a code: the request is taken and not answered. `left` tells when it was given up. */
const silence = 0;
let left: PromiseWithResolvers<string>;
let watches: { resource: string; send: (event: object) => void; cut: () => void; end: () => void }[];

const listSchema = z.object({ items: z.array(z.unknown()) });

const resourceOf = ({ url }: Seen): string => /\/([a-z]+)(?:\?|$)/.exec(url)?.[1] ?? "";

beforeEach(async () => {
  answers = {};
  watches = [];
  opened = new Set();
  left = Promise.withResolvers();
  upstream = await startUpstream();
  upstream.respond((seen, response) => {
    const resource = resourceOf(seen);
    if (resource === "selfsubjectaccessreviews") return json(response, { status: { allowed: true } }, 201);
    if (resource === "selfsubjectrulesreviews") return json(response, { status: everything }, 201);
    const [code, body] = answers[resource]?.() ?? [200, list()];
    const isFirst = !/[?&]resourceVersion=/.test(seen.url);
    const whole = isFirst ? listSchema.safeParse(body).data : { items: [] };
    if (seen.url.includes("watch=true") && code === 200 && whole) {
      beginWatch(response, seen.url, whole.items);
      const watch = {
        resource,
        send: (event: object) => void response.write(`${JSON.stringify(event)}\n`),
        cut: () => response.destroy(),
        end: () => response.end(),
      };
      watches.push(watch);
      for (const tell of [...opened]) tell();
      return;
    }
    if (code === silence) response.once("close", () => left.resolve(resource));
    else json(response, body, code);
  });
  product = await startProductFor(upstream.cluster, groups);
});
afterEach(async () => {
  await product.dispose();
  await upstream.dispose();
});

const open = (who: keyof typeof groups = "ada") => product.stream(product.cookieOf(who), tenant);
/** The newest open watch of a resource, as soon as there is one. */
const watchOf = (resource: string) =>
  new Promise<(typeof watches)[number]>((resolve) => {
    const look = () => {
      const found = watches.findLast((watch) => watch.resource === resource);
      if (found) resolve(found);
    };
    opened.add(look);
    look();
  });

describe("a list whose sources fail", () => {
  it.each([
    ["503 text", 503, "service unavailable", "unavailable"],
    ["a starting server", 403, status(403, "Forbidden", 'User "system:anonymous" cannot list'), "unavailable"],
    ["500", 500, status(500, "InternalError"), "internal"],
    ["an answer that is no list", 200, { kind: "VMInstance" }, "unavailable"],
    ["another's right", 403, status(403, "Forbidden"), "forbidden"],
  ])("a first read of %s is a failure, never an empty list", async (_, code, body, problem) => {
    answers.vminstances = () => [code, body];
    const answer = await product.ask("ada", "GET", vms);
    expect(answer.body).toMatchObject({ code: problem });
    expect(answer.body.rows).toBeUndefined();
    answers.vminstances = () => [200, list(instance("web"))];
    expect((await product.ask("ada", "GET", vms)).body.rows).toHaveLength(1);
  });

  it("F07: lets a page go without its rows when the cluster is slow, and is left when nobody waits", async () => {
    answers.vminstances = () => [silence, null];
    const ada = await product.services.sessions.find(product.cookieOf("ada"));
    expect(ada).not.toBeNull();
    if (!ada) return;
    expect(await product.services.live.glance(ada, tenant)).toEqual({ state: "pending" });
    const stream = await open();
    await stream.until(() => stream.events.some(({ type }) => type === "upstream"));
    expect(product.services.live.size).toBe(1);
    stream.close();
    expect(await left.promise).toBe("vminstances");
    answers.vminstances = () => [200, list(instance("web"))];
    expect(await product.services.live.glance(ada, tenant)).toMatchObject({ state: "ready" });
  });

  it("keeps the rows when the cluster goes away, says since when, and is live again after", async () => {
    answers.vminstances = () => [200, list(instance("web"))];
    const stream = await open();
    await stream.until(() => stream.rows.has("web"));
    answers.vminstances = () => [503, "service unavailable"];
    (await watchOf("vminstances")).cut();
    await stream.until(() => stream.events.some((event) => event.type === "upstream" && event.state === "down"));
    const down = (await product.ask("ada", "GET", vms)).body;
    expect(down.rows).toHaveLength(1);
    const since = stream.events.findLast((event) => event.type === "upstream")?.since;
    expect(down.asOf).toBe(since);
    answers.vminstances = () => [200, list(instance("web"), instance("db"))];
    await stream.until(() => stream.events.findLast((event) => event.type === "upstream")?.state === "live");
    await stream.until(() => stream.rows.has("db"));
    stream.close();
  });

  it("finds what was deleted while no watch was open", async () => {
    answers.vminstances = () => [200, list(instance("web"), instance("db"))];
    const stream = await open();
    await stream.until(() => stream.rows.size === 2);
    answers.vminstances = () => [200, list(instance("web"))];
    (await watchOf("vminstances")).end();
    await stream.until(() => !stream.rows.has("db"));
    stream.close();
  });

  it("takes ADDED for a change and lists again after 410", async () => {
    answers.vminstances = () => [200, list(instance("web"))];
    answers.services = () => [200, list()];
    const stream = await open();
    await stream.until(() => stream.rows.has("web"));
    const changed = { ...instance("web"), spec: { runStrategy: "Halted" } };
    (await watchOf("vminstances")).send({ type: "ADDED", object: changed });
    await stream.until(() => stream.rows.get("web")?.runStrategy === "Halted");
    const ingress = [{ ip: "203.0.113.9" }];
    const service = {
      metadata: { name: "vm-instance-web" },
      spec: { type: "LoadBalancer" },
      status: { loadBalancer: { ingress } },
    };
    answers.services = () => [200, list(service)];
    (await watchOf("services")).send({ type: "ERROR", object: status(410, "Expired") });
    await stream.until(() => stream.rows.get("web")?.addresses.public === "203.0.113.9");
    stream.close();
  });

  it("says which source is denied and infers the rest", async () => {
    answers.vminstances = () => [200, list({ ...instance("web"), spec: { runStrategy: "Halted" } })];
    answers.virtualmachines = () => [403, status(403, "Forbidden")];
    answers.pods = () => [403, status(403, "Forbidden")];
    const { body } = await product.ask("ada", "GET", vms);
    expect(body.missing).toEqual([
      { source: "virtualmachines", code: "forbidden" },
      { source: "pods", code: "forbidden" },
    ]);
    expect(body.rows[0]).toMatchObject({ state: "stopped", inferred: true, addresses: { private: null } });
  });

  it("F26: says what this platform does not have, and is current all the same", async () => {
    answers.vminstances = () => [200, list({ ...instance("web"), spec: { runStrategy: "Halted" } })];
    for (const kind of ["virtualmachines", "vmdisks"]) answers[kind] = () => [404, status(404, "NotFound")];
    const stream = await open();
    await stream.until(() => stream.rows.has("web"));
    expect(stream.list()?.missing).toEqual([
      { source: "virtualmachines", code: "absent" },
      { source: "vmdisks", code: "absent" },
    ]);
    expect(stream.rows.get("web")).toMatchObject({ inferred: true, disks: { totalBytes: null } });
    expect(stream.events.some((event) => event.type === "upstream" && event.state === "down")).toBe(false);
    stream.close();
    // Without VMInstances there is no list at all, which is no empty one.
    answers.vminstances = () => [404, status(404, "NotFound")];
    expect((await product.ask("omar", "GET", vms)).body).toMatchObject({ code: "unsupported" });
  });

  it("survives hostile events and objects", async () => {
    answers.vminstances = () => [
      200,
      list(instance("web"), { metadata: { name: 7 } }, instance("<img src=x onerror=1>")),
    ];
    const stream = await open();
    await stream.until(() => stream.rows.has("web"));
    for (const object of [null, 7, {}, { metadata: { name: "__proto__" }, spec: { disks: [{}] } }])
      (await watchOf("vminstances")).send({ type: "MODIFIED", object });
    (await watchOf("vminstances")).send({ type: "ADDED", object: instance("last") });
    await stream.until(() => stream.rows.has("last"));
    expect(stream.rows.has("__proto__")).toBe(true);
    stream.close();
  });

  it("gives each person their own reads, with their own token", async () => {
    answers.vminstances = () => [200, list(instance("web"))];
    const [ada, omar] = await Promise.all([open("ada"), open("omar")]);
    await Promise.all([ada, omar].map((one) => one.until(() => one.rows.has("web"))));
    const reads = upstream.seen.filter((seen) => resourceOf(seen) === "vminstances");
    expect(reads.map(({ headers }) => headers.authorization).sort()).toEqual([
      "Bearer token-of-ada",
      "Bearer token-of-omar",
    ]);
    expect(product.services.live.size).toBe(2);
    ada.close();
    omar.close();
  });

  it("opens streams that no proxy may hold back or change", async () => {
    const stream = await open();
    expect(stream.response.headers).toMatchObject({
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store, no-transform",
      "x-accel-buffering": "no",
    });
    stream.close();
  });
});
