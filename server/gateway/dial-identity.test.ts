import { once } from "node:events";
import { describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { consoleProtocol, ticketProtocolPrefix } from "#lib/api/requests.ts";
import { ProblemError } from "../http/problem-error.ts";
import type { Visitor } from "./open-console.ts";
import { endOf, signIn } from "./testing.ts";
import { useGateways } from "./testing-gateways.ts";

const use = useGateways();

/** All that a dial may carry, whoever asks for it with whatever beside. */
const carried = [
  "authorization",
  "connection",
  "host",
  "sec-websocket-extensions",
  "sec-websocket-key",
  "sec-websocket-protocol",
  "sec-websocket-version",
  "upgrade",
  "user-agent",
];
const intruding = {
  authorization: "Bearer somebody-elses",
  "impersonate-user": "root",
  "x-forwarded-access-token": "somebody-elses",
  "x-remote-user": "root",
};

const people = { ada: signIn("ada").person, omar: signIn("omar").person };
type Name = keyof typeof people;
const personOf = async (cookie: string | undefined): Promise<Visitor | null> =>
  people[(cookie ?? "").replace("session=", "") as Name] ?? null;

describe("the identity of a console's dial", () => {
  test("A02, A04, A05: is the person's own token and nothing that their browser sent, for many at the same time", async () => {
    const { ticket, port, origin } = await use.gatewayOf({ findPerson: personOf });
    const open = async (who: Name, name: string) => {
      const own = `${ticketProtocolPrefix}${await ticket({ sessionId: people[who].sessionId, name })}`;
      const headers = { cookie: `session=${who}`, ...intruding };
      const socket = new WebSocket(`ws://127.0.0.1:${port}/ws/console/vnc`, [consoleProtocol, own], {
        headers,
        origin,
      });
      await once(socket, "message");
      return socket;
    };
    const names: Name[] = ["ada", "omar", "ada", "omar", "omar", "ada"];
    const sockets = await Promise.all(names.map((who, at) => open(who, `${who}-${at}`)));
    const dialled = use.upstream.dials.map(({ url, headers }) => [
      /vm-instance-(\w+)-\d/.exec(url)?.[1],
      headers.authorization,
    ]);
    expect(dialled.sort()).toEqual(names.map((who) => [who, `Bearer token-of-${who}`]).sort());
    for (const { headers } of use.upstream.dials) {
      expect(Object.keys(headers).filter((name) => !carried.includes(name))).toEqual([]);
    }
    expect(JSON.stringify(use.upstream.dials)).not.toMatch(/somebody-elses|root|session=/);
    for (const socket of sockets) socket.terminate();
  });

  test("A02: another person's ticket opens nothing, and nothing is dialled", async () => {
    const { ticket, port, origin } = await use.gatewayOf({ findPerson: personOf });
    const protocols = [consoleProtocol, `${ticketProtocolPrefix}${await ticket({ sessionId: people.ada.sessionId })}`];
    const headers = { cookie: "session=omar" };
    const socket = new WebSocket(`ws://127.0.0.1:${port}/ws/console/vnc`, protocols, { headers, origin });
    socket.on("error", () => {});
    const [, response] = await once(socket, "unexpected-response");
    expect(response.statusCode).toBe(403);
    expect(use.upstream.dials).toEqual([]);
    socket.terminate();
  });

  test.each([
    ["whose session has ended", "session-ended", 4401],
    ["whose token nobody can renew now", "unavailable", 4502],
  ] as const)("A02: somebody %s is not dialled for, by no other name either", async (_who, code, closed) => {
    const person: Visitor = { ...people.ada, token: () => Promise.reject(new ProblemError(code)) };
    const { open } = await use.gatewayOf({ findPerson: async () => person });
    expect((await endOf(await open()))[0]).toBe(closed);
    expect(use.upstream.dials).toEqual([]);
  });

  test("A02: who leaves between two tries is not dialled for again", async () => {
    // The machine is not there yet, as after a start: that is tried again.
    use.upstream.answer({ status: 500, body: "Can't connect to websocket (404): VMI a/b does not exist" });
    const { person, signOut } = signIn("ada");
    const { open } = await use.gatewayOf({ timing: { retryEveryMs: 30 }, findPerson: async () => person });
    const socket = await open();
    await expect.poll(() => use.upstream.dials.length).toBeGreaterThan(1);
    signOut();
    // The gateway says so when it has given up for good.
    expect((await endOf(socket))[0]).toBe(4401);
    expect(new Set(use.upstream.dials.map(({ headers }) => headers.authorization))).toEqual(
      new Set(["Bearer token-of-ada"]),
    );
  });
});
