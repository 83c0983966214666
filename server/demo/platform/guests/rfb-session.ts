import { createDamage } from "./damage.ts";
import { encodePicture, encodings, rectangleHeader } from "./rfb-encodings.ts";
import { createRfbKeys } from "./rfb-keys.ts";
import { createPixelWriter, ownFormat, readPixelFormat } from "./rfb-pixels.ts";
import type { Rect, Screen, Size } from "./screen.ts";

/** The client's end of the line. False from `write` asks to wait for `resume()`. */
export type RfbTransport = { write: (bytes: Buffer) => boolean; end: () => void };

export type RfbSession = { receive: (bytes: Uint8Array) => void; resume: () => void; dispose: () => void };

const longestCutText = 1024 * 1024;
const frameMs = 30;

const readRect = (bytes: Buffer, at: number): Rect => ({
  x: bytes.readUInt16BE(at),
  y: bytes.readUInt16BE(at + 2),
  width: bytes.readUInt16BE(at + 4),
  height: bytes.readUInt16BE(at + 6),
});

/** QEMU's answer where the card takes no size from a viewer. */
const refusedLayout = 3;

/** ExtendedDesktopSize with one monitor: `reason` 1 answers this viewer's wish with `status`. */
const sizeRectangle = ({ width, height }: Size, reason: number, status: number): Buffer => {
  const screens = Buffer.alloc(20);
  screens.writeUInt8(1, 0);
  screens.writeUInt16BE(width, 12);
  screens.writeUInt16BE(height, 14);
  return Buffer.concat([rectangleHeader(reason, status, width, height, encodings.extendedDesktopSize), screens]);
};

const serverInit = ({ width, height }: Size, name: string): Buffer => {
  const title = Buffer.from(name);
  const head = Buffer.alloc(4);
  head.writeUInt16BE(width, 0);
  head.writeUInt16BE(height, 2);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(title.length);
  return Buffer.concat([head, ownFormat, length, title]);
};

/**
 * A server of RFB 3.3, 3.7 and 3.8 (RFC 6143) for one client, without authentication: virt-api has done that. `takesScanCodes`: it knows QEMU's
 * extended key events, else keysyms are all it hears.
 * `hasTablet`: the pointer has a place, else only movements.
 */
