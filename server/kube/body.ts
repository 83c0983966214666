import { pipeline, type Readable } from "node:stream";
import { createGunzip } from "node:zlib";

/** A whole body, unpacked. Throws a RangeError when it is larger than `maxBytes` after unpacking, and lets go of the connection. */
export const readBody = async (body: Readable, encoding: unknown, maxBytes: number): Promise<Buffer> => {
  // The callback keeps a broken pipe from being an uncaught error; the loop below gets it from the unpacker.
  const source = encoding === "gzip" ? pipeline(body, createGunzip(), () => {}) : body;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of source as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) throw new RangeError(`the answer is larger than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
};
