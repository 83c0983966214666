import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WebSocketServer } from "ws";
import { createCertificates } from "../certificates.ts";
import { sendJson } from "../platform/aggregated/answers.ts";
import type { AggregatedGroup } from "../platform/aggregated/group.ts";
import { createAggregatedServer } from "../platform/aggregated/server.ts";
import { take } from "../test-wire.ts";
import { onEachServer } from "./on-each-server.ts";

const services = "/apis/apiregistration.k8s.io/v1/apiservices";

/** A group whose answers tell what reached it. */
const echoGroup = (group: string): AggregatedGroup => ({
  group,
  versions: ["v1"],
  handle: async ({ method, path, query, headers, caller, body, response }) => {
    const [, , , resource] = path;
    if (resource === undefined) {
      const verbs = ["get", "list", "watch"];
      const things = { name: "things", singularName: "thing", namespaced: true, kind: "Thing", verbs };
      return sendJson(response, 200, { kind: "APIResourceList", groupVersion: `${group}/v1`, resources: [things] });
    }
    if (query.has("watch")) {
      response.writeHead(200, { "Content-Type": "application/json" });
      response.write('{"type":"ADDED","object":{}}\n');
      setTimeout(() => response.end('{"type":"DELETED","object":{}}\n'), 10);
      return;
    }
    const authorization = headers.authorization ?? null;
    sendJson(response, 200, { method, path, caller, authorization, body: (await body()).toString() });
  },
  upgrade: async ({ request, socket, head, caller }) => {
    const sockets = new WebSocketServer({ noServer: true, handleProtocols: (offered) => [...offered][0] ?? false });
    sockets.handleUpgrade(request, socket, head, (line) => {
      line.send(Buffer.from(JSON.stringify(caller)));
      line.on("message", (data) => line.send(data));
    });
  },
});

