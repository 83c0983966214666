import { once } from "node:events";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { WebSocket } from "ws";
import { endOf, startGateway, startUpstream, type Upstream } from "./testing.ts";

let upstream: Upstream;
const running: { stop: () => void }[] = [];
const gatewayOf = async (options?: Parameters<typeof startGateway>[1]) => {
  const started = await startGateway(upstream, options);
  running.push(started);
  return started;
};
/** The next bytes; the empty frame that says "open" is none. */
const messageOf = (socket: WebSocket): Promise<Buffer> =>
  new Promise((resolve) => {
    const onMessage = (data: Buffer): void => {
      if (data.length === 0) return;
      socket.off("message", onMessage);
      resolve(data);
    };
    socket.on("message", onMessage);
  });

beforeEach(async () => {
  upstream = await startUpstream();
});
afterEach(() => {
  for (const started of running.splice(0)) started.stop();
  upstream.stop();
});

describe("an open console", () => {
  test("carries bytes both ways, with the person's own token and one subprotocol", async () => {
    const { open } = await gatewayOf();
    const browser = open();
    await once(browser, "open");
    expect(browser.protocol).toBe("porthole.v1");
    const sent = Buffer.from([0, 255, 128, 27, 10, 13]);
    browser.send(sent);
    expect(await messageOf(browser)).toEqual(sent);
    const large = Buffer.alloc(300_000, 7);
    browser.send(large);
    expect((await messageOf(browser)).equals(large)).toBe(true);
    expect(upstream.dials).toHaveLength(1);
    expect(upstream.dials[0]).toMatchObject({
      url: "/apis/subresources.kubevirt.io/v1/namespaces/tenant-acme/virtualmachineinstances/vm-instance-web-01/vnc?preserveSession=true",
      headers: { authorization: "Bearer token-of-ada", "sec-websocket-protocol": "plain.kubevirt.io" },
    });
    expect(upstream.dials[0]?.headers).not.toHaveProperty("cookie");
    expect(upstream.dials[0]?.headers).not.toHaveProperty("origin");
    browser.close();
    await endOf(browser);
  });

  test.each([
    ["serial", { kind: "serial" as const }, "/console"],
    ["take over", { takeOver: true }, "/vnc"],
  ])("%s dials its own address", async (_name, admission, end) => {
    const { open } = await gatewayOf();
    const browser = open(admission);
    await once(browser, "open");
    await expect.poll(() => upstream.dials.length).toBe(1);
    expect(upstream.dials[0]?.url.endsWith(`/vm-instance-web-01${end}`)).toBe(true);
    browser.terminate();
  });

  test("an empty frame says that the guest's stream is open, before the guest says anything", async () => {
    upstream.answer(() => {});
    const { open } = await gatewayOf();
    const browser = open();
    const [data] = await once(browser, "message");
    expect(data).toHaveLength(0);
    expect(upstream.guests).toHaveLength(1);
    browser.terminate();
  });

  // Long work on a console is work: it keeps the session, a picture that refreshes by itself does not.
  test.each([
    ["a typed line", "serial", [108, 115, 13], 1],
    ["a key", "vnc", [4, 1, 0, 0, 0, 0, 0, 97], 1],
    ["a moved pointer", "vnc", [5, 0, 0, 1, 0, 1], 1],
    ["the viewer's own wish for a picture", "vnc", [3, 1, 0, 0, 0, 0, 2, 0, 1, 128], 0],
  ] as const)("%s on %s counts as activity or not", async (_what, kind, bytes, times) => {
    const { open, ada } = await gatewayOf();
    const browser = open({ kind });
    await once(browser, "open");
    browser.send(Buffer.from(bytes));
    await messageOf(browser);
    expect(ada.touches()).toBe(times);
    browser.terminate();
  });

  test("what was typed while upstream was dialled is not lost", async () => {
    const { open } = await gatewayOf();
    const browser = open();
    await once(browser, "open");
    for (const part of ["l", "s", "\r"]) browser.send(Buffer.from(part));
    let echoed = "";
    browser.on("message", (data) => {
      echoed += String(data);
    });
    await expect.poll(() => echoed).toBe("ls\r");
    browser.terminate();
  });

  test("pings both sides", async () => {
    const { open } = await gatewayOf({ timing: { pingEveryMs: 20 } });
    const browser = open();
    await Promise.all([once(browser, "ping"), once(browser, "open")]);
    await expect.poll(() => upstream.guests.length).toBe(1);
    const [guest] = upstream.guests;
    if (!guest) throw new Error("no guest");
    await once(guest, "ping");
    browser.send(Buffer.from("still bytes"));
    expect(String(await messageOf(browser))).toBe("still bytes");
    browser.terminate();
  });

  test("leaving closes upstream", async () => {
    const { open } = await gatewayOf();
    const browser = open();
    await once(browser, "open");
    await expect.poll(() => upstream.guests.length).toBe(1);
    const [guest] = upstream.guests;
    if (!guest) throw new Error("no guest");
    const ends = Promise.all([endOf(guest), endOf(browser)]);
    browser.close(1000);
    expect(await ends).toEqual([
      [1000, ""],
      [1000, ""],
    ]);
  });
});

