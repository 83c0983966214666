import { afterEach, describe, expect, it } from "vitest";
import { createGuest } from "./guest.ts";
import { operatingSystemOf } from "./operating-systems.ts";
import { encodings } from "./rfb-encodings.ts";
import { createRfbSession } from "./rfb-session.ts";

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A session past its greeting, and what it has written since. */
const open = (preference: string, hasTablet = true) => {
  const facts = { hostname: "a", address: "", mac: "", cpus: 1, memoryMiB: 1, diskGiB: 1 };
  const guest = createGuest({
    facts: { ...facts, system: operatingSystemOf(preference) },
    switchedOnAtMs: 0,
    onPowerOff: () => {},
  });
  let written = Buffer.alloc(0);
  const write = (bytes: Buffer) => {
    written = Buffer.concat([written, bytes]);
    return true;
  };
  const session = createRfbSession(guest.screen, "a", { write, end: () => {} }, true, hasTablet);
  closing.push(session.dispose, guest.dispose);
  session.receive(Buffer.from("RFB 003.008\n\x01\x01"));
  written = Buffer.alloc(0);
  return { guest, send: session.receive, written: () => written };
};

const asking = (code: number): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeUInt8(2, 0);
  bytes.writeUInt16BE(1, 2);
  bytes.writeInt32BE(code, 4);
  return bytes;
};
const wanting = (width: number, height: number): Buffer => {
  const bytes = Buffer.alloc(24);
  bytes.writeUInt8(251, 0);
  bytes.writeUInt16BE(width, 2);
  bytes.writeUInt16BE(height, 4);
  bytes.writeUInt8(1, 6);
  return bytes;
};
/** The first rectangle of an update: its place as numbers, and its encoding. */
const rectangle = (update: Buffer): number[] => [
  ...[4, 6, 8, 10].map((at) => update.readUInt16BE(at)),
  update.readInt32BE(12),
];

describe("the size of a screen", () => {
  it("is taken from the viewer by a Linux guest's card, and what was drawn stays", () => {
    const { guest, send, written } = open("ubuntu");
    const before = guest.screen.paint({ x: 0, y: 0, width: 64, height: 64 });
    send(asking(encodings.extendedDesktopSize));
    expect(rectangle(written())).toEqual([0, 0, 1024, 768, encodings.extendedDesktopSize]);
    const length = written().length;
    send(wanting(1301, 733));
    expect(rectangle(written().subarray(length))).toEqual([1, 0, 1301, 733, encodings.extendedDesktopSize]);
    expect(guest.screen.size()).toEqual({ width: 1301, height: 733 });
    expect(guest.screen.paint({ x: 0, y: 0, width: 64, height: 64 })).toEqual(before);
    expect(guest.screen.paint({ x: 1200, y: 700, width: 4, height: 4 })).toEqual(new Uint32Array(16));
  });

  it.each([
    ["windows.11", 800, 600],
    ["ubuntu", 9000, 600],
    ["ubuntu", 0, 600],
  ])("is refused by %s as %i × %i, and said so", (preference, width, height) => {
    const { send, written } = open(preference);
    send(asking(encodings.extendedDesktopSize));
    const { length } = written();
    send(wanting(width, height));
    expect(rectangle(written().subarray(length))).toEqual([1, 3, 1024, 768, encodings.extendedDesktopSize]);
  });

  it.each([true, false])("goes with the news whether the pointer has a place: %s", (hasTablet) => {
    const { send, written } = open("ubuntu", hasTablet);
    send(asking(encodings.pointerChange));
    expect(rectangle(written())).toEqual([hasTablet ? 1 : 0, 0, 1024, 768, encodings.pointerChange]);
  });
});
