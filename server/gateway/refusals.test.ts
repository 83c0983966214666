import { once } from "node:events";
import net from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startGateway, startUpstream, type Upstream } from "./testing.ts";

type Gateway = Awaited<ReturnType<typeof startGateway>>;
let upstream: Upstream;
let gateway: Gateway;

beforeAll(async () => {
  upstream = await startUpstream();
  gateway = await startGateway(upstream);
});
afterAll(() => {
  gateway.stop();
  upstream.stop();
});

type Head = { line?: string; headers?: Record<string, string | null>; ticket?: string };

/** Sends a hand-written upgrade and gives the status line's number; the connection must then be over. */
const statusOf = async ({ line = "GET /ws/console/vnc HTTP/1.1", headers = {}, ticket }: Head, after = "") => {
  const socket = net.connect(gateway.port, "127.0.0.1");
  const all: Record<string, string | null> = {
    Host: `127.0.0.1:${gateway.port}`,
    Connection: "Upgrade",
    Upgrade: "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    "Sec-WebSocket-Protocol": `porthole.v1, ticket.${ticket ?? (await gateway.ticket())}`,
    Origin: gateway.origin,
    Cookie: "session=ada",
    ...headers,
  };
  const lines = Object.entries(all).flatMap(([name, value]) => (value === null ? [] : [`${name}: ${value}`]));
  socket.write(`${line}\r\n${lines.join("\r\n")}\r\n\r\n${after}`);
  let answer = "";
  socket.on("data", (data) => {
    answer += data;
    if (answer.startsWith("HTTP/1.1 101")) socket.destroy();
  });
  socket.on("error", () => socket.destroy());
  await once(socket, "close");
  expect(answer.match(/HTTP\/1\.1/g)).toHaveLength(1);
  return Number(answer.split(" ")[1]);
};

const refused = async (head: Head, status: number, after?: string) => {
  const before = upstream.dials.length;
  expect(await statusOf(head, after)).toBe(status);
  expect(upstream.dials.length).toBe(before);
  expect(upstream.plainRequests).toBe(0);
};

test("a correct upgrade by hand is accepted, so that the refusals below mean something", async () => {
  expect(await statusOf({})).toBe(101);
});

describe("W01: origins", () => {
  test.each([
    ["another site", "https://evil.example"],
    ["null", "null"],
    ["absent", null],
    ["another port", "http://127.0.0.1:1"],
    ["a look-alike", "http://127.0.0.1.evil.example"],
    ["https instead of http", "https"],
    ["two origins", "two"],
  ])("%s is refused before any dial", async (_name, origin) => {
    const value =
      origin === "https"
        ? gateway.origin.replace("http", "https")
        : origin === "two"
          ? `${gateway.origin}, https://evil.example`
          : origin;
    await refused({ headers: { Origin: value } }, 403);
  });

  test.each(["cross-site", "same-site", "none"])("Sec-Fetch-Site %s is refused", async (site) => {
    await refused({ headers: { "Sec-Fetch-Site": site } }, 403);
  });
});

describe("W02: sessions", () => {
  test("without one", () => refused({ headers: { Cookie: null } }, 401));
  test("with an unknown one", () => refused({ headers: { Cookie: "session=old" } }, 401));
  test("A03: a bearer token does not stand in for it", () =>
    refused({ headers: { Cookie: null, Authorization: "Bearer token-of-ada" } }, 401));
});

describe("W05: other subresources", () => {
  test.each([
    "/ws/console/portforward",
    "/ws/console/usbredir",
    "/ws/console/vnc/screenshot",
    "/ws/console/vnc/",
    "/ws/console/VNC",
    "/ws/console/%76nc",
    "/ws/console/../console/vnc",
    "/ws/console/vnc?preserveSession=false",
    "/ws/exec",
    "/ws/",
    "http://127.0.0.1/ws/console/vnc",
  ])("%s has no route", (path) => refused({ line: `GET ${path} HTTP/1.1` }, 404));
});

describe("W08: subprotocols", () => {
  test.each([
    [
      "a bearer token for Kubernetes",
      (t: string) => `porthole.v1, ticket.${t}, base64url.bearer.authorization.k8s.io.YQ`,
    ],
    ["impersonation", (t: string) => `porthole.v1, ticket.${t}, Impersonate-User.YWRtaW4`],
    ["upstream's protocol", () => "plain.kubevirt.io"],
    ["no ticket", () => "porthole.v1"],
    ["a ticket of the wrong size", () => "porthole.v1, ticket.abc"],
    ["two tickets", (t: string) => `porthole.v1, ticket.${t}, ticket.${t}`],
  ])("%s is refused", async (_name, protocols) =>
    refused({ headers: { "Sec-WebSocket-Protocol": protocols(await gateway.ticket()) } }, 400),
  );
  test("none at all", () => refused({ headers: { "Sec-WebSocket-Protocol": null } }, 400));
});

describe("W12: broken and smuggled upgrades", () => {
  test("version 12", () => refused({ headers: { "Sec-WebSocket-Version": "12" } }, 426));
  test("no version", () => refused({ headers: { "Sec-WebSocket-Version": null } }, 426));
  test("no key", () => refused({ headers: { "Sec-WebSocket-Key": null } }, 400));
  test("a short key", () => refused({ headers: { "Sec-WebSocket-Key": "YQ==" } }, 400));
  test("another protocol", () => refused({ headers: { Upgrade: "h2c" } }, 400));
  test("POST", () => refused({ line: "POST /ws/console/vnc HTTP/1.1" }, 405));
  test("a body", () => refused({ headers: { "Content-Length": "4" } }, 400, "GET "));
  test("a second request behind the refused one is not answered", () =>
    refused({ headers: { Origin: null } }, 403, "GET /api/v1/tenants HTTP/1.1\r\nHost: x\r\n\r\n"));
});

describe("W13: tickets", () => {
  test("are used once", async () => {
    const ticket = await gateway.ticket();
    expect(await statusOf({ ticket })).toBe(101);
    await refused({ ticket }, 403);
  });
  test("of another session are useless, and used up", async () => {
    const ticket = await gateway.ticket({ sessionId: "session-of-omar" });
    await refused({ ticket }, 403);
    expect(await gateway.gateway.tickets.take(ticket, "session-of-omar", { kind: "vnc", use: "open" })).toBeNull();
  });
  test("W04: of one console do not open the other", async () =>
    refused({ ticket: await gateway.ticket({ kind: "serial" }) }, 403));
  test("invented ones", () => refused({ ticket: "A".repeat(43) }, 403));
});
