import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import * as z from "zod";
import { consoleProtocol, ticketProtocolPrefix } from "#lib/api/requests.ts";
import { defaultInput } from "#lib/create/defaults.ts";
import { startInProcess } from "#server/demo/in-process.ts";
import { groups, startTenant, type Tenant, type TenantPerson, tenant, vms } from "../live/testing-tenant.ts";
import { createReads } from "../reads.ts";
import { origin } from "./testing.ts";
import { routeUpgrades } from "./upgrades.ts";

const eventsSchema = z.object({
  items: z.array(
    z.object({
      requestURI: z.string(),
      verb: z.string(),
      user: z.object({ username: z.string() }),
      objectRef: z.object({ resource: z.string(), subresource: z.string().default("") }).optional(),
      userAgent: z.string().default(""),
    }),
  ),
});

const walkers = ["ada", "omar"] as const satisfies TenantPerson[];

let demo: Tenant;
beforeAll(async () => {
  demo = await startTenant(await startInProcess({ groups }));
  routeUpgrades(
    demo.app.server,
    {},
    {
      "/ws/": (...upgrade) => void demo.services.gateway.upgrade(...upgrade),
    },
  );
});
afterAll(() => demo.dispose());

type Event = z.infer<typeof eventsSchema>["items"][number];
const nameOf = ({ user }: Event) => user.username;

/** What the platform's own audit log has heard since then, but for these questions. */
const audited = async (since: string): Promise<Event[]> => {
  const path = ["demo", "audit"] as const;
  const answer = await demo.services.kube.get(await demo.personOf("root"), path, { query: { since } });
  return eventsSchema.parse(answer).items.filter(({ requestURI }) => !requestURI.startsWith("/demo/audit"));
};

const catalogueOf = async (who: TenantPerson) =>
  (await demo.ask(who, "GET", `/api/v1/tenants/${tenant}/catalogue`)).body;

/** What pages read for somebody, one after the other. */
const readPages = async (who: TenantPerson) => {
  const reads = await createReads(demo.services).readsFor(demo.cookieOf(who));
  if (!reads) throw new Error(`${who} is not signed in`);
  await Promise.all([reads.knownAs(), reads.tenants(), reads.access(tenant), reads.catalogue(tenant)]);
  await Promise.all([reads.quota(tenant), reads.vms(tenant), reads.vm(tenant, "walked")]);
};

const openConsole = async (who: TenantPerson, kind: "vnc" | "serial") => {
  const { status, body } = await demo.ask(who, "POST", `${vms}/walked/console-tickets`, { kind });
  expect(status).toBe(201);
  const protocols = [consoleProtocol, `${ticketProtocolPrefix}${body.ticket}`];
  const headers = { cookie: demo.cookieOf(who) };
  const socket = new WebSocket(`ws://127.0.0.1:${demo.port}/ws/console/${kind}`, protocols, { headers, origin });
  await once(socket, "message");
  socket.close();
  await once(socket, "close");
};

describe("the platform's own audit log", () => {
  it("A02: after two people's pages, lists, writes and consoles it names those two, for every request there was", async () => {
    const since = new Date().toISOString();
    const streams = await Promise.all(walkers.map((who) => demo.streamOf(who)));
    const input = { ...defaultInput(await catalogueOf("ada"), null), name: "walked" };
    expect((await demo.create(input)).state).toBe("done");
    await Promise.all(walkers.map(readPages));
    for (const who of walkers) for (const kind of ["vnc", "serial"] as const) await openConsole(who, kind);
    expect((await demo.ask("omar", "POST", `${vms}/walked/power`, { action: "restart" })).status).toBe(200);
    for (const stream of streams) stream.close();
    // A watch is written down when it ends.
    demo.services.live.dispose();
    const watchers = async () => (await audited(since)).filter(({ verb }) => verb === "watch").map(nameOf);
    await expect.poll(watchers).toEqual(expect.arrayContaining([...walkers]));

    const events = await audited(since);
    const dials = events.filter(({ objectRef }) => /^(?:vnc|console)$/.test(objectRef?.subresource ?? ""));
    const whoAsked = (of: Event[]) => [...new Set(of.map(({ user, userAgent }) => `${user.username} ${userAgent}`))];
    // The platform's own controllers work beside, under a name of their own and without an agent.
    expect(whoAsked(events).sort()).toEqual(["ada porthole", "kubernetes-admin ", "omar porthole"]);
    expect(whoAsked(dials).sort()).toEqual(["ada porthole", "omar porthole"]);
    expect(events.map(({ verb }) => verb)).toEqual(expect.arrayContaining(["list", "get", "create", "update"]));
  });
});