describe("the end of a console", () => {
  test("upstream's end without a close frame is 4410", async () => {
    upstream.answer((_guest, socket) => socket.end());
    const { open } = await gatewayOf();
    expect(await endOf(open())).toEqual([4410, "guest-closed"]);
  });

  test("a broken connection upstream is 4410", async () => {
    upstream.answer((_guest, socket) => socket.destroy());
    const { open } = await gatewayOf();
    expect(await endOf(open())).toEqual([4410, "guest-closed"]);
  });

  test("W17: upstream's own close reason never reaches the browser", async () => {
    upstream.answer((guest) => guest.close(1011, "node 10.0.0.7:8186 <b>"));
    const { open } = await gatewayOf();
    expect(await endOf(open())).toEqual([4410, "guest-closed"]);
  });

  test("a text frame from upstream breaks the console off", async () => {
    upstream.answer((guest) => guest.send("text"));
    const { open } = await gatewayOf();
    expect(await endOf(open())).toEqual([4502, "unavailable"]);
  });

  test("a text frame from a browser is refused", async () => {
    const { open } = await gatewayOf();
    const browser = open();
    browser.on("open", () => browser.send("text"));
    expect(await endOf(browser)).toEqual([4400, "bad-request"]);
  });

  test("sign-out is 4401", async () => {
    const { open, ada } = await gatewayOf();
    const browser = open();
    await once(browser, "open");
    await expect.poll(() => upstream.guests.length).toBe(1);
    ada.signOut();
    expect(await endOf(browser)).toEqual([4401, "session-ended"]);
    await expect.poll(() => upstream.guests[0]?.readyState).toBe(3);
  });

  test("a stopping server is 4503", async () => {
    const { open, stopping } = await gatewayOf();
    const browser = open();
    await once(browser, "open");
    stopping.abort();
    expect(await endOf(browser)).toEqual([4503, "server-stopping"]);
  });

  test("W07: withdrawn permission is 4403 at the next review", async () => {
    const { open } = await gatewayOf({ mayOpen: async () => false, timing: { reviewEveryMs: 30 } });
    expect(await endOf(open())).toEqual([4403, "forbidden"]);
  });

  test("a review that cannot be made ends nothing", async () => {
    let reviews = 0;
    const { open } = await gatewayOf({
      mayOpen: async () => {
        reviews += 1;
        throw new Error("the cluster is away");
      },
      timing: { reviewEveryMs: 5 },
    });
    const browser = open();
    await expect.poll(() => reviews).toBeGreaterThan(2);
    expect(browser.readyState).toBe(1);
    browser.terminate();
  });
});

