import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FrameScanner, type Scan } from "./frame-scanner.ts";
import { closeFrame, pingFrame } from "./own-frames.ts";

type Frame = { opcode: number; payload: Buffer; fin?: boolean };

const frameOf = ({ opcode, payload, fin = true }: Frame, masked: boolean): Buffer => {
  const first = (fin ? 0x80 : 0) | opcode;
  const maskBit = masked ? 0x80 : 0;
  const head =
    payload.length < 126
      ? Buffer.from([first, maskBit | payload.length])
      : payload.length < 65_536
        ? Buffer.from([first, maskBit | 126, payload.length >> 8, payload.length & 0xff])
        : Buffer.from([first, maskBit | 127, 0, 0, 0, 0, 0, payload.length >> 16, payload.length >> 8, payload.length]);
  return Buffer.concat([head, masked ? Buffer.from([1, 2, 3, 4]) : Buffer.alloc(0), payload]);
};

const limits = { maxFrameBytes: 200_000 };

/** Everything forwarded, where in it the boundaries were, and how it stopped. */
const follow = (
  scanner: FrameScanner,
  chunks: Buffer[],
): { bytes: Buffer; boundaries: number[]; stop: Scan["stop"] } => {
  const parts: Buffer[] = [];
  const boundaries: number[] = [];
  let before = 0;
  for (const chunk of chunks) {
    const { forward, boundary, stop } = scanner.scan(chunk);
    parts.push(forward);
    if (boundary >= 0) boundaries.push(before + boundary);
    before += forward.length;
    if (stop) return { bytes: Buffer.concat(parts), boundaries, stop };
  }
  return { bytes: Buffer.concat(parts), boundaries, stop: null };
};

const cut = (bytes: Buffer, sizes: number[]): Buffer[] => {
  const chunks: Buffer[] = [];
  let at = 0;
  for (let turn = 0; at < bytes.length; turn += 1) {
    const size = Math.max(1, sizes[turn % sizes.length] ?? 1);
    chunks.push(bytes.subarray(at, at + size));
    at += size;
  }
  return chunks;
};

const anyFrame = fc.record({
  opcode: fc.constantFrom(0x0, 0x2, 0x9, 0xa),
  length: fc.oneof(fc.integer({ min: 0, max: 125 }), fc.constantFrom(126, 127, 65_535, 65_536, 70_000)),
});

describe("frames in any chunking", () => {
  test.each([true, false])("are forwarded unchanged, and every boundary told is a true one (masked: %s)", (masked) => {
    fc.assert(
      fc.property(
        fc.array(anyFrame, { minLength: 1, maxLength: 6 }),
        fc.array(fc.integer({ min: 1, max: 9000 }), { minLength: 1, maxLength: 8 }),
        (drawn, sizes) => {
          const frames = drawn.map(({ opcode, length }) =>
            frameOf({ opcode, payload: Buffer.alloc(opcode >= 8 ? length % 126 : length, 0x5a) }, masked),
          );
          const bytes = Buffer.concat(frames);
          const ends = new Set([0]);
          let end = 0;
          for (const frame of frames) {
            end += frame.length;
            ends.add(end);
          }
          const scanner = new FrameScanner({ masked, ...limits });
          const seen = follow(scanner, cut(bytes, sizes));
          expect(seen.stop).toBeNull();
          expect(seen.bytes.equals(bytes)).toBe(true);
          expect(seen.boundaries.every((at) => ends.has(at))).toBe(true);
          expect(seen.boundaries.at(-1)).toBe(bytes.length);
          expect(scanner.atBoundary).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });

  test("one byte at a time, with a 16-bit and a 64-bit length", () => {
    const bytes = Buffer.concat([
      frameOf({ opcode: 2, payload: Buffer.from("RFB 003.008\n") }, false),
      frameOf({ opcode: 2, payload: Buffer.alloc(300, 1) }, false),
      frameOf({ opcode: 2, payload: Buffer.alloc(0) }, false),
      frameOf({ opcode: 2, payload: Buffer.alloc(65_600, 2) }, false),
    ]);
    const seen = follow(new FrameScanner({ masked: false, ...limits }), cut(bytes, [1]));
    expect(seen.bytes.equals(bytes)).toBe(true);
    expect(seen.boundaries.at(-1)).toBe(bytes.length);
  });

  test("a header is forwarded only when it is whole", () => {
    const scanner = new FrameScanner({ masked: true, ...limits });
    const frame = frameOf({ opcode: 2, payload: Buffer.alloc(300, 1) }, true);
    for (let at = 0; at < 7; at += 1) expect(scanner.scan(frame.subarray(at, at + 1)).forward).toHaveLength(0);
    expect(scanner.atBoundary).toBe(true);
    expect(scanner.scan(frame.subarray(7, 8)).forward).toHaveLength(8);
    expect(scanner.atBoundary).toBe(false);
  });
});

describe("what ends a stream", () => {
  const good = frameOf({ opcode: 2, payload: Buffer.from("before") }, false);

  test.each([1, 2, 3, 1000])("a close frame is noticed and not forwarded, in chunks of %i", (size) => {
    const bytes = Buffer.concat([good, closeFrame(1000, "bye <b>", false), good]);
    const seen = follow(new FrameScanner({ masked: false, ...limits }), cut(bytes, [size]));
    expect(seen.stop).toBe("close");
    expect(seen.bytes.equals(good)).toBe(true);
  });

  test.each([
    ["a text frame", Buffer.from([0x81, 0]), "opcode"],
    ["an unknown opcode", Buffer.from([0x83, 0]), "opcode"],
    ["a compressed frame", Buffer.from([0xc2, 0]), "reserved-bits"],
    ["a masked frame from a server", Buffer.from([0x82, 0x80, 0, 0, 0, 0]), "mask"],
    ["a fragmented ping", Buffer.from([0x09, 0]), "control-frame"],
    ["a ping of 126 bytes", Buffer.from([0x89, 126, 0, 126]), "control-frame"],
    ["a frame above the limit", Buffer.from([0x82, 127, 0, 0, 0, 0, 0, 9, 0, 0]), "too-large"],
    ["a length of 2^64 - 1", Buffer.concat([Buffer.from([0x82, 127]), Buffer.alloc(8, 0xff)]), "too-large"],
  ] as const)("%s", (_name, bytes, expected) => {
    const seen = follow(new FrameScanner({ masked: false, ...limits }), [Buffer.concat([good, bytes])]);
    expect(seen.stop).toBe(expected);
    expect(seen.bytes.equals(good)).toBe(true);
  });

  test("an unmasked frame from a browser", () => {
    const seen = follow(new FrameScanner({ masked: true, ...limits }), [good]);
    expect(seen.stop).toBe("mask");
  });
});

describe("frames of our own", () => {
  test("a masked ping and close can be read by a server", () => {
    const scanner = new FrameScanner({ masked: true, ...limits });
    const ping = pingFrame(true);
    expect(scanner.scan(ping)).toMatchObject({ boundary: ping.length, stop: null });
    expect(scanner.scan(closeFrame(1000, "", true)).stop).toBe("close");
  });

  test("a close frame to a browser carries code and reason in clear", () => {
    const frame = closeFrame(4410, "guest-closed", false);
    expect(frame.readUInt16BE(2)).toBe(4410);
    expect(frame.subarray(4).toString()).toBe("guest-closed");
  });
});
