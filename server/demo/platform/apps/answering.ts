import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { Call } from "../aggregated/group.ts";
import { Failure } from "./failure.ts";

const compress = promisify(gzip);
/** From here on an API server compresses for who asks (apiserver `defaultGzipThresholdBytes`). */
const gzipFromBytes = 128 * 1024;

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
  send(call, code, "application/json", `${JSON.stringify(body)}\n`);

export const send = async (call: Call, code: number, contentType: string, text: string): Promise<void> => {
  const isCompressed = text.length > gzipFromBytes && /\bgzip\b/.test(String(call.headers["accept-encoding"] ?? ""));
  const body = isCompressed ? await compress(text, { level: 1 }) : Buffer.from(text);
  call.response.writeHead(code, {
    "content-type": contentType,
    "content-length": body.length,
    ...(isCompressed && { "content-encoding": "gzip", vary: "Accept-Encoding" }),
  });
  call.response.end(body);
};
