import { crc32, deflateSync } from "node:zlib";

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

const chunk = (type: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
};

/** A PNG of 8-bit RGB (PNG 1.2, colour type 2) from pixels 0xRRGGBB, row by row. */
export const encodePng = (width: number, height: number, pixels: Uint32Array): Buffer => {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  // Each row begins with its filter: none.
  const rows = Buffer.alloc(height * (1 + width * 3));
  let at = 0;
  for (let index = 0; index < width * height; index += 1) {
    if (index % width === 0) at += 1;
    const colour = pixels[index] ?? 0;
    rows[at] = colour >> 16;
    rows[at + 1] = (colour >> 8) & 255;
    rows[at + 2] = colour & 255;
    at += 3;
  }
  const picture = chunk("IDAT", deflateSync(rows, { level: 1 }));
  return Buffer.concat([signature, chunk("IHDR", head), picture, chunk("IEND", Buffer.alloc(0))]);
};
