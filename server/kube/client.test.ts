import { gzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Person } from "../auth/person.ts";
import { ProblemError } from "../http/problem-error.ts";
import { json, startUpstream } from "../http/testing.ts";
import type { KubePath, WatchEvent } from "./api.ts";
import { aboutOf, createKube } from "./client.ts";
import { createKubeTarget } from "./target.ts";

let upstream: Awaited<ReturnType<typeof startUpstream>>;
let kube: ReturnType<typeof createKube>;

beforeAll(async () => {
  upstream = await startUpstream();
  kube = createKube(createKubeTarget(upstream.cluster));
});
afterAll(async () => {
  await kube.dispose();
  await upstream.dispose();
});
afterEach(() => {
  upstream.seen.length = 0;
});

const personNamed = (name: string) => {
  const ending = new AbortController();
  const person: Person = {
    sessionId: name,
    identity: { issuer: "i", subject: name, name, groups: [] },
    token: async () => `token-of-${name}`,
    ended: ending.signal,
  };
  return { person, end: () => ending.abort() };
};
const { person } = personNamed("ada");
const vms = ["apis", "apps.cozystack.io", "v1alpha1", "namespaces", "tenant-acme", "vminstances"] as const;

describe("requests", () => {
  it("carry the token of whoever asks, over shared connections", async () => {
    const names = ["ada", "omar", "vera"];
    await Promise.all(names.flatMap((name) => [1, 2, 3].map(() => kube.get(personNamed(name).person, vms))));
    const tokens = upstream.seen.map(({ headers }) => headers.authorization).sort();
    expect(tokens).toEqual(names.flatMap((name) => Array(3).fill(`Bearer token-of-${name}`)).sort());
  });

  it("name the patch type, the accepted type, the body", async () => {
    await kube.write(person, "PATCH", [...vms, "web"], { spec: {} });
    await kube.write(person, "PUT", ["apis", "subresources.kubevirt.io", "v1", "x"], undefined, { accept: "*/*" });
    expect(
      upstream.seen.map(({ method, body, headers }) => [method, body, headers["content-type"], headers.accept]),
    ).toEqual([
      ["PATCH", '{"spec":{}}', "application/merge-patch+json", "application/json"],
      ["PUT", "", "application/json", "*/*"],
    ]);
  });

  it("unpack what is packed, and give null for nothing", async () => {
    const list = { items: [{ text: "ü€😀" }] };
    upstream.respond((_seen, response) =>
      response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync(JSON.stringify(list))),
    );
    expect(await kube.get(person, vms)).toEqual(list);
    expect(upstream.seen[0]?.headers["accept-encoding"]).toBe("gzip");
    upstream.respond((_seen, response) => response.writeHead(202).end());
    expect(await kube.get(person, vms)).toBeNull();
  });

  it("refuse what unpacks to more than an answer may be, what is no JSON, and what breaks off", async () => {
    const bomb = gzipSync(Buffer.alloc(80 * 1024 * 1024, 32));
    upstream.respond((_seen, response) => response.writeHead(200, { "content-encoding": "gzip" }).end(bomb));
    await expect(kube.get(person, vms)).rejects.toMatchObject({ problem: { code: "unavailable" } });
    upstream.respond((_seen, response) => response.end("<html>"));
    await expect(kube.get(person, vms)).rejects.toMatchObject({ problem: { code: "unavailable" } });
    upstream.respond((_seen, response) => {
      response.writeHead(200, { "content-length": "100" }).write("{");
      response.destroy();
    });
    await expect(kube.get(person, vms)).rejects.toMatchObject({ problem: { code: "unavailable" } });
  });

  it("end at their deadline, by their caller, and with the session", async () => {
    upstream.respond(() => {});
    const problem = (code: string) => ({ problem: { code, about: "vminstances list" } });
    await expect(kube.get(person, vms, { timeoutMs: 20 })).rejects.toMatchObject(problem("timeout"));
    const caller = new AbortController();
    const left = kube.get(person, vms, { signal: caller.signal });
    caller.abort(new Error("nobody waits"));
    await expect(left).rejects.toThrow("nobody waits");
    const { person: omar, end } = personNamed("omar");
    const signedOut = kube.get(omar, vms);
    end();
    await expect(signedOut).rejects.toMatchObject(problem("session-ended"));
  });

  it("F43: tell whose token was refused by kube-apiserver's own 401, and by nothing that is an outage or a refusal", async () => {
    const refused: string[] = [];
    const listening = createKube(createKubeTarget(upstream.cluster), {
      onRefusedToken: ({ sessionId }) => void refused.push(sessionId),
    });
    const anonymous = 'vminstances is forbidden: User "system:anonymous" cannot list';
    for (const [status, body, code] of [
      [403, { kind: "Status", reason: "Forbidden", message: anonymous }, "unavailable"],
      [503, {}, "unavailable"],
      [401, {}, "forbidden"],
      [403, { kind: "Status", reason: "Forbidden" }, "forbidden"],
    ] as const) {
      upstream.respond((_seen, response) => json(response, body, status));
      await expect(listening.get(person, vms, { retries: 0 })).rejects.toMatchObject({ problem: { code } });
    }
    expect(refused).toEqual([]);
    upstream.respond((_seen, response) => json(response, { kind: "Status", reason: "Unauthorized" }, 401));
    await expect(listening.get(person, vms)).rejects.toMatchObject({ problem: { code: "session-ended" } });
    await expect(listening.watch(person, vms)[Symbol.asyncIterator]().next()).rejects.toThrow("session-ended");
    expect(refused).toEqual(["ada", "ada"]);
    await listening.dispose();
  });

  it("never leave for a path that is none, nor follow a redirect", async () => {
    await expect(kube.get(person, [...vms, ".."])).rejects.toMatchObject({ problem: { code: "bad-request" } });
    expect(upstream.seen).toEqual([]);
    upstream.respond((_seen, response) => response.writeHead(307, { location: "/elsewhere" }).end());
    await expect(kube.write(person, "POST", vms, {})).rejects.toThrow("vminstances create");
    expect(upstream.seen).toHaveLength(1);
  });

  it("F06: are tried again when the cluster fails at a read, never at a write", async () => {
    const answers = [503, 500, 200];
    upstream.respond((_seen, response) => json(response, { kind: "Anything" }, answers.shift() ?? 500));
    expect(await kube.get(person, vms)).toEqual({ kind: "Anything" });
    expect(upstream.seen).toHaveLength(3);
    await expect(kube.get(person, vms)).rejects.toMatchObject({ problem: { code: "internal" } });
    expect(upstream.seen).toHaveLength(6);
    await expect(kube.get(person, vms, { retries: 0 })).rejects.toMatchObject({ problem: { code: "internal" } });
    await expect(kube.write(person, "POST", vms, {})).rejects.toMatchObject({ problem: { code: "internal" } });
    expect(upstream.seen).toHaveLength(8);
  });

  it.each([400, 403, 404, 409, 410, 422, 307])("are not tried again after %i: that is an answer", async (status) => {
    upstream.respond((_seen, response) => json(response, {}, status));
    await expect(kube.get(person, vms)).rejects.toMatchObject({ problem: { about: "vminstances list" } });
    expect(upstream.seen).toHaveLength(1);
  });

  it("F05: stay here while the cluster asked to wait: that person's, of that path", async () => {
    const { person: busy } = personNamed("busy");
    upstream.respond((_seen, response) => json(response, {}, 429, { "retry-after": "7" }));
    for (const _ of [1, 2]) {
      await expect(kube.get(busy, vms)).rejects.toMatchObject({
        problem: { code: "too-many-requests", retryAfterSeconds: 7 },
      });
    }
    const watch = async () => {
      for await (const one of kube.watch(busy, vms)) expect.unreachable(one.type);
    };
    await expect(watch()).rejects.toMatchObject({ problem: { code: "too-many-requests" } });
    expect(upstream.seen).toHaveLength(1);
    upstream.respond((_seen, response) => json(response, {}));
    await kube.get(person, vms);
    await kube.get(busy, [...vms, "web"]);
    expect(upstream.seen).toHaveLength(3);
  });

  it("P19: refuse a server that cannot prove itself", async () => {
    const other = await startUpstream();
    const stranger = createKube(createKubeTarget({ ...other.cluster, ca: upstream.cluster.ca }));
    await expect(stranger.get(person, vms)).rejects.toMatchObject({ problem: { code: "unavailable" } });
    expect(other.seen).toEqual([]);
    await stranger.dispose();
    await other.dispose();
  });
});