export const createRfbSession = (
  screen: Screen,
  name: string,
  transport: RfbTransport,
  takesScanCodes = true,
  hasTablet = true,
): RfbSession => {
  const damage = createDamage(screen.size);
  const keys = createRfbKeys(screen);
  let writer = createPixelWriter(readPixelFormat(ownFormat) ?? unreadable());
  let takesHextile = false;
  let takesSizes = false;
  let asked: Rect | undefined;
  let isFull = false;
  let isScheduled = false;
  let isOver = false;
  let lastUpdateMs = Number.NEGATIVE_INFINITY;

  const write = (bytes: Buffer): void => {
    isFull = !transport.write(bytes) || isFull;
  };
  const end = (): void => {
    if (!isOver) transport.end();
    isOver = true;
  };
  const sendUpdate = (extra: Buffer[] = []): void => {
    if (isOver || (extra.length === 0 && (!asked || isFull))) return;
    const rects = asked ? damage.take(asked) : [];
    if (rects.length + extra.length === 0) return;
    const head = Buffer.alloc(4);
    head.writeUInt16BE(rects.length + extra.length, 2);
    const drawn = rects.flatMap((rect) => {
      const { x, y, width, height } = rect;
      const { encoding, bytes } = encodePicture({ width, height, pixels: screen.paint(rect) }, writer, takesHextile);
      return [rectangleHeader(x, y, width, height, encoding), bytes];
    });
    if (rects.length > 0) {
      asked = undefined;
      lastUpdateMs = performance.now();
    }
    write(Buffer.concat([head, ...extra, ...drawn]));
  };
  const onSchedule = (): void => {
    isScheduled = false;
    sendUpdate();
  };
  /** What changes together is sent together, and a flood no oftener than a frame. */
  const schedule = (): void => {
    if (isScheduled) return;
    isScheduled = true;
    const waitMs = lastUpdateMs + frameMs - performance.now();
    if (waitMs > 0) setTimeout(onSchedule, waitMs).unref();
    else setImmediate(onSchedule);
  };
  const stopDamage = screen.onDamage((rect) => {
    damage.add(rect);
    if (asked) schedule();
  });

  /** A viewer's wish for a size: answered, and all of it drawn again. */
  const setSize = (wanted: Size): void => {
    const isTaken = screen.resize(wanted);
    if (!takesSizes) return;
    sendUpdate([sizeRectangle(screen.size(), 1, isTaken ? 0 : refusedLayout)]);
    if (isTaken) damage.add({ x: 0, y: 0, ...screen.size() });
    schedule();
  };
  const setEncodings = (list: number[]): void => {
    const { width, height } = screen.size();
    takesHextile = list.includes(encodings.hextile);
    // Announced as QEMU does: key events then carry scan codes too.
    if (takesScanCodes && list.includes(encodings.qemuExtendedKey))
      sendUpdate([rectangleHeader(0, 0, 0, 0, encodings.qemuExtendedKey)]);
    if (list.includes(encodings.pointerChange))
      sendUpdate([rectangleHeader(hasTablet ? 1 : 0, 0, width, height, encodings.pointerChange)]);
    takesSizes = list.includes(encodings.extendedDesktopSize);
    if (takesSizes) sendUpdate([sizeRectangle(screen.size(), 0, 0)]);
  };

  /** Yields how many bytes come next and is given exactly those. */
  function* handshake(): Generator<number, boolean, Buffer> {
    const version = (yield 12).toString("latin1");
    const minor = Number(/^RFB 003\.(\d{3})\n$/.exec(version)?.[1] ?? Number.NaN);
    if (Number.isNaN(minor)) return false;
    if (minor < 7) write(Buffer.of(0, 0, 0, 1));
    else {
      write(Buffer.of(1, 1));
      if ((yield 1).readUInt8() !== 1) return false;
      if (minor > 7) write(Buffer.of(0, 0, 0, 0));
    }
    yield 1; // ClientInit: sharing is not ours to decide.
    write(serverInit(screen.size(), name));
    return true;
  }

  function* message(type: number): Generator<number, boolean, Buffer> {
    if (type === 0) {
      const format = readPixelFormat((yield 19).subarray(3));
      if (!format) return false;
      writer = createPixelWriter(format);
    } else if (type === 2) {
      const count = (yield 3).readUInt16BE(1);
      const list = count > 0 ? yield count * 4 : Buffer.alloc(0);
      setEncodings(Array.from({ length: count }, (_, index) => list.readInt32BE(index * 4)));
    } else if (type === 3) {
      const bytes = yield 9;
      asked = readRect(bytes, 1);
      if (bytes.readUInt8() === 0) damage.add(asked);
      schedule();
    } else if (type === 4) {
      const bytes = yield 7;
      keys.key(bytes.readUInt32BE(3), bytes.readUInt8() !== 0);
    } else if (type === 5) {
      const bytes = yield 5;
      screen.pointer(bytes.readUInt16BE(1), bytes.readUInt16BE(3), bytes.readUInt8());
    } else if (type === 6) {
      // Negative: the extended clipboard, which was not announced.
      const length = Math.abs((yield 7).readInt32BE(3));
      if (length > longestCutText) return false;
      for (let rest = length; rest > 0; rest -= 4_096) yield Math.min(rest, 4_096);
    } else if (type === 251) {
      const head = yield 7;
      yield head.readUInt8(5) * 16;
      setSize({ width: head.readUInt16BE(1), height: head.readUInt16BE(3) });
    } else if (type === 255) {
      const bytes = yield 11;
      if (bytes.readUInt8() !== 0) return false;
      keys.key(bytes.readUInt32BE(3), bytes.readUInt16BE(1) !== 0, bytes.readUInt32BE(7));
    } else return false;
    return true;
  }

  function* protocol(): Generator<number, void, Buffer> {
    let isGood = yield* handshake();
    while (isGood) isGood = yield* message((yield 1).readUInt8());
  }

  const steps = protocol();
  let need = steps.next();
  let waiting = Buffer.alloc(0);
  write(Buffer.from("RFB 003.008\n"));

  return {
    receive: (bytes) => {
      if (isOver) return;
      waiting = waiting.length === 0 ? Buffer.from(bytes) : Buffer.concat([waiting, bytes]);
      while (!need.done && waiting.length >= need.value) {
        const part = waiting.subarray(0, need.value);
        waiting = waiting.subarray(need.value);
        need = steps.next(part);
      }
      if (need.done) end();
    },
    resume: () => {
      isFull = false;
      schedule();
    },
    dispose: () => {
      isOver = true;
      stopDamage();
      keys.release();
    },
  };
};

const unreadable = (): never => {
  throw new Error("the server's own pixel format is wrong");
};
