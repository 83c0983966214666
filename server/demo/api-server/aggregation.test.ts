import type { IncomingMessage } from "node:http";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import WebSocket, { WebSocketServer } from "ws";
import { take } from "../test-wire.ts";
import { ADMIN_TOKEN, namespace, TestServer } from "./test-client.ts";

let api: TestServer;
let platform: Awaited<ReturnType<typeof startPlatform>>;

beforeAll(async () => {
  api = await TestServer.start({ tokens: [{ token: "ada", user: "ada", groups: ["devs"] }] });
  platform = await startPlatform();
  await api.call("POST", "/api/v1/namespaces", namespace("cozy-system"));
  const spec = { type: "ExternalName", externalName: "localhost" };
  await api.call("POST", "/api/v1/namespaces/cozy-system/services", {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: "platform" },
    spec,
  });
  await register("apps.test", platform.port);
});
afterAll(async () => {
  await api.dispose();
  platform.close();
});

/** An aggregated server that tells what reached it; it takes callers only from behind the front proxy. */
async function startPlatform() {
  const { platform: own, frontProxyCa } = api.certificates;
  const server: Server = createServer({ ...own, ca: frontProxyCa.cert, requestCert: true, rejectUnauthorized: true });
  const sockets = new WebSocketServer({ server });
  sockets.on("connection", (socket, request) => {
    socket.send(JSON.stringify(callerOf(request)));
    socket.on("message", (data, isBinary) => socket.send(data, { binary: isBinary }));
  });
  server.on("request", async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    response.setHeader("Content-Type", "application/json");
    if (request.url === "/apis/apps.test/v1") {
      const resource = {
        name: "things",
        singularName: "thing",
        namespaced: true,
        kind: "Thing",
        verbs: ["get", "list"],
      };
      response.end(
        JSON.stringify({
          kind: "APIResourceList",
          apiVersion: "v1",
          groupVersion: "apps.test/v1",
          resources: [resource],
        }),
      );
    } else if (request.url?.includes("watch=1")) {
      response.write('{"type":"ADDED","object":{}}\n');
      platform.release = () => response.end('{"type":"DELETED","object":{}}\n');
      platform.breakOff = () => response.destroy();
    } else {
      response.statusCode = 418;
      response.end(JSON.stringify({ ...callerOf(request), body: Buffer.concat(chunks).toString() }));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  const close = () => {
    sockets.close();
    server.closeAllConnections();
    server.close();
  };
  return { port: (server.address() as AddressInfo).port, close, release: () => {}, breakOff: () => {} };
}

const callerOf = ({ headers, rawHeaders, method, url }: IncomingMessage) => ({
  method,
  url,
  user: headers["x-remote-user"],
  groups: rawHeaders.filter((_, index) => rawHeaders[index - 1]?.toLowerCase() === "x-remote-group"),
  authorization: headers.authorization ?? null,
});

async function register(group: string, port: number, { ca = api.certificates.ca.cert, on = api } = {}): Promise<void> {
  const spec = {
    group,
    version: "v1",
    groupPriorityMinimum: 1000,
    versionPriority: 10,
    caBundle: Buffer.from(ca).toString("base64"),
    service: { name: "platform", namespace: "cozy-system", port },
  };
  const body = { apiVersion: "apiregistration.k8s.io/v1", kind: "APIService", metadata: { name: `v1.${group}` }, spec };
  expect((await on.call("POST", "/apis/apiregistration.k8s.io/v1/apiservices", body)).code).toBe(201);
}

async function isAvailable(group: string, expected: string): Promise<void> {
  const events = api.watch(
    `/apis/apiregistration.k8s.io/v1/apiservices?watch=1&fieldSelector=metadata.name=v1.${group}`,
  );
  for (;;) {
    const [event] = await take(events, 1);
    if (event?.object.status?.conditions?.[0]?.status === expected) break;
  }
  await events.return(undefined);
}

const grant = (name: string, rules: object[]) => ({
  apiVersion: "rbac.authorization.k8s.io/v1",
  kind: "ClusterRole",
  metadata: { name },
  rules,
});

test("a request is forwarded whole, in the caller's name and without the token", async () => {
  const headers = { "X-Remote-User": "root", "X-Remote-Group": "system:masters" };
  const answer = await api.call("POST", "/apis/apps.test/v1/namespaces/a/things?x=1", { hello: "world" }, { headers });
  expect(answer.code).toBe(418);
  expect(answer.body).toEqual({
    method: "POST",
    url: "/apis/apps.test/v1/namespaces/a/things?x=1",
    user: "kubernetes-admin",
    groups: ["system:masters", "system:authenticated"],
    authorization: null,
    body: '{"hello":"world"}',
  });
});

test("RBAC is asked before, by method and first part of the subresource", async () => {
  const path = "/apis/apps.test/v1/namespaces/a/things/t/start/now";
  const refused = await api.call("PUT", path, {}, { token: "ada" });
  expect(refused.body.message).toBe(
    'things.apps.test "t" is forbidden: User "ada" cannot update resource "things/start" in API group "apps.test" in the namespace "a"',
  );
  await api.call(
    "POST",
    "/apis/rbac.authorization.k8s.io/v1/clusterroles",
    grant("starter", [{ apiGroups: ["apps.test"], resources: ["things/start"], verbs: ["update"] }]),
  );
  await api.call("POST", "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings", {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "ClusterRoleBinding",
    metadata: { name: "starter" },
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "starter" },
    subjects: [{ kind: "User", name: "ada" }],
  });
  expect((await api.call("PUT", path, {}, { token: "ada" })).body).toMatchObject({
    user: "ada",
    groups: ["devs", "system:authenticated"],
  });
});

test("a watch streams event by event", async () => {
  const events = api.watch("/apis/apps.test/v1/namespaces/a/things?watch=1");
  expect((await take(events, 1))[0]?.type).toBe("ADDED");
  platform.release();
  expect((await take(events, 2)).map(({ type }) => type)).toEqual(["DELETED"]);
});

test("an answer that breaks off breaks off here too", async () => {
  const events = api.watch("/apis/apps.test/v1/namespaces/a/things?watch=1");
  await take(events, 1);
  platform.breakOff();
  await expect(events.next()).rejects.toThrow();
});

test("a WebSocket is joined byte by byte", async () => {
  const url = `${api.server.url.replace("https", "wss")}/apis/apps.test/v1/namespaces/a/things/t/console`;
  const socket = new WebSocket(url, { ca: api.server.caPem, headers: { Authorization: `Bearer ${ADMIN_TOKEN}` } });
  const messages: Buffer[] = [];
  const received = (count: number) =>
    new Promise<void>((resolve) => {
      const check = () => messages.length >= count && resolve();
      socket.on("message", check);
      check();
    });
  socket.on("message", (data: Buffer) => messages.push(data));
  await received(1);
  expect(JSON.parse(String(messages[0]))).toMatchObject({ user: "kubernetes-admin", authorization: null });
  socket.send(Buffer.alloc(300_000, 7));
  await received(2);
  expect(messages[1]).toEqual(Buffer.alloc(300_000, 7));
  const closed = new Promise((resolve) => socket.on("close", resolve));
  socket.close(1000);
  expect(await closed).toBe(1000);
});

test("a stop does not wait for open consoles", async () => {
  const other = await TestServer.start({ certificates: api.certificates });
  await other.call("POST", "/api/v1/namespaces", namespace("cozy-system"));
  await register("apps.test", platform.port, { on: other });
  const socket = new WebSocket(`${other.server.url.replace("https", "wss")}/apis/apps.test/v1/things/t/console`, {
    ca: other.server.caPem,
    headers: { Authorization: `Bearer ${ADMIN_TOKEN}` },
  });
  await new Promise((resolve) => socket.on("open", resolve));
  const closed = new Promise((resolve) => socket.on("close", resolve));
  await other.dispose();
  expect(await closed).toBe(1006);
});

test("an upgrade that is not allowed is refused over HTTP", async () => {
  const url = `${api.server.url.replace("https", "wss")}/apis/apps.test/v1/namespaces/a/things/t/console`;
  const socket = new WebSocket(url, { ca: api.server.caPem, headers: { Authorization: "Bearer ada" } });
  const code = await new Promise((resolve) =>
    socket.on("unexpected-response", (_request, answer) => resolve(answer.statusCode)),
  );
  expect(code).toBe(403);
});

test("the group is in discovery, and its APIService available", async () => {
  await isAvailable("apps.test", "True");
  expect((await api.call("GET", "/apis/apps.test/v1")).body.resources[0].name).toBe("things");
  const Accept = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";
  const groups = (await api.call("GET", "/apis", undefined, { headers: { Accept } })).body.items;
  const found = groups.find((item: { metadata: { name: string } }) => item.metadata.name === "apps.test");
  expect(found.versions[0].resources[0]).toMatchObject({
    resource: "things",
    responseKind: { group: "apps.test", version: "v1", kind: "Thing" },
  });
});

test("a server that is away or shows a certificate of another CA is 503 in plain text", async () => {
  await register("away.test", 1);
  const away = await api.call("GET", "/apis/away.test/v1/namespaces/a/things");
  expect(away.code).toBe(503);
  expect(away.headers.get("content-type")).toContain("text/plain");
  expect(away.text).toMatch(
    /^(error trying to reach service: dial tcp localhost:1: connect: connection refused|service unavailable\n)$/,
  );
  await isAvailable("away.test", "False");
  expect((await api.call("GET", "/apis/away.test/v1/namespaces/a/things")).text).toBe("service unavailable\n");
  await register("forged.test", platform.port, { ca: api.certificates.frontProxyCa.cert });
  expect((await api.call("GET", "/apis/forged.test/v1/namespaces/a/things")).code).toBe(503);
  const Accept = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";
  const groups = (await api.call("GET", "/apis", undefined, { headers: { Accept } })).body.items;
  const stale = groups.find((item: { metadata: { name: string } }) => item.metadata.name === "away.test");
  expect(stale.versions[0]).toEqual({ version: "v1", freshness: "Stale" });
});
