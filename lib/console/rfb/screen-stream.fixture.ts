import { encodings } from "./encodings.ts";

/** Bytes of a screen, as QEMU sends them, for tests. */
const u16 = (...values: number[]): number[] => values.flatMap((value) => [(value >> 8) & 255, value & 255]);
const u32 = (value: number): number[] => [...u16(value >>> 16), ...u16(value & 0xffff)];
const text = (words: string): number[] => [...new TextEncoder().encode(words)];

export const greeting = (): number[] => [...text("RFB 003.008\n"), 1, 1, ...u32(0)];

const format = [32, 24, 0, 1, 0, 255, 0, 255, 0, 255, 16, 8, 0, 0, 0, 0];

export const serverInit = (width: number, height: number, name = "guest"): number[] => [
  ...u16(width, height),
  ...format,
  ...u32(text(name).length),
  ...text(name),
];

type Place = [x: number, y: number, width: number, height: number];

export const rectangle = (place: Place, encoding: number, data: readonly number[] = []): number[] => [
  ...u16(...place),
  ...u32(encoding >>> 0),
  ...data,
];

export const update = (...rectangles: number[][]): number[] => [0, 0, ...u16(rectangles.length), ...rectangles.flat()];
export const bell = (): number[] => [2];
export const cutText = (length: number, words = ""): number[] => [3, 0, 0, 0, ...u32(length >>> 0), ...text(words)];

const pixels = (count: number, bytes: number): number[] => Array.from({ length: count * bytes }, (_, at) => at & 255);

/** A Tight length: seven bits a byte, eight in the third. */
export const compact = (length: number): number[] =>
  length < 128
    ? [length]
    : length < 16_384
      ? [(length & 127) | 128, length >> 7]
      : [(length & 127) | 128, ((length >> 7) & 127) | 128, length >> 14];

/** A zlib stream that only stores, and goes on: RFB's never end. */
const zlib = (plain: readonly number[]): number[] => {
  const lengths = [plain.length & 255, plain.length >> 8];
  return [0x78, 0x01, 0, ...lengths, ...lengths.map((byte) => byte ^ 255), ...plain];
};
const packed = (plain: readonly number[]): number[] => {
  const data = zlib(plain);
  return [...compact(data.length), ...data];
};

/** One rectangle of each kind, of 20 × 18 pixels where it has any. */
export const kinds: Record<string, number[]> = {
  raw: rectangle([0, 0, 20, 18], encodings.raw, pixels(360, 4)),
  copyRect: rectangle([4, 4, 20, 18], encodings.copyRect, u16(0, 0)),
  hextile: rectangle(
    [0, 0, 20, 18],
    encodings.hextile,
    [
      [2, 1, 2, 3, 0],
      [1, ...pixels(4 * 16, 4)],
      [2 | 4 | 8, 1, 2, 3, 0, 4, 5, 6, 0, 2, 0x11, 0x11, 0x22, 0x10],
      [8 | 16 | 2, 9, 9, 9, 0, 1, 7, 7, 7, 0, 0x00, 0x10],
    ].flat(),
  ),
  tightFill: rectangle([0, 0, 20, 18], encodings.tight, [0x80, 9, 8, 7]),
  tightCopy: rectangle([0, 0, 20, 18], encodings.tight, [0x01, ...packed(pixels(360, 3))]),
  tightSmall: rectangle([0, 0, 1, 3], encodings.tight, [0x00, ...pixels(3, 3)]),
  tightMono: rectangle([0, 0, 20, 18], encodings.tight, [0x52, 1, 1, 0, 0, 0, 2, 2, 2, ...packed(pixels(3 * 18, 1))]),
  tightPalette: rectangle([0, 0, 20, 18], encodings.tight, [
    ...[0x64, 1, 2, 0, 0, 0, 2, 2, 2, 3, 3, 3],
    ...packed(pixels(360, 1).map((value) => value % 3)),
  ]),
  tightGradient: rectangle([0, 0, 20, 18], encodings.tight, [0x78, 2, ...packed(pixels(360, 3))]),
  zrle: rectangle(
    [0, 0, 20, 18],
    encodings.zrle,
    (() => {
      const data = zlib([0, ...pixels(360, 3)]);
      return [...u32(data.length), ...data];
    })(),
  ),
  cursor: rectangle([1, 1, 9, 2], encodings.cursor, pixels(18 * 4 + 4, 1)),
  led: rectangle([0, 0, 0, 0], encodings.qemuLed, [4]),
  keys: rectangle([0, 0, 0, 0], encodings.qemuExtendedKey),
  desktopSize: rectangle([0, 0, 64, 48], encodings.desktopSize),
  extendedSize: rectangle([0, 0, 64, 48], encodings.extendedDesktopSize, [1, 0, 0, 0, ...pixels(16, 1)]),
};

/** A greeting and an update of each kind. */
export const recorded = (): Uint8Array<ArrayBuffer> =>
  Uint8Array.from([
    ...greeting(),
    ...serverInit(64, 48),
    ...Object.values(kinds).flatMap((kind) => update(kind)),
    // A ZRLE stream begins once.
    ...update(...Object.values(kinds).filter((kind) => kind !== kinds.zrle)),
  ]);
