import type { PixelWriter } from "./rfb-pixels.ts";

export const encodings = {
  raw: 0,
  hextile: 5,
  desktopSize: -223,
  pointerChange: -257,
  qemuExtendedKey: -258,
  extendedDesktopSize: -308,
} as const;

type Picture = { width: number; height: number; pixels: Uint32Array };

const raw = ({ pixels }: Picture, { bytesPerPixel, bytesOf }: PixelWriter): Buffer => {
  const bytes = Buffer.allocUnsafe(pixels.length * bytesPerPixel);
  pixels.forEach((colour, index) => {
    bytesOf(colour).copy(bytes, index * bytesPerPixel);
  });
  return bytes;
};

const tileSize = 16;
const flags = { raw: 1, background: 2, foreground: 4, anySubrects: 8 };

/** One tile: a single colour, two colours as runs, or raw. */
const tile = (pixels: Uint32Array, width: number, writer: PixelWriter): Buffer => {
  const picture = { width, height: pixels.length / width, pixels };
  const background = pixels[0] ?? 0;
  const foreground = pixels.find((colour) => colour !== background);
  if (foreground === undefined) return Buffer.concat([Buffer.of(flags.background), writer.bytesOf(background)]);
  const runs: number[] = [];
  for (let at = 0; at < pixels.length; at += 1) {
    const colour = pixels[at];
    if (colour === background) continue;
    if (colour !== foreground) return Buffer.concat([Buffer.of(flags.raw), raw(picture, writer)]);
    const [x, y] = [at % width, Math.floor(at / width)];
    let end = x;
    while (end + 1 < width && pixels[y * width + end + 1] === foreground) end += 1;
    runs.push((x << 4) | y, (end - x) << 4);
    at += end - x;
  }
  if (runs.length / 2 > 255) return Buffer.concat([Buffer.of(flags.raw), raw(picture, writer)]);
  const kind = flags.background | flags.foreground | flags.anySubrects;
  const colours = [writer.bytesOf(background), writer.bytesOf(foreground)];
  return Buffer.concat([Buffer.of(kind), ...colours, Buffer.of(runs.length / 2, ...runs)]);
};

const hextile = ({ width, height, pixels }: Picture, writer: PixelWriter): Buffer => {
  const tiles: Buffer[] = [];
  for (let top = 0; top < height; top += tileSize) {
    const tileHeight = Math.min(tileSize, height - top);
    for (let left = 0; left < width; left += tileSize) {
      const tileWidth = Math.min(tileSize, width - left);
      const part = new Uint32Array(tileWidth * tileHeight);
      for (let row = 0; row < tileHeight; row += 1) {
        const from = (top + row) * width + left;
        part.set(pixels.subarray(from, from + tileWidth), row * tileWidth);
      }
      tiles.push(tile(part, tileWidth, writer));
    }
  }
  return Buffer.concat(tiles);
};

/** Encodes a region in the smaller of the two encodings that a client takes. */
export const encodePicture = (picture: Picture, writer: PixelWriter, takesHextile: boolean) =>
  takesHextile
    ? { encoding: encodings.hextile, bytes: hextile(picture, writer) }
    : { encoding: encodings.raw, bytes: raw(picture, writer) };

/** The 12 bytes before a rectangle's data. */
export const rectangleHeader = (x: number, y: number, width: number, height: number, encoding: number): Buffer => {
  const header = Buffer.alloc(12);
  [x, y, width, height].forEach((value, index) => {
    header.writeUInt16BE(value, index * 2);
  });
  header.writeInt32BE(encoding, 8);
  return header;
};
