import { pass, type SomeSteps, take } from "./byte-steps.ts";
import { encodings } from "./encodings.ts";
import { checkPackedLength, longestCursorSide, type Rectangle, ScreenRefusal } from "./limits.ts";

/** A viewer that shows true colours asks for four bytes a pixel; Tight then sends three. */
const pixelBytes = 4;
const tightPixelBytes = 3;

type Put = (bytes: Uint8Array) => void;

const malformed = (what: string): never => {
  throw new ScreenRefusal("malformed", what);
};

/** Numbers of RFB are big endian. */
export const uint16 = (bytes: Uint8Array, at: number): number => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
export const uint32 = (bytes: Uint8Array, at: number): number => uint16(bytes, at) * 65_536 + uint16(bytes, at + 2);

/** The data of one rectangle of pixels, passed on at its length. */
export function* pictureData(encoding: number, rectangle: Rectangle, put: Put): SomeSteps {
  const { width, height } = rectangle;
  if (encoding === encodings.raw) yield pass(width * height * pixelBytes);
  else if (encoding === encodings.copyRect) yield pass(4);
  else if (encoding === encodings.hextile) yield* hextile(rectangle, put);
  else if (encoding === encodings.tight) yield* tight(rectangle, put);
  else if (encoding === encodings.zrle) yield* zrle(rectangle, put);
  else malformed("an encoding nobody asked for");
}

function* hextile({ width, height }: Rectangle, put: Put): SomeSteps {
  for (let top = 0; top < height; top += 16) {
    for (let left = 0; left < width; left += 16) {
      const kind = yield take(1);
      put(kind);
      const bits = kind[0] ?? 0;
      if (bits > 30) malformed("a tile of no kind");
      if (bits & 1) {
        yield pass(Math.min(16, width - left) * Math.min(16, height - top) * pixelBytes);
        continue;
      }
      const colours = (bits & 2 ? pixelBytes : 0) + (bits & 4 ? pixelBytes : 0);
      if (colours > 0) yield pass(colours);
      if (!(bits & 8)) continue;
      const count = yield take(1);
      put(count);
      yield pass((count[0] ?? 0) * (bits & 16 ? pixelBytes + 2 : 2));
    }
  }
}

function* tight({ width, height }: Rectangle, put: Put): SomeSteps {
  const control = yield take(1);
  put(control);
  const kind = (control[0] ?? 0) >> 4;
  const plainBytes = width * height * tightPixelBytes;
  if (kind === 8) yield pass(tightPixelBytes);
  else if (kind === 9) yield* packed(plainBytes, put);
  else if (kind > 7) malformed("a Tight rectangle of no kind");
  else {
    const filter = kind & 4 ? yield take(1) : Uint8Array.of(0);
    if (kind & 4) put(filter);
    if (filter[0] === 1) yield* tightPalette(width, height, put);
    else if (filter[0] === 0 || filter[0] === 2) yield* tightData(plainBytes, put);
    else malformed("a Tight filter of no kind");
  }
}

function* tightPalette(width: number, height: number, put: Put): SomeSteps {
  const last = yield take(1);
  put(last);
  const colours = (last[0] ?? 0) + 1;
  yield pass(colours * tightPixelBytes);
  yield* tightData((colours <= 2 ? Math.ceil(width / 8) : width) * height, put);
}

/** Less than twelve bytes are sent as they are. */
function* tightData(plainBytes: number, put: Put): SomeSteps {
  if (plainBytes < 12) yield pass(plainBytes);
  else yield* packed(plainBytes, put);
}

/** A length of one to three bytes, seven bits each but the last, and so much data. */
function* packed(plainBytes: number, put: Put): SomeSteps {
  let length = 0;
  for (let index = 0; index < 3; index += 1) {
    const byte = yield take(1);
    put(byte);
    const bits = byte[0] ?? 0;
    length += (index < 2 ? bits & 0x7f : bits) * 128 ** index;
    if (bits < 0x80) break;
  }
  checkPackedLength(length, plainBytes);
  yield pass(length);
}

function* zrle({ width, height }: Rectangle, put: Put): SomeSteps {
  const head = yield take(4);
  const length = uint32(head, 0);
  // Each tile of 64 × 64 has a byte of its own, and a palette at most.
  checkPackedLength(length, width * height * pixelBytes);
  put(head);
  yield pass(length);
}

/** The picture of a pointer: its pixels, then a mask of bits. */
export function* cursorData({ width, height }: Rectangle): SomeSteps {
  if (width > longestCursorSide || height > longestCursorSide) malformed("a cursor larger than a hand");
  yield pass(width * height * pixelBytes + Math.ceil(width / 8) * height);
}
