import { once } from "node:events";
import { describe, expect, test } from "vitest";
import type { WebSocket } from "ws";
import { bytesMessage, pausedMessage, pictureMessage, terminalMessage } from "#lib/console/watching/frames.ts";
import { readNotice } from "#lib/console/watching/notices.ts";
import type { Audit } from "../audit/audit.ts";
import { createMetrics } from "../metrics/metrics.ts";
import { createMemoryStore } from "../store/memory-store.ts";
import type { GatewayOptions } from "./gateway.ts";
import { endOf, signIn } from "./testing.ts";
import { useGateways } from "./testing-gateways.ts";

const use = useGateways();
const client = "the-page-of-the-holder";
const drawn = terminalMessage(80, 24, Buffer.from("login: "));

/** Two replicas: on one ada has the serial line and her page shows it, on the other somebody watches. */
const watching = async (options: Partial<GatewayOptions> = {}, watcher = signIn("vera.rossi").person) => {
  const metrics = createMetrics();
  const store = createMemoryStore();
  const lines: Parameters<Audit["record"]>[1][] = [];
  const audit: Audit = { record: (_person, line) => void lines.push(line), reopen: () => {}, dispose: () => {} };
  const one = await use.gatewayOf({ store, audit });
  const other = await use.gatewayOf({ store, audit, findPerson: async () => watcher, metrics, ...options });
  const holder = await one.open({ kind: "serial", client });
  const notices: unknown[] = [];
  holder.on("message", (data, isBinary) => {
    if (!isBinary) notices.push(readNotice(String(data)));
  });
  await once(holder, "message");
  const watch = () => other.open({ kind: "serial", use: "watch", sessionId: watcher.sessionId }, other);
  const show = async (as = client): Promise<WebSocket> => {
    const socket = await one.open({ kind: "serial", use: "show", client: as });
    await once(socket, "open");
    return socket;
  };
  const watchers = async () => (await metrics.registry.metrics()).match(/what="watcher"} (\d+)/)?.[1];
  return { one, other, holder, watch, show, notices, lines, watchers };
};

const seenBy = (socket: WebSocket): Buffer[] => {
  const seen: Buffer[] = [];
  // `ws` gives Buffers as long as nobody asks it for something else.
  socket.on("message", (data, isBinary) => isBinary && seen.push(data as Buffer));
  return seen;
};

describe("somebody who watches", () => {
  test("sees what the holder's page shows, on another replica; the page is told who it is, and the audit log, too", async () => {
    const { holder, watch, show, notices, lines, watchers } = await watching();
    const watcher = await watch();
    const [first] = await once(watcher, "message");
    expect(readNotice(String(first))).toMatchObject({ type: "holder", name: "ada" });
    const named = { type: "watchers", watchers: [{ id: expect.any(String), name: "vera.rossi", support: false }] };
    await expect.poll(() => notices).toEqual([named]);

    expect(await watchers()).toBe("1");

    const seen = seenBy(watcher);
    const page = await show();
    // Bytes that belong to a terminal which this watcher has not been shown are none.
    page.send(bytesMessage(Buffer.from("lost")));
    page.send(drawn);
    page.send(bytesMessage(Buffer.from("root\r")));
    page.send(pausedMessage());
    await expect.poll(() => seen.map((each) => each[0])).toEqual([1, 2, 4]);
    expect(seen[1]?.subarray(1).toString()).toBe("root\r");

    const ended = endOf(page);
    watcher.close(1000);
    await expect.poll(() => notices.at(-1)).toEqual({ type: "watchers", watchers: [] });
    expect(await ended).toEqual([1000, ""]);
    expect(await watchers()).toBe("0");
    const about = { tenant: "tenant-acme", name: "web-01", console: "serial", holder: "ada" };
    expect(lines).toContainEqual(expect.objectContaining({ event: "watch-open", outcome: "done", ...about }));
    expect(lines).toContainEqual(expect.objectContaining({ event: "watch-close", ...about }));
    holder.terminate();
  });

  test("has everything shown anew who missed the first showing", async () => {
    const { holder, watch, show } = await watching();
    const watcher = await watch();
    await once(watcher, "message");
    const seen = seenBy(watcher);
    const page = await show();
    const asked = once(page, "message");
    page.send(bytesMessage(Buffer.from("what follows it")));
    expect(readNotice(String((await asked)[0]))).toEqual({ type: "again" });
    page.send(drawn);
    await expect.poll(() => seen.map((each) => each[0])).toEqual([1]);
    for (const socket of [watcher, page, holder]) socket.terminate();
  });

  test("W16: can send nothing to anybody, and is cut off who goes on", async () => {
    const { holder, watch } = await watching();
    const guest: Buffer[] = [];
    use.upstream.guests[0]?.on("message", (data) => guest.push(data as Buffer));
    const watcher = await watch();
    await once(watcher, "message");
    watcher.send(Buffer.from("rm -rf /\r"));
    watcher.send("text");
    holder.send(Buffer.from("from the holder"));
    await expect.poll(() => guest.map(String)).toEqual(["from the holder"]);
    const ended = endOf(watcher);
    for (let n = 0; n < 200; n += 1) watcher.send("x");
    expect(await ended).toEqual([4400, "bad-request"]);
    expect(guest.map(String)).toEqual(["from the holder"]);
    const large = await watch();
    await once(large, "message");
    large.send(Buffer.alloc(64 * 1024));
    expect((await endOf(large))[0]).toBe(1009);
    holder.terminate();
  });

  test("of the provider is said to be support; a name cannot pretend to be more than a name", async () => {
    const identity = { issuer: "i", subject: "s", name: "\u202eSupport\n, ada", groups: ["provider-support"] };
    const sam = { ...signIn("sam").person, identity };
    const { holder, watch, notices } = await watching({ supportGroups: ["provider-support"] }, sam);
    const watcher = await watch();
    const watchers = [{ id: expect.any(String), name: "Support, ada", support: true }];
    await expect.poll(() => notices).toEqual([{ type: "watchers", watchers }]);
    for (const socket of [watcher, holder]) socket.terminate();
  });

  test.each([
    ["whoever is watched leaves", 4412, "watch-over", {}],
    ["the right is withdrawn", 4403, "forbidden", { mayOpen: async () => false, timing: { reviewEveryMs: 50 } }],
  ] as const)("is told when %s", async (what, code, reason, options) => {
    const { holder, watch } = await watching(options);
    const watcher = await watch();
    const ended = endOf(watcher);
    await once(watcher, "message");
    if (what.endsWith("leaves")) holder.close(1000);
    expect(await ended).toEqual([code, reason]);
    holder.terminate();
  });

  test("is told when nobody is there, and when the session ends", async () => {
    const vera = signIn("vera.rossi");
    const { holder, watch, other } = await watching({}, vera.person);
    const nowhere = await other.open({ name: "db-01", use: "watch", sessionId: vera.person.sessionId }, other);
    expect(await endOf(nowhere)).toEqual([4412, "watch-over"]);
    const watcher = await watch();
    await once(watcher, "message");
    vera.signOut();
    expect(await endOf(watcher)).toEqual([4401, "session-ended"]);
    holder.terminate();
  });

  test("W09: takes a place like everybody who looks at the machine", async () => {
    const { holder, watch } = await watching({ limits: { perIdentity: 20, perVm: 2, idleMs: null, lifetimeMs: null } });
    const watcher = await watch();
    await once(watcher, "message");
    expect(await endOf(await watch())).toEqual([4429, "too-many-requests"]);
    for (const socket of [watcher, holder]) socket.terminate();
  });
});

