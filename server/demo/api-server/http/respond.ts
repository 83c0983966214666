import type { IncomingMessage, ServerResponse } from "node:http";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { StatusError } from "../objects/status-error.ts";

const compress = promisify(gzip);
const GZIP_FROM_BYTES = 1024;

/** Writes a whole answer, compressed when the client asks for it and it pays. */
export async function sendText(
  request: IncomingMessage,
  response: ServerResponse,
  code: number,
  contentType: string,
  text: string,
): Promise<void> {
  response.statusCode = code;
  response.setHeader("Content-Type", contentType);
  response.setHeader("Cache-Control", "no-cache, private");
  const plain = Buffer.from(text);
  const zipped = acceptsGzip(request) && plain.length > GZIP_FROM_BYTES;
  const body = zipped ? await compress(plain, { level: 1 }) : plain;
  if (zipped) response.setHeader("Content-Encoding", "gzip").setHeader("Vary", "Accept-Encoding");
  response.setHeader("Content-Length", body.length);
  response.end(request.method === "HEAD" ? undefined : body);
}

export const sendJson = (request: IncomingMessage, response: ServerResponse, code: number, value: unknown) =>
  sendText(request, response, code, "application/json", typeof value === "string" ? value : JSON.stringify(value));

export function sendStatus(request: IncomingMessage, response: ServerResponse, error: StatusError): Promise<void> {
  const retryAfter = error.details?.retryAfterSeconds;
  if (retryAfter !== undefined) response.setHeader("Retry-After", retryAfter);
  return sendJson(request, response, error.code, error.toStatus());
}

const acceptsGzip = (request: IncomingMessage): boolean =>
  /\bgzip\b/.test(String(request.headers["accept-encoding"] ?? ""));
