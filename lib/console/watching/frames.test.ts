import { describe, expect, test } from "vitest";
import { bytesMessage, isShown, maxShownBytes, pictureMessage, readShown, terminalMessage } from "./frames.ts";
import { imageSize } from "./image-size.ts";

const bytes = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));
const webp = (chunk: string, ...rest: number[]): Uint8Array =>
  Uint8Array.from([...bytes(`RIFF....WEBP${chunk}....`), ...rest, ...new Array(20).fill(0)]);
const lossy = (width: number, height: number) =>
  webp("VP8 ", 0, 0, 0, 0x9d, 1, 0x2a, width & 255, width >> 8, height & 255, height >> 8);
const jpeg = (width: number, height: number) =>
  Uint8Array.from([
    ...[0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0],
    ...[0xff, 0xc0, 0, 11, 8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0],
  ]);

describe("the size of a picture", () => {
  test.each([
    ["lossy WebP", lossy(1280, 800), { width: 1280, height: 800 }],
    ["lossless WebP", webp("VP8L", 0x2f, 0xff, 0xc4, 0xc7, 0), { width: 1280, height: 800 }],
    ["extended WebP", webp("VP8X", 0, 0, 0, 0, 0xff, 4, 0, 0x1f, 3, 0), { width: 1280, height: 800 }],
    ["JPEG", jpeg(1280, 800), { width: 1280, height: 800 }],
  ])("of a %s is read from its head", (_what, image, size) => {
    expect(imageSize(image)).toEqual(size);
  });

  test.each([
    ["nothing", new Uint8Array()],
    ["a PNG", bytes("\x89PNG\r\n\x1a\n0000000000000000000000")],
    ["markup", bytes("<svg onload=alert(1)>                                ")],
    ["a JPEG that ends early", jpeg(1, 1).subarray(0, 12)],
    ["a WebP of another kind", webp("EVIL", 1, 2, 3)],
  ])("of %s is not known", (_what, image) => {
    expect(imageSize(image)).toBeNull();
  });
});

describe("what may be shown", () => {
  test.each([
    ["vnc", pictureMessage(lossy(1280, 800)), true],
    ["vnc", pictureMessage(jpeg(2048, 2048)), true],
    ["vnc", pictureMessage(lossy(16_000, 16_000)), false],
    ["vnc", pictureMessage(lossy(0, 10)), false],
    ["vnc", pictureMessage(bytes("<script>")), false],
    ["vnc", bytesMessage(bytes("ls")), false],
    ["serial", bytesMessage(bytes("ls")), true],
    ["serial", pictureMessage(lossy(10, 10)), false],
    ["serial", bytesMessage(new Uint8Array(maxShownBytes)), false],
    ["serial", new Uint8Array(), false],
  ] as const)("of a %s console: %#", (console, message, may) => {
    expect(isShown(console, message)).toBe(may);
  });

  test("is read as it was written; what cannot be drawn is nothing", () => {
    expect(readShown(terminalMessage(132, 43, bytes("\x1b[1mhi")))).toEqual({
      kind: "terminal",
      columns: 132,
      rows: 43,
      drawing: bytes("\x1b[1mhi"),
    });
    expect(readShown(bytesMessage(bytes("a"), bytes("b")))).toEqual({ kind: "bytes", bytes: bytes("ab") });
    expect(readShown(terminalMessage(60_000, 60_000, bytes("")))).toBeNull();
    expect(readShown(Uint8Array.of(1, 0))).toBeNull();
    expect(readShown(pictureMessage(lossy(9000, 9000)))).toBeNull();
    expect(readShown(Uint8Array.of(99))).toBeNull();
  });
});
