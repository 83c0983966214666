import type { ServerResponse } from "node:http";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { Call } from "../aggregated/group.ts";
import { Failure } from "./failure.ts";

const compress = promisify(gzip);
/** From here on an API server compresses for who asks (apiserver `defaultGzipThresholdBytes`). */
const gzipFromBytes = 128 * 1024;
const pieceBytes = 256 * 1024;
/** Of a UTF-16 unit in UTF-8. */
const mostBytesPerUnit = 3;

/** Runs a handler; a Failure becomes its Status. */
export const answering = async (call: Call, handler: (call: Call) => Promise<void>): Promise<void> => {
  try {
    await handler(call);
  } catch (error) {
    if (!(error instanceof Failure) || call.response.headersSent) throw error;
    await sendJson(call, error.code, error.body);
  }
};

export const sendJson = (call: Call, code: number, body: unknown): Promise<void> =>
  send(call, code, "application/json", [`${JSON.stringify(body)}\n`]);

/** Answers with a text given in parts, of which a large list has thousands. */
export const send = async (call: Call, code: number, contentType: string, parts: readonly string[]): Promise<void> => {
  const bytes = parts.reduce((sum, part) => sum + Buffer.byteLength(part), 0);
  const isCompressed = bytes > gzipFromBytes && /\bgzip\b/.test(String(call.headers["accept-encoding"] ?? ""));
  const head = (length: number) =>
    call.response.writeHead(code, {
      "content-type": contentType,
      "content-length": length,
      ...(isCompressed && { "content-encoding": "gzip", vary: "Accept-Encoding" }),
    });
  if (bytes > pieceBytes && !isCompressed) return sendPieces(head(bytes), parts);
  const plain = Buffer.allocUnsafe(bytes);
  fill(plain, parts);
  const body = isCompressed ? await compress(plain, { level: 1 }) : plain;
  head(body.length).end(body);
};

const fill = (buffer: Buffer, parts: readonly string[]): number =>
  parts.reduce((at, part) => at + buffer.write(part, at), 0);

/** By one buffer again and again: megabytes that are made anew for each list keep the garbage collector busier than all else. */
const sendPieces = async (response: ServerResponse, parts: readonly string[]): Promise<void> => {
  const buffer = Buffer.allocUnsafeSlow(pieceBytes);
  const write = (piece: Buffer | string): Promise<void> =>
    new Promise((resolve, reject) => {
      response.write(piece, (error) => (error ? reject(error) : resolve()));
    });
  let filled = 0;
  for (const part of parts) {
    const most = part.length * mostBytesPerUnit;
    if (filled > 0 && filled + most > pieceBytes) {
      await write(buffer.subarray(0, filled));
      filled = 0;
    }
    if (most > pieceBytes) await write(part);
    else filled += buffer.write(part, filled);
  }
  response.end(buffer.subarray(0, filled));
};