describe("a page that shows", () => {
  test("is the one that holds the place, and no other", async () => {
    const { holder, show } = await watching();
    expect(await endOf(await show("another-page-of-ada"))).toEqual([4412, "watch-over"]);
    holder.terminate();
  });

  const picture = (width: number, height: number): Buffer => {
    const head = Buffer.alloc(40);
    head.write("RIFF....WEBPVP8 ");
    head.writeUInt16LE(width, 26);
    head.writeUInt16LE(height, 28);
    return Buffer.from(pictureMessage(head));
  };
  test.each([
    ["of another console", picture(10, 10), 4400],
    ["of no kind", Buffer.from([9, 9]), 4400],
    ["of nothing", Buffer.alloc(0), 4400],
    ["in text", "hello", 4400],
    ["too large", Buffer.alloc(1024 * 1024, 2), 1009],
  ])("that sends something %s is cut off", async (_what, message, code) => {
    const { holder, show } = await watching();
    const page = await show();
    const ended = endOf(page);
    page.send(message);
    expect((await ended)[0]).toBe(code);
    holder.terminate();
  });

  test("D01: cannot show more than a watcher's line should carry", async () => {
    const { holder, show } = await watching();
    const page = await show();
    const ended = endOf(page);
    const much = bytesMessage(Buffer.alloc(150 * 1024, 65));
    for (let n = 0; n < 40 && page.readyState === 1; n += 1) page.send(much);
    expect((await ended)[0]).toBe(4429);
    holder.terminate();
  });
});

test("W13: a ticket to watch opens no console, one to open shows none", async () => {
  const { ticket, port, origin } = await use.gatewayOf();
  const { WebSocket: Socket } = await import("ws");
  for (const [issued, path] of [
    ["watch", "console"],
    ["show", "console"],
    ["open", "watch"],
    ["open", "show"],
    ["watch", "show"],
  ] as const) {
    const protocols = ["porthole.v1", `ticket.${await ticket({ use: issued })}`];
    const socket = new Socket(`ws://127.0.0.1:${port}/ws/${path}/vnc`, protocols, {
      headers: { cookie: "session=ada" },
      origin,
    });
    const [, response] = await once(socket, "unexpected-response");
    expect([issued, path, response.statusCode]).toEqual([issued, path, 403]);
    socket.on("error", () => {});
    socket.terminate();
  }
  expect(use.upstream.dials).toEqual([]);
});
