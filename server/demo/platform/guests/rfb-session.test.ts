import type { AddressInfo } from "node:net";
import { createServer, connect as dial, type Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { createGuest } from "./guest.ts";
import type { GuestFacts } from "./machine.ts";
import { operatingSystemOf } from "./operating-systems.ts";
import { createRfbSession } from "./rfb-session.ts";

const facts: GuestFacts = {
  hostname: "web-01",
  system: operatingSystemOf("ubuntu"),
  address: "10.244.3.7",
  mac: "02:00:00:00:00:01",
  cpus: 1,
  memoryMiB: 1024,
  diskGiB: 10,
};

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A guest's screen behind a real socket, and the client's end of it: `read` gives exactly so many bytes. */
const open = async (preference = "ubuntu", takesScanCodes = true) => {
  const guest = createGuest({
    facts: { ...facts, system: operatingSystemOf(preference) },
    switchedOnAtMs: 0,
    onPowerOff: () => {},
  });
  const server = createServer((socket) => {
    const transport = { write: (bytes: Buffer) => socket.write(bytes), end: () => socket.end() };
    const session = createRfbSession(guest.screen, "web-01", transport, takesScanCodes);
    socket.on("data", (bytes) => session.receive(bytes));
    socket.on("drain", session.resume);
    socket.on("close", session.dispose);
    // A session that ends leaves what comes after it unread, which TCP may answer with a reset.
    socket.on("error", () => {});
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // listen() on a host and port gives an AddressInfo.
  const socket = dial((server.address() as AddressInfo).port, "127.0.0.1").setNoDelay(true);
  socket.on("error", () => {});
  closing.push(() => {
    socket.destroy();
    server.close();
    guest.dispose();
  });
  return { socket, guest, ...createReader(socket) };
};

const createReader = (socket: Socket) => {
  let waiting = Buffer.alloc(0);
  let look = (): void => {};
  const closed = new Promise<void>((resolve) => socket.once("close", () => resolve()));
  socket.on("data", (bytes) => {
    waiting = Buffer.concat([waiting, bytes]);
    look();
  });
  const read = (count: number) =>
    new Promise<Buffer>((resolve) => {
      look = () => {
        if (waiting.length < count) return;
        look = () => {};
        const part = waiting.subarray(0, count);
        waiting = waiting.subarray(count);
        resolve(part);
      };
      look();
    });
  /** Byte by byte, each in a write of its own. */
  const send = (bytes: Buffer): void => {
    for (const byte of bytes) socket.write(Uint8Array.of(byte));
  };
  return { read, send, closed };
};

/** What is down on a guest's keyboard, and the moment from which nothing is. */
const watchKeys = ({ screen }: ReturnType<typeof createGuest>) => {
  const keyboard = new Set<number>();
  const { promise: left, resolve } = Promise.withResolvers<void>();
  const { key: pass } = screen;
  screen.key = (symbol, isDown, scanCode) => {
    pass(symbol, isDown, scanCode);
    if (isDown) keyboard.add(scanCode ?? symbol);
    else keyboard.delete(scanCode ?? symbol);
    if (keyboard.size === 0) resolve();
  };
  return { keyboard, left };
};

type Client = Awaited<ReturnType<typeof open>>;

const shake = async ({ read, send }: Client, version = "RFB 003.008\n"): Promise<Buffer> => {
  expect((await read(12)).toString()).toBe("RFB 003.008\n");
  send(Buffer.from(version));
  if (version.endsWith("3.003\n")) expect(await read(4)).toEqual(Buffer.of(0, 0, 0, 1));
  else {
    expect(await read(2)).toEqual(Buffer.of(1, 1));
    send(Buffer.of(1));
    if (version.endsWith("8\n")) expect(await read(4)).toEqual(Buffer.of(0, 0, 0, 0));
  }
  send(Buffer.of(1));
  const init = await read(24);
  return Buffer.concat([init, await read(init.readUInt32BE(20))]);
};

const ask = (isIncremental: boolean): Buffer => Buffer.of(3, isIncremental ? 1 : 0, 0, 0, 0, 0, 4, 0, 3, 0);
const key = (symbol: number, isDown: boolean): Buffer =>
  Buffer.of(4, isDown ? 1 : 0, 0, 0, 0, 0, symbol >> 8, symbol & 255);
const extended = (symbol: number, scanCode: number, isDown = true): Buffer =>
  Buffer.of(255, 0, 0, isDown ? 1 : 0, 0, 0, symbol >> 8, symbol & 255, 0, 0, 0, scanCode);
const press = (symbol: number): Buffer => Buffer.concat([key(symbol, true), key(symbol, false)]);

/** One update in raw encoding: its rectangles with their pixels. */
const update = async ({ read }: Client, bytesPerPixel = 4) => {
  const head = await read(4);
  const rects = [];
  for (let rest = head.readUInt16BE(2); rest > 0; rest -= 1) {
    const rect = await read(12);
    const [x, y, width, height] = [0, 2, 4, 6].map((at) => rect.readUInt16BE(at)) as [number, number, number, number];
    const encoding = rect.readInt32BE(8);
    const pixels = encoding === 0 ? await read(width * height * bytesPerPixel) : Buffer.alloc(0);
    rects.push({ x, y, width, height, encoding, pixels });
  }
  return rects;
};

describe("RFB", () => {
  it.each(["RFB 003.003\n", "RFB 003.007\n", "RFB 003.008\n"])("shakes hands with %j", async (version) => {
    const init = await shake(await open(), version);
    expect([init.readUInt16BE(0), init.readUInt16BE(2)]).toEqual([1024, 768]);
    expect(init.subarray(24).toString()).toBe("web-01");
  });

  it("draws the whole screen once, then only what a key changes", async () => {
    const client = await open();
    await shake(client);
    client.send(ask(false));
    const whole = await update(client);
    expect(whole).toMatchObject([{ x: 0, y: 0, width: 1024, height: 768, encoding: 0 }]);
    expect(whole[0]?.pixels.some((byte) => byte === 0xaa)).toBe(true);

    client.send(Buffer.concat([ask(true), press("u".charCodeAt(0))]));
    const [changed, ...more] = await update(client);
    expect(more).toEqual([]);
    expect(changed).toMatchObject({ height: 16 });
    expect(changed?.width).toBeLessThanOrEqual(16);
    expect(changed?.pixels.some((byte) => byte === 0xaa)).toBe(true);
  });

  it("logs in by key events, the enhanced ones of QEMU too", async () => {
    const client = await open();
    await shake(client);
    client.send(Buffer.of(2, 0, 0, 2, 0, 0, 0, 0, 255, 255, 254, 254));
    expect(await update(client)).toMatchObject([{ width: 0, encoding: -258 }]);
    client.send(ask(false));
    await update(client);
    client.send(Buffer.concat([ask(true), extended(0x72, 0x13), extended(0xff0d, 0x1c)]));
    const rects = await update(client);
    expect(rects.length).toBeGreaterThan(0);
  });

  it("does not announce QEMU's keys where the server knows none", async () => {
    const client = await open("ubuntu", false);
    await shake(client);
    client.send(Buffer.concat([Buffer.of(2, 0, 0, 1, 255, 255, 254, 254), ask(false)]));
    expect(await update(client)).toMatchObject([{ width: 1024, encoding: 0 }]);
  });

  it("lets go of what a client held down when it leaves", async () => {
    const client = await open();
    await shake(client);
    const { keyboard, left } = watchKeys(client.guest);
    client.send(Buffer.concat([extended(0xffe1, 0x2a), key(0xffe3, true)]));
    await expect.poll(() => [...keyboard]).toEqual([0x2a, 0xffe3]);
    client.socket.end();
    await left;
    expect([...keyboard]).toEqual([]);
  });

  it("speaks the pixel format it is told", async () => {
    const client = await open();
    await shake(client);
    // 16 bits, big endian, 5-6-5.
    client.send(Buffer.of(0, 0, 0, 0, 16, 16, 1, 1, 0, 31, 0, 63, 0, 31, 11, 5, 0, 0, 0, 0));
    client.send(ask(false));
    const [whole] = await update(client, 2);
    const grey = Buffer.of(0xad, 0x55);
    expect(whole?.pixels.includes(grey)).toBe(true);
  });

  it("uses hextile when the client takes it", async () => {
    const client = await open();
    await shake(client);
    client.send(Buffer.concat([Buffer.of(2, 0, 0, 2, 0, 0, 0, 5, 0, 0, 0, 0), ask(false)]));
    const head = await client.read(16);
    expect(head.readInt32BE(12)).toBe(5);
    // The first tile of a text screen: one or two colours.
    expect([2, 14]).toContain((await client.read(1)).readUInt8());
  });

  it("skips clipboards, ignores the mouse and ends at what it does not know", async () => {
    const client = await open();
    await shake(client);
    client.send(Buffer.of(6, 0, 0, 0, 0, 0, 0, 3, 97, 98, 99));
    client.send(Buffer.of(5, 1, 0, 9, 0, 9));
    client.send(ask(false));
    expect(await update(client)).toHaveLength(1);
    client.send(Buffer.of(77));
    await client.closed;
  });

  it.each([
    ["no version", Buffer.from("GET / HTTP/1")],
    ["an unknown security type", Buffer.concat([Buffer.from("RFB 003.008\n"), Buffer.of(2)])],
  ])("ends at %s", async (_, bytes) => {
    const client = await open();
    await client.read(12);
    client.send(bytes);
    await client.closed;
  });

  it("ends at a colour map and an endless clipboard", async () => {
    for (const bytes of [
      Buffer.of(0, 0, 0, 0, 8, 8, 0, 0, ...Array<number>(12).fill(0)),
      Buffer.of(6, 0, 0, 0, 127, 0, 0, 0),
    ]) {
      const client = await open();
      await shake(client);
      client.send(bytes);
      await client.closed;
    }
  });

  it("lifts the lock screen of Windows by Ctrl+Alt+Delete", async () => {
    const client = await open("windows.2k22.virtio");
    await shake(client);
    client.send(ask(false));
    const [locked] = await update(client);
    client.send(Buffer.concat([ask(true), key(0xffe3, true), key(0xffe9, true), key(0xffff, true)]));
    const [asking] = await update(client);
    expect(asking).toMatchObject({ width: 1024, height: 768 });
    expect(asking?.pixels.equals(locked?.pixels ?? Buffer.alloc(0))).toBe(false);
  });
});
