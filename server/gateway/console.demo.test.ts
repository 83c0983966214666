import { once } from "node:events";
import { createServer } from "node:http";
import https from "node:https";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { WebSocket } from "ws";
import { consoleProtocol, type TicketRequest, ticketProtocolPrefix } from "#lib/api/requests.ts";
import { readNotice } from "#lib/console/watching/notices.ts";
import { defaultInput } from "#lib/create/defaults.ts";
import { type InProcess, startInProcess } from "#server/demo/in-process.ts";
import { origin } from "../http/testing.ts";
import { routeUpgrades } from "../http/upgrades.ts";
import { reviewVmRight } from "../kube/access.ts";
import { groups, startTenant, type Tenant, type TenantPerson, tenant, vms } from "../live/testing-tenant.ts";
import { ConsoleGateway } from "./gateway.ts";
import { endOf } from "./testing.ts";

const lifetimeMs = 1_000;
let cluster: InProcess;
let demo: Tenant;
beforeAll(async () => {
  cluster = await startInProcess({ groups });
  demo = await startTenant(cluster, {
    consoles: { perIdentity: 20, perVm: 8, idleMs: null, lifetimeMs },
  });
  routeUpgrades(demo.app.server, {}, { "/ws/": (...upgrade) => void demo.services.gateway.upgrade(...upgrade) });
  const catalogue = (await demo.ask("ada", "GET", `/api/v1/tenants/${tenant}/catalogue`)).body;
  const input = { ...defaultInput(catalogue, null), name: "web", exposure: { kind: "private" } as const };
  expect((await demo.create(input)).state).toBe("done");
}, 60_000);
afterAll(() => demo.dispose());

/** A serial line's socket, by a ticket of the product's own, at the server of this port. */
const open = async (who: TenantPerson, request: Partial<TicketRequest> = {}, port = demo.port): Promise<WebSocket> => {
  const { status, body } = await demo.ask(who, "POST", `${vms}/web/console-tickets`, { kind: "serial", ...request });
  expect(status, JSON.stringify(body)).toBe(201);
  expect(body.limits).toEqual({ idleMs: null, lifetimeMs });
  const protocols = [consoleProtocol, `${ticketProtocolPrefix}${body.ticket}`];
  const headers = { cookie: demo.cookieOf(who) };
  const way = request.use ?? "console";
  return new WebSocket(`ws://127.0.0.1:${port}/ws/${way}/serial`, protocols, { headers, origin });
};

/** As the cluster's administrator; the product itself knows no such path. */
const withdraw = async (binding: string): Promise<void> => {
  const path = `/apis/rbac.authorization.k8s.io/v1/namespaces/${tenant}/rolebindings/${binding}`;
  const headers = { authorization: "Bearer token-of-root" };
  const request = https.request(new URL(path, cluster.url), { method: "DELETE", ca: cluster.caPem, headers }).end();
  const [answer] = await once(request, "response");
  answer.resume();
  expect(answer.statusCode).toBe(200);
};

it("a console ends at the lifetime that is configured, whatever is typed, and may be opened again", async () => {
  for (let turn = 0; turn < 2; turn += 1) {
    const line = await open("omar");
    const end = endOf(line);
    await Promise.race([once(line, "message"), end]);
    const typing = setInterval(() => line.send(Buffer.from("a")), 50);
    expect(await end).toEqual([4419, "lifetime"]);
    clearInterval(typing);
  }
});

it("W07: a watcher whose right is withdrawn on the cluster sees no more of a console that goes on, and gets no other ticket", async () => {
  const { services } = demo;
  // As the product's own, but for how often it asks and how long a console may last.
  const gateway = new ConsoleGateway({
    ...{ origin, target: services.kubeTarget, headers: {}, store: services.store, stopping: services.stopping },
    ...{ audit: services.audit, metrics: services.metrics, log: services.log, supportGroups: [] },
    limits: { perIdentity: 20, perVm: 8, idleMs: null, lifetimeMs: null },
    findPerson: (cookie) => services.sessions.find(cookie),
    mayOpen: (person, { name, kind }) =>
      reviewVmRight(services.kube, person, kind, { namespace: tenant, name: `vm-instance-${name}` }),
    timing: { reviewEveryMs: 100 },
  });
  const server = createServer();
  routeUpgrades(server, {}, { "/ws/": (...upgrade) => void gateway.upgrade(...upgrade) });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  // Listening on TCP, so the address is one of a socket.
  const { port } = server.address() as AddressInfo;
  try {
    const holder = await open("ada", {}, port);
    const watchers: string[][] = [];
    holder.on("message", (data, isBinary) => {
      const notice = isBinary ? null : readNotice(String(data));
      if (notice?.type === "watchers") watchers.push(notice.watchers.map(({ name }) => name));
    });
    await once(holder, "message");
    const watcher = await open("omar", { use: "watch" }, port);
    const end = endOf(watcher);
    await expect.poll(() => watchers).toEqual([["omar"]]);

    await withdraw("cozy:tenant:use");
    expect(await end).toEqual([4403, "forbidden"]);
    await expect.poll(() => watchers).toEqual([["omar"], []]);
    const refused = await demo.ask("omar", "POST", `${vms}/web/console-tickets`, { kind: "serial", use: "watch" });
    expect(refused).toMatchObject({ status: 403, body: { code: "forbidden" } });

    const heard = once(holder, "message");
    holder.send(Buffer.from("\r"));
    await heard;
    holder.close();
    await endOf(holder);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