describe("watches", () => {
  const event = (name: string): WatchEvent => ({ type: "ADDED", object: { name } });
  const collect = async (events: AsyncIterable<WatchEvent>) => {
    const all: WatchEvent[] = [];
    for await (const one of events) all.push(one);
    return all;
  };

  it("give every event, however the bytes arrive, until the server ends it", async () => {
    const sent = ["a", "ü€😀", "c"].map(event);
    const bytes = Buffer.from(sent.map((one) => `${JSON.stringify(one)}\n`).join(""));
    upstream.respond((_seen, response) => {
      for (const byte of bytes) response.write(Buffer.of(byte));
      response.end();
    });
    expect(await collect(kube.watch(person, vms, { query: { allowWatchBookmarks: "true" } }))).toEqual(sent);
    expect(upstream.seen[0]?.url).toMatch(/vminstances\?allowWatchBookmarks=true&watch=true$/);
  });

  it("throw when the connection breaks in the middle, or the line is no event", async () => {
    upstream.respond((_seen, response) => {
      response.write(`${JSON.stringify(event("a"))}\n{"type":`, () => response.destroy());
    });
    await expect(collect(kube.watch(person, vms))).rejects.toMatchObject({ problem: { code: "unavailable" } });
    upstream.respond((_seen, response) => response.end('{"type":"SOMETHING"}\n'));
    await expect(collect(kube.watch(person, vms))).rejects.toMatchObject({ problem: { code: "unavailable" } });
  });

  it("throw the problem of a refusal", async () => {
    const refusal = { kind: "Status", reason: "Forbidden", message: "no" };
    upstream.respond((_seen, response) => json(response, refusal, 403));
    await expect(collect(kube.watch(person, vms))).rejects.toMatchObject({
      problem: { code: "forbidden", about: "vminstances watch" },
    });
  });

  it("say what was denied: verb, resource, tenant, and the role that has it as far as one is known", async () => {
    const refusal = { kind: "Status", reason: "Forbidden", message: "no" };
    const deniedAt = async (path: KubePath, method: "GET" | "PUT" = "GET") => {
      upstream.respond((_seen, response) => json(response, refusal, 403));
      const asked = method === "GET" ? kube.get(person, path) : kube.write(person, method, path, {});
      const error = await asked.then(
        () => null,
        (reason: unknown) => reason,
      );
      return error instanceof ProblemError ? error.problem.denied : null;
    };
    const below = (...rest: string[]): KubePath => ["apis", "subresources.kubevirt.io", "v1", "namespaces", ...rest];
    expect(await deniedAt(below("tenant-acme", "virtualmachines", "vm-instance-web", "start"), "PUT")).toEqual({
      verb: "update",
      resource: "virtualmachines/start",
      tenant: "tenant-acme",
      role: "use",
    });
    expect(await deniedAt(below("tenant-acme", "virtualmachines", "vm-instance-web", "migrate"), "PUT")).toMatchObject({
      role: null,
    });
    expect(await deniedAt([...vms, "web"])).toMatchObject({ verb: "get", resource: "vminstances", role: "view" });
    expect(await deniedAt(["api", "v1", "nodes"])).toEqual({ verb: "list", resource: "nodes" });
    expect(await deniedAt(["api", "v1", "namespaces", "tenant-acme", "events"])).toMatchObject({
      verb: "list",
      resource: "events",
      role: "view",
    });
  });

  it("end when their caller leaves, throw when the session ends; both close upstream's connection", async () => {
    const ways = [
      (watch: AbortController, _end: () => void) => watch.abort(),
      (_watch: AbortController, end: () => void) => end(),
    ];
    const outcomes: string[] = [];
    for (const leave of ways) {
      const closed = Promise.withResolvers<void>();
      upstream.respond((_seen, response) => {
        response.once("close", () => closed.resolve());
        response.write(`${JSON.stringify(event("a"))}\n`);
      });
      const { person: somebody, end } = personNamed("somebody");
      const watch = new AbortController();
      const events = kube.watch(somebody, vms, { signal: watch.signal })[Symbol.asyncIterator]();
      expect((await events.next()).value).toEqual(event("a"));
      leave(watch, end);
      outcomes.push(
        await events.next().then(
          ({ done }) => `done ${done}`,
          (error) => error.problem.code,
        ),
      );
      await closed.promise;
    }
    expect(outcomes).toEqual(["done true", "session-ended"]);
  });

  it("close upstream's connection when the reader just stops", async () => {
    const closed = Promise.withResolvers<void>();
    upstream.respond((_seen, response) => {
      response.once("close", () => closed.resolve());
      response.write(`${JSON.stringify(event("a"))}\n`);
    });
    for await (const one of kube.watch(person, vms)) {
      expect(one).toEqual(event("a"));
      break;
    }
    await closed.promise;
  });
});

it("aboutOf names what a request is about, never whose", () => {
  expect(aboutOf("GET", vms)).toBe("vminstances list");
  expect(aboutOf("GET", [...vms, "web-01"])).toBe("vminstances get");
  expect(aboutOf("WATCH", vms)).toBe("vminstances watch");
  expect(aboutOf("GET", ["api", "v1", "namespaces", "tenant-acme", "pods"])).toBe("pods list");
  expect(aboutOf("GET", ["apis", "core.cozystack.io", "v1alpha1", "tenantnamespaces"])).toBe("tenantnamespaces list");
  const start = [
    "apis",
    "subresources.kubevirt.io",
    "v1",
    "namespaces",
    "t",
    "virtualmachines",
    "web",
    "start",
  ] as const;
  expect(aboutOf("PUT", start)).toBe("virtualmachines/start update");
});
