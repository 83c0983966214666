/** How a client wants its pixels (RFC 6143, 7.4). */
export type PixelFormat = {
  bytesPerPixel: 1 | 2 | 4;
  isBigEndian: boolean;
  red: Channel;
  green: Channel;
  blue: Channel;
};

type Channel = { max: number; shift: number };

/** The 16 bytes of the server's own format: 32 bits, depth 24, little endian, red at 16. */
export const ownFormat = Buffer.from([32, 24, 0, 1, 0, 255, 0, 255, 0, 255, 16, 8, 0, 0, 0, 0]);

/** Reads the 16 bytes of a pixel format; null for what we do not speak (colour maps, other sizes). */
export const readPixelFormat = (bytes: Buffer): PixelFormat | null => {
  const bits = bytes.readUInt8(0);
  const isTrueColour = bytes.readUInt8(3) !== 0;
  if (!isTrueColour || (bits !== 8 && bits !== 16 && bits !== 32)) return null;
  const channel = (max: number, shift: number): Channel => ({
    max: bytes.readUInt16BE(max),
    shift: bytes.readUInt8(shift),
  });
  const format: PixelFormat = {
    bytesPerPixel: bits === 8 ? 1 : bits === 16 ? 2 : 4,
    isBigEndian: bytes.readUInt8(2) !== 0,
    red: channel(4, 10),
    green: channel(6, 11),
    blue: channel(8, 12),
  };
  const fits = ({ max, shift }: Channel) => max > 0 && shift < bits && max * 2 ** shift < 2 ** bits;
  return [format.red, format.green, format.blue].every(fits) ? format : null;
};

/** Translates 0xRRGGBB into the client's pixels. */
export const createPixelWriter = (format: PixelFormat) => {
  const { bytesPerPixel, isBigEndian, red, green, blue } = format;
  const known = new Map<number, Buffer>();
  const scale = (value: number, { max, shift }: Channel) => Math.round((value * max) / 255) * 2 ** shift;
  const bytesOf = (colour: number): Buffer => {
    const found = known.get(colour);
    if (found) return found;
    const value = scale(colour >> 16, red) + scale((colour >> 8) & 255, green) + scale(colour & 255, blue);
    const bytes = Buffer.alloc(bytesPerPixel);
    if (isBigEndian) bytes.writeUIntBE(value, 0, bytesPerPixel);
    else bytes.writeUIntLE(value, 0, bytesPerPixel);
    // Screens here have few colours; a gradient must not grow this without end.
    if (known.size > 4_096) known.clear();
    known.set(colour, bytes);
    return bytes;
  };
  return { bytesPerPixel, bytesOf };
};

export type PixelWriter = ReturnType<typeof createPixelWriter>;
