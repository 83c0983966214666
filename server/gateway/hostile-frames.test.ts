import { Duplex } from "node:stream";
import { setImmediate as turn } from "node:timers/promises";
import { expect, test } from "vitest";
import { closeCodes } from "#lib/console/close-codes.ts";
import { ConsolePipe, maxBrowserFrameBytes, maxUpstreamFrameBytes, type PipeEnd } from "./console-pipe.ts";
import { opcodes } from "./frame-scanner.ts";

const mutations = 10_000;
const atOnce = 500;

type Random = (below: number) => number;

/** Mulberry32: the same numbers for the same seed, so that what fails can be seen again. */
const randomOf = (seed: number): Random => {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
};

/** One side of a console as the pipe sees it; whoever is behind it answers an end with an end. */
class Side extends Duplex {
  readonly got: Buffer[] = [];
  readonly #isSlow: boolean;
  readonly isOver = new Promise<void>((resolve) => this.once("close", resolve));
  #hasLeft = false;

  constructor(isSlow: boolean) {
    super({ writableHighWaterMark: isSlow ? 16 : 16_384 });
    this.#isSlow = isSlow;
    this.on("error", () => {});
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.got.push(Buffer.from(chunk));
    if (this.#isSlow) setImmediate(done);
    else done();
  }

  override _final(done: () => void): void {
    done();
    this.leave();
  }

  says(bytes: Buffer): void {
    if (!this.#hasLeft && !this.destroyed) this.push(bytes);
  }

  leave(): void {
    if (!this.#hasLeft && !this.destroyed) this.push(null);
    this.#hasLeft = true;
  }
}

const frame = (random: Random, masked: boolean): Buffer => {
  const kinds = [2, 2, 2, 2, 0, 8, 9, 10, 1, 3, 15];
  const opcode = kinds[random(kinds.length)] ?? 2;
  const length = [0, 1, 5, 125, 126, 300, 2000][random(7)] ?? 0;
  const claimed = random(20) === 0 ? random(2 ** 31) : length;
  const head = [(random(10) === 0 ? 0 : 0x80) | (random(30) === 0 ? 0x40 : 0) | opcode];
  const maskBit = masked !== (random(40) === 0) ? 0x80 : 0;
  const size = Buffer.alloc(8);
  if (claimed < 126) head.push(maskBit | claimed);
  else if (claimed < 65_536 && random(8) > 0) {
    head.push(maskBit | 126, claimed >> 8, claimed & 255);
  } else {
    size.writeBigUInt64BE(random(50) === 0 ? 2n ** 64n - 1n : BigInt(claimed));
    head.push(maskBit | 127, ...size);
  }
  if (maskBit) head.push(random(256), random(256), random(256), random(256));
  return Buffer.concat([Buffer.from(head), Buffer.alloc(length, random(256))]);
};

/** Some frames, most of them as they should be, with bytes flipped, left out, doubled and moved. */
const hostileStream = (random: Random, masked: boolean): Buffer => {
  let bytes = Buffer.concat(Array.from({ length: 1 + random(6) }, () => frame(random, masked)));
  for (let flips = random(4); flips > 0; flips -= 1) {
    const at = random(bytes.length);
    const part = bytes.subarray(at, at + random(40));
    const kind = random(4);
    if (kind === 0) bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + part.length)]);
    else if (kind === 1) bytes = Buffer.concat([bytes.subarray(0, at), part, bytes.subarray(at)]);
    else if (kind === 2) bytes = Buffer.concat([part, bytes]);
    else bytes[at] = random(256);
    if (bytes.length === 0) break;
  }
  return bytes;
};

/** Reads what somebody was sent as a strict receiver does: what is left of an unfinished frame, and the close frame's code. */
const read = (bytes: Buffer, masked: boolean, maxBytes: number): { left: number; code: number | null } => {
  let at = 0;
  while (at + 2 <= bytes.length) {
    const [first = 0, second = 0] = bytes.subarray(at, at + 2);
    const opcode = first & 15;
    expect(first & 0x70).toBe(0);
    expect([...Object.values(opcodes)]).toContain(opcode);
    expect((second & 0x80) !== 0).toBe(masked);
    const short = second & 127;
    const lengthBytes = short === 126 ? 2 : short === 127 ? 8 : 0;
    const head = 2 + lengthBytes + (masked ? 4 : 0);
    // A header is never sent in part.
    expect(at + head).toBeLessThanOrEqual(bytes.length);
    const length =
      lengthBytes === 0
        ? short
        : lengthBytes === 2
          ? bytes.readUInt16BE(at + 2)
          : Number(bytes.readBigUInt64BE(at + 2));
    expect(length).toBeLessThanOrEqual(maxBytes);
    if (opcode >= 8) expect([first & 0x80, length <= 125]).toEqual([0x80, true]);
    if (opcode === opcodes.close) {
      // Only our own passes, and nothing follows it.
      expect(at + head + length).toBe(bytes.length);
      return { left: 0, code: masked ? 1000 : bytes.readUInt16BE(at + head) };
    }
    if (at + head + length > bytes.length) return { left: at + head + length - bytes.length, code: null };
    at += head + length;
  }
  expect(at).toBe(bytes.length);
  return { left: 0, code: null };
};

const run = async (seed: number): Promise<void> => {
  const random = randomOf(seed);
  const browser = new Side(random(4) === 0);
  const upstream = new Side(random(4) === 0);
  const ends: PipeEnd[] = [];
  const pipe = new ConsolePipe(browser, upstream, {
    kind: random(2) === 0 ? "serial" : "vnc",
    onEnd: (end) => ends.push(end),
  });
  const [hostile, masked] = random(2) === 0 ? ([browser, true] as const) : ([upstream, false] as const);
  let bytes = hostileStream(random, masked);
  while (bytes.length > 0) {
    const size = 1 + random([2, 20, 4000][random(3)] ?? 20);
    hostile.says(bytes.subarray(0, size));
    bytes = bytes.subarray(size);
    if (random(3) === 0) await turn();
    if (random(30) === 0) pipe.ping();
    if (random(60) === 0) pipe.close(4403, "test");
  }
  await turn();
  if (random(2) === 0) hostile.leave();
  else hostile.destroy(random(2) === 0 ? new Error("reset") : undefined);
  await Promise.all([browser.isOver, upstream.isOver]);
  expect(ends).toHaveLength(1);
  for (const [side, isServer, max] of [
    [browser, false, maxUpstreamFrameBytes],
    [upstream, true, maxBrowserFrameBytes],
  ] as const) {
    const { left, code } = read(Buffer.concat(side.got), isServer, max);
    // In the middle of a frame there is only one honest end.
    if (left > 0) expect(side.writableFinished).toBe(false);
    if (code !== null) expect(code === 1000 || code in closeCodes).toBe(true);
  }
};

test(`W14: ${mutations} mutated streams from either side end at a frame's end or with a cut, and leave nothing behind`, async () => {
  const held = (): number => process.memoryUsage().external + process.memoryUsage().heapUsed;
  const before = held();
  for (let seed = 0; seed < mutations; seed += atOnce) {
    const seeds = Array.from({ length: atOnce }, (_, n) => seed + n);
    await Promise.all(
      seeds.map((one) =>
        run(one).catch((error: unknown) => {
          throw new Error(`seed ${one}`, { cause: error });
        }),
      ),
    );
  }
  // What is not collected yet is in it, too.
  expect(held() - before).toBeLessThan(256 * 2 ** 20);
}, 60_000);
