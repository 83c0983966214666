import { once } from "node:events";
import { describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { endOf } from "./testing.ts";
import { messageOf, useGateways } from "./testing-gateways.ts";

const use = useGateways();

describe("an open console", () => {
  test("carries bytes both ways, with the person's own token and one subprotocol", async () => {
    const { open } = await use.gatewayOf();
    const browser = await open();
    await once(browser, "open");
    expect(browser.protocol).toBe("porthole.v1");
    const sent = Buffer.from([0, 255, 128, 27, 10, 13]);
    browser.send(sent);
    expect(await messageOf(browser)).toEqual(sent);
    const large = Buffer.alloc(300_000, 7);
    browser.send(large);
    expect((await messageOf(browser)).equals(large)).toBe(true);
    expect(use.upstream.dials).toHaveLength(1);
    expect(use.upstream.dials[0]).toMatchObject({
      url: "/apis/subresources.kubevirt.io/v1/namespaces/tenant-acme/virtualmachineinstances/vm-instance-web-01/vnc?preserveSession=true",
      headers: { authorization: "Bearer token-of-ada", "sec-websocket-protocol": "plain.kubevirt.io" },
    });
    expect(use.upstream.dials[0]?.headers).not.toHaveProperty("cookie");
    expect(use.upstream.dials[0]?.headers).not.toHaveProperty("origin");
    browser.close();
    await endOf(browser);
  });

  test.each([
    ["serial", { kind: "serial" as const }, "/console"],
    ["take over", { takeOver: true }, "/vnc"],
  ])("%s dials its own address", async (_name, admission, end) => {
    const { open } = await use.gatewayOf();
    const browser = await open(admission);
    await once(browser, "open");
    await expect.poll(() => use.upstream.dials.length).toBe(1);
    expect(use.upstream.dials[0]?.url.endsWith(`/vm-instance-web-01${end}`)).toBe(true);
    browser.terminate();
  });

  test("an empty frame says that the guest's stream is open, before the guest says anything", async () => {
    use.upstream.answer(() => {});
    const { open } = await use.gatewayOf();
    const browser = await open();
    const [data] = await once(browser, "message");
    expect(data).toHaveLength(0);
    expect(use.upstream.guests).toHaveLength(1);
    browser.terminate();
  });

  // Long work on a console is work: it keeps the session, a picture that refreshes by itself does not.
  test.each([
    ["a typed line", "serial", [108, 115, 13], 1],
    ["a key", "vnc", [4, 1, 0, 0, 0, 0, 0, 97], 1],
    ["a moved pointer", "vnc", [5, 0, 0, 1, 0, 1], 1],
    ["the viewer's own wish for a picture", "vnc", [3, 1, 0, 0, 0, 0, 2, 0, 1, 128], 0],
  ] as const)("%s on %s counts as activity or not", async (_what, kind, bytes, times) => {
    const { open, ada } = await use.gatewayOf();
    const browser = await open({ kind });
    await once(browser, "open");
    browser.send(Buffer.from(bytes));
    await messageOf(browser);
    expect(ada.touches()).toBe(times);
    browser.terminate();
  });

  test("what was typed while upstream was dialled is not lost", async () => {
    const { open } = await use.gatewayOf();
    const browser = await open();
    await once(browser, "open");
    for (const part of ["l", "s", "\r"]) browser.send(Buffer.from(part));
    let echoed = "";
    browser.on("message", (data) => {
      echoed += String(data);
    });
    await expect.poll(() => echoed).toBe("ls\r");
    browser.terminate();
  });

  test("compression is negotiated on neither side: what is forwarded is never held in a window of ours", async () => {
    const { ticket, port, origin } = await use.gatewayOf();
    const browser = new WebSocket(
      `ws://127.0.0.1:${port}/ws/console/vnc`,
      ["porthole.v1", `ticket.${await ticket()}`],
      { headers: { cookie: "session=ada" }, origin, perMessageDeflate: true },
    );
    await once(browser, "message");
    expect(browser.extensions).toBe("");
    expect(use.upstream.dials[0]?.headers).not.toHaveProperty("sec-websocket-extensions");
    browser.terminate();
  });

  test("pings both sides", async () => {
    const { open } = await use.gatewayOf({ timing: { pingEveryMs: 200 } });
    const browser = await open();
    await Promise.all([once(browser, "ping"), once(browser, "open")]);
    await expect.poll(() => use.upstream.guests.length).toBe(1);
    const [guest] = use.upstream.guests;
    if (!guest) throw new Error("no guest");
    await once(guest, "ping");
    browser.send(Buffer.from("still bytes"));
    expect(String(await messageOf(browser))).toBe("still bytes");
    browser.terminate();
  });

  test("leaving closes upstream", async () => {
    const { open } = await use.gatewayOf();
    const browser = await open();
    await once(browser, "open");
    await expect.poll(() => use.upstream.guests.length).toBe(1);
    const [guest] = use.upstream.guests;
    if (!guest) throw new Error("no guest");
    const ends = Promise.all([endOf(guest), endOf(browser)]);
    browser.close(1000);
    expect(await ends).toEqual([
      [1000, ""],
      [1000, ""],
    ]);
  });
});
