import { once } from "node:events";
import { describe, expect, test } from "vitest";
import { RfbClientFilter } from "./rfb-client-filter.ts";
import { endOf } from "./testing.ts";
import { messageOf, useGateways } from "./testing-gateways.ts";

const use = useGateways();

const greeting = Buffer.from("RFB 003.008\n\x01\x01", "latin1");
const key = Buffer.from([4, 1, 0, 0, 0, 0, 0, 97]);
const pointer = Buffer.from([5, 1, 0, 1, 0, 1]);
const cutText = Buffer.from([6, 0, 0, 0, 0, 0, 0, 3, 4, 5, 6]);
const extendedCutText = Buffer.from([6, 0, 0, 0, 0xff, 0xff, 0xff, 0xfc, 4, 4, 4, 4]);
const extendedKey = Buffer.from([255, 0, 0, 1, 0, 0, 0, 97, 0, 0, 0, 30]);
const resize = Buffer.concat([Buffer.from([251, 0, 4, 0, 3, 0, 1, 0]), Buffer.alloc(16, 4)]);
const input = [key, pointer, cutText, extendedCutText, extendedKey, resize];

const pixelFormat = Buffer.from([0, ...Array.from({ length: 19 }, () => 4)]);
const encodings = Buffer.from([2, 0, 0, 2, 0, 0, 0, 7, 4, 1, 1, 1]);
const update = Buffer.from([3, 1, 0, 0, 0, 0, 4, 0, 3, 0]);
const continuous = Buffer.from([150, 1, 0, 0, 0, 0, 4, 0, 3, 0]);
const fence = Buffer.from([248, 0, 0, 0, 0, 0, 0, 1, 3, 4, 4, 4]);
const viewing = [pixelFormat, encodings, update, continuous, fence];

describe("what a viewer says", () => {
  const said = [
    greeting,
    update,
    key,
    encodings,
    pointer,
    cutText,
    pixelFormat,
    extendedCutText,
    continuous,
    extendedKey,
  ];
  const all = Buffer.concat([...said, fence, resize, update]);
  const harmless = Buffer.concat([greeting, update, encodings, pixelFormat, continuous, fence, update]);

  test.each(Array.from({ length: 40 }, (_, at) => at + 1))(
    "passes without its input, in pieces of %i bytes",
    (size) => {
      const filter = new RfbClientFilter();
      const passed: Buffer[] = [];
      for (let at = 0; at < all.length; at += size) passed.push(filter.pass(all.subarray(at, at + size)));
      expect(Buffer.concat(passed)).toEqual(harmless);
    },
  );

  test.each([
    ["another protocol", Buffer.from("GET / HTTP/1.1\r\n")],
    ["security that has a client say more", Buffer.from("RFB 003.008\n\x02", "latin1")],
    ["a message that nobody knows", Buffer.concat([greeting, Buffer.from([77])])],
    ["QEMU's messages but for keys", Buffer.concat([greeting, Buffer.from([255, 1, 0, 0])])],
  ])("is refused as %s", (_what, bytes) => {
    expect(() => new RfbClientFilter().pass(bytes)).toThrow();
  });

  test("may say that it sends four gigabytes, of which nothing is kept or passed", () => {
    const filter = new RfbClientFilter();
    filter.pass(Buffer.concat([greeting, Buffer.from([6, 0, 0, 0, 0x7f, 0xff, 0xff, 0xff])]));
    for (let n = 0; n < 100; n += 1) expect(filter.pass(Buffer.alloc(65_536, 4))).toHaveLength(0);
  });
});

describe("a view-only console", () => {
  const opened = async (kind: "vnc" | "serial") => {
    const heard: Buffer[] = [];
    use.upstream.answer((guest) => {
      // `ws` gives Buffers as long as nobody asks it for something else.
      guest.on("message", (data) => heard.push(data as Buffer));
      guest.on("ping", () => guest.send(Buffer.from("pinged")));
      guest.send(Buffer.from("picture"));
    });
    const started = await use.gatewayOf();
    const browser = await started.open({ kind, viewOnly: true });
    expect(String(await messageOf(browser))).toBe("picture");
    return { ...started, browser, heard };
  };

  test("of a screen asks for pictures and carries no input, in one frame or byte by byte", async () => {
    const { browser, heard, ada } = await opened("vnc");
    browser.send(greeting);
    browser.send(Buffer.concat([update, ...input, ...viewing]));
    for (const byte of Buffer.concat([...input, fence])) browser.send(Buffer.from([byte]));
    const harmless = Buffer.concat([greeting, update, ...viewing, fence]);
    await expect.poll(() => Buffer.concat(heard).length).toBe(harmless.length);
    expect(Buffer.concat(heard)).toEqual(harmless);
    // Who only looks does nothing.
    expect(ada.touches()).toBe(0);
    browser.terminate();
  });

  test("of a serial line carries nothing to the guest but that somebody is there", async () => {
    const { browser, heard } = await opened("serial");
    browser.send(Buffer.from("rm -rf /\r"));
    browser.send(Buffer.alloc(200_000, 97));
    browser.ping();
    expect(String(await messageOf(browser))).toBe("pinged");
    expect(heard).toEqual([]);
    browser.terminate();
  });

  test.each([
    ["text", "serial", (): string => "text"],
    ["no RFB", "vnc", (): Buffer => Buffer.from("GET / HTTP/1.1\r\n")],
  ] as const)("that is sent %s ends", async (_what, kind, say) => {
    const { browser } = await opened(kind);
    browser.send(say());
    expect(await endOf(browser)).toEqual([4400, "bad-request"]);
  });

  test("ends as every console does", async () => {
    const { browser, ada } = await opened("serial");
    ada.signOut();
    expect(await endOf(browser)).toEqual([4401, "session-ended"]);
    const left = await use.gatewayOf();
    const other = await left.open({ name: "db-01", kind: "serial", viewOnly: true });
    await once(other, "message");
    const guest = use.upstream.guests.at(-1);
    if (!guest) throw new Error("no guest");
    const ended = endOf(guest);
    other.close(1000);
    expect((await ended)[0]).toBe(1000);
  });
});