describe("W17: what upstream answers to the upgrade", () => {
  const status = (message: string) => JSON.stringify({ kind: "Status", message });
  test.each([
    [400, status("VMI is not running"), 4409],
    [400, status("No serial consoles are present."), 4425],
    [400, status("No graphics devices are present."), 4424],
    [401, "", 4403],
    [401, status("Unauthorized"), 4401],
    [403, "<html><script>alert(1)</script>", 4403],
    [404, status('virtualmachineinstance.kubevirt.io "vm-instance-web-01" not found'), 4404],
    [409, status("VMI is in failed status"), 4409],
    [500, status("…(503): websocket: bad handshake: application info: Active VNC connection. Request denied."), 4423],
    [500, status("Can't connect to websocket (400): no such file or directory"), 4502],
    [500, status("dial tcp 10.0.0.7:8186: connect: connection refused"), 4502],
    [502, "<h1>Bad gateway</h1>", 4502],
    [503, "service unavailable", 4502],
    [504, "{}", 4504],
    [302, "", 4502],
  ])("%i %s closes with %i", async (code, body, expected) => {
    upstream.answer({ status: code, body });
    const { open } = await gatewayOf();
    const browser = open();
    browser.on("message", () => expect.unreachable("upstream's body reached the browser"));
    const [closed, reason] = await endOf(browser);
    expect(closed).toBe(expected);
    expect(reason).toMatch(/^[a-z-]+$/);
    expect(upstream.dials).toHaveLength(1);
  });

  test("a node that does not know the machine yet is asked again", async () => {
    const lagging = { status: 500, body: status("Can't connect to websocket (404): … VMI a/b does not exist") };
    upstream.answer(lagging, lagging, (guest) => guest.send(Buffer.from("RFB 003.008\n")));
    const { open } = await gatewayOf({ timing: { retryEveryMs: 5 } });
    const browser = open();
    expect(String(await messageOf(browser))).toBe("RFB 003.008\n");
    expect(upstream.dials).toHaveLength(3);
    browser.terminate();
  });

  test("a node that is silent is 4504 after the deadline", async () => {
    const { open } = await gatewayOf({ timing: { handshakeMs: 50 } });
    upstream.answer();
    expect(await endOf(open())).toEqual([4504, "timeout"]);
  });

  test("a certificate of another authority is 4502, and no token is shown", async () => {
    const other = await startUpstream();
    const { open } = await gatewayOf({
      target: (await import("../kube/target.ts")).createKubeTarget({ ...upstream.cluster, ca: other.cluster.ca }),
    });
    expect(await endOf(open())).toEqual([4502, "unavailable"]);
    expect(upstream.dials).toHaveLength(0);
    other.stop();
  });

  test("a browser that leaves while upstream is dialled ends the dialling", async () => {
    upstream.answer({ status: 500, body: status("(404): VMI does not exist") });
    const { open, gateway, ada } = await gatewayOf({
      limits: { perIdentity: 1, perVm: 1 },
      timing: { retryEveryMs: 20, retryForMs: 60_000 },
    });
    const hasRoom = () => gateway.hasRoom(ada.person, { tenant: "tenant-acme", name: "web-01" });
    const browser = open();
    await expect.poll(() => upstream.dials.length).toBeGreaterThan(1);
    expect(hasRoom()).toBe(false);
    browser.close();
    await endOf(browser);
    await expect.poll(hasRoom).toBe(true);
  });
});

describe("W10: a browser that stops reading", () => {
  test("pauses upstream instead of filling memory", async () => {
    let sent = 0;
    const block = Buffer.alloc(1 << 20, 1);
    upstream.answer((guest) => {
      const paint = (): void => {
        if (sent >= 256 || guest.readyState !== 1) return;
        sent += 1;
        guest.send(block, paint);
      };
      paint();
    });
    const { open } = await gatewayOf();
    const browser = open();
    await once(browser, "open");
    browser.pause();
    // The guest's writes stop being taken once every buffer on the way is full.
    let before = -1;
    await expect
      .poll(
        () => {
          const same = sent === before;
          before = sent;
          return same;
        },
        { interval: 150, timeout: 15_000 },
      )
      .toBe(true);
    expect(sent).toBeLessThan(64);
    browser.resume();
    await expect.poll(() => sent, { timeout: 15_000 }).toBe(256);
    browser.terminate();
  });
});