onEachServer("the aggregation layer", ({ api }) => {
  const group = `a${randomBytes(4).toString("hex")}.contract.test`;
  let namespace: string;
  let things: string;
  let token: string;
  let server: Awaited<ReturnType<typeof createAggregatedServer>>;

  beforeAll(async () => {
    namespace = await api().namespace();
    things = `/apis/${group}/v1/namespaces/${namespace}/things`;
    token = await api().person(namespace, "ada");
    const certificates = await createCertificates();
    const trust = await api().ok("GET", "/api/v1/namespaces/kube-system/configmaps/extension-apiserver-authentication");
    server = await createAggregatedServer({
      groups: [echoGroup(group)],
      certificate: certificates.platform,
      frontProxyCa: trust.body.data["requestheader-client-ca-file"],
    });
    await service();
    await register(group, server.port, certificates.ca.cert);
    await api().until(things, ({ code }) => code === 200);
  });
  afterAll(async () => {
    await api().call("DELETE", `${services}/v1.${group}`);
    await api().call("DELETE", `${services}/v1.away.${group}`);
    await server.dispose();
    await api().call("DELETE", `/api/v1/namespaces/${namespace}`);
  });

  /** The certificate is valid for this name. */
  const service = async () => {
    await api().call("POST", "/api/v1/namespaces", { metadata: { name: "cozy-system" } });
    const spec = { type: "ExternalName", externalName: "localhost" };
    await api().call("POST", "/api/v1/namespaces/cozy-system/services", { metadata: { name: "platform" }, spec });
  };
  const register = (name: string, port: number, ca: string) =>
    api().ok("POST", services, {
      apiVersion: "apiregistration.k8s.io/v1",
      kind: "APIService",
      metadata: { name: `v1.${name}` },
      spec: {
        group: name,
        version: "v1",
        groupPriorityMinimum: 1000,
        versionPriority: 10,
        caBundle: Buffer.from(ca).toString("base64"),
        service: { name: "platform", namespace: "cozy-system", port },
      },
    });
  const grant = async () => {
    const roles = `/apis/rbac.authorization.k8s.io/v1/namespaces/${namespace}`;
    const rules = [{ apiGroups: [group], resources: ["things/console"], verbs: ["get"] }];
    await api().call("POST", `${roles}/roles`, { metadata: { name: "console" }, rules });
    await api().call("POST", `${roles}/rolebindings`, {
      metadata: { name: "console" },
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: "console" },
      subjects: [{ kind: "ServiceAccount", name: "ada", namespace }],
    });
    await api().until(`${things}/one/console`, ({ code }) => code === 200, { token });
  };

  test("forwards a request whole, in the caller's name, without the token and without forged names", async () => {
    const headers = { "X-Remote-User": "root", "X-Remote-Group": "system:masters" };
    const { body } = await api().call("POST", `${things}?x=1`, { hello: "world" }, { headers });
    expect(body).toMatchObject({ method: "POST", authorization: null, body: '{"hello":"world"}' });
    expect(body.path).toEqual(["v1", "namespaces", namespace, "things"]);
    expect(body.caller.name).not.toBe("root");
    expect(body.caller.groups).toEqual(["system:masters", "system:authenticated"]);
  });

  test("asks RBAC before, by method and first part of the subresource", async () => {
    const { body } = await api().call("PUT", `${things}/one/console/now`, {}, { token });
    expect(body).toMatchObject({ code: 403, reason: "Forbidden" });
    expect(body.message).toContain(`cannot update resource "things/console" in API group "${group}"`);
    await grant();
    const seen = await api().ok("GET", `${things}/one/console`, undefined, { token });
    expect(seen.body.caller).toEqual({
      name: `system:serviceaccount:${namespace}:ada`,
      groups: ["system:serviceaccounts", `system:serviceaccounts:${namespace}`, "system:authenticated"],
    });
  });

  test("joins WebSockets, in the caller's name; the token may come as a subprotocol and stays behind", async () => {
    await grant();
    const bearer = `base64url.bearer.authorization.k8s.io.${Buffer.from(token).toString("base64url")}`;
    for (const asked of [{ token }, { protocols: ["plain.kubevirt.io", bearer] }]) {
      const { stream } = await api().open(`${things}/one/console`, asked);
      expect(stream?.protocol()).toBe("plain.kubevirt.io");
      expect(await stream?.until("}")).toContain(`system:serviceaccount:${namespace}:ada`);
      stream?.send("y".repeat(300_000));
      expect((await stream?.until("y".repeat(300_000)))?.length).toBeGreaterThan(300_000);
      stream?.close();
      expect(await stream?.closed).toBe(1000);
    }
    expect((await api().open(`${things}/one/shell`, { token })).refused).toMatchObject({ code: 403 });
    expect((await api().open(`${things}/one/console`, { token: "no-such-token" })).refused?.code).toBe(401);
  });

  test("streams a watch event by event", async () => {
    const events = await take(api().watch(`${things}?watch=1`), 3);
    expect(events.map(({ type }) => type)).toEqual(["ADDED", "DELETED"]);
  });

  test("shows the group in discovery", async () => {
    expect((await api().ok("GET", `/apis/${group}/v1`)).body.resources[0].name).toBe("things");
    const { body } = await api().until(`${services}/v1.${group}`, (answer) =>
      answer.body.status?.conditions?.some((it: { type: string; status: string }) => it.status === "True"),
    );
    expect(body.status.conditions).toMatchObject([{ type: "Available", status: "True", reason: "Passed" }]);
  });

  test("answers 503 in plain text while the server behind is away", async () => {
    await register(`away.${group}`, 1, api().ca);
    const away = `/apis/away.${group}/v1/things`;
    const { text, headers } = await api().until(away, ({ code }) => code === 503);
    expect(headers.get("content-type")).toContain("text/plain");
    expect(text).toMatch(/^(service unavailable\n|error trying to reach service: dial tcp .*: connection refused)$/);
    await api().until(`${services}/v1.away.${group}`, ({ body }) => body.status?.conditions?.[0]?.status === "False");
  });
});
