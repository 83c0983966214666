import type { IncomingMessage } from "node:http";

const limitBytes = 3 * 1024 * 1024;

/** The whole body of a request; rejects beyond 3 MiB, as kube-apiserver does. */
export const readBody = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  let size = 0;
  // What is too much is read to its end and dropped: a client that still sends would not see the answer.
  for await (const chunk of request) {
    // Without setEncoding() a request yields Buffers.
    const bytes = chunk as Buffer;
    size += bytes.length;
    if (size <= limitBytes) chunks.push(bytes);
  }
  if (size > limitBytes) throw new Error(`Request entity too large: limit is ${limitBytes}`);
  return Buffer.concat(chunks);
};
