import type { ServerResponse } from "node:http";
import { constants, crc32, deflateRawSync } from "node:zlib";
import type { StreamEvent } from "#lib/api/stream-events.ts";

/** An event as it is written to browsers; compressed once, however many of them get it. */
export type Frame = { readonly plain: Buffer; readonly packed: Buffer };

/** Whose browser has taken less than this is behind: it is told the rest when it has read what it was sent. */
const mostBufferedBytes = 64 * 1024;
/** More than a dozen rows: the rest is not worth the effort of compressing well. */
const largeBytes = 4096;

const pack = (plain: Buffer): Buffer =>
  // Blocks that end on a byte, none of them the last: any of them may follow any other.
  deflateRawSync(plain, { finishFlush: constants.Z_SYNC_FLUSH, level: plain.length > largeBytes ? 6 : 1 });

const frameOf = (text: string): Frame => {
  const plain = Buffer.from(text);
  let packed: Buffer | null = null;
  return {
    plain,
    get packed() {
      packed ??= pack(plain);
      return packed;
    },
  };
};

export const eventFrame = (event: StreamEvent): Frame => frameOf(`data: ${JSON.stringify(event)}\n\n`);

/** A comment, which nobody reads: it shows that bytes get through. */
const greeting = frameOf(": here\n\n");

// RFC 1952: deflate, no name, no time, unknown system.
const gzipHead = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]);
const lastBlock = Buffer.from([0x03, 0x00]);

const acceptsGzip = (header: string | undefined): boolean =>
  (header ?? "").split(",").some((coding) => /^\s*(?:x-)?gzip\s*(?:;\s*q=(?!0(?:\.0*)?\s*$).*)?$/i.test(coding));

export type EventPipe = ReturnType<typeof openEventPipe>;

/**
 * Answers with a stream of events. A gzip stream is put together from pieces that were compressed once for all browsers: a compressor of
 * one's own would cost each of them 256 KiB.
 */
export const openEventPipe = (response: ServerResponse, acceptEncoding: string | undefined) => {
  const isPacked = acceptsGzip(acceptEncoding);
  let sum = 0;
  let length = 0;
  response.writeHead(200, {
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-store, no-transform",
    vary: "Cookie, Accept-Encoding",
    "x-accel-buffering": "no",
    ...(isPacked && { "content-encoding": "gzip" }),
  });
  if (isPacked) response.write(gzipHead);

  const isOver = () => response.writableEnded || response.destroyed;
  const write = (frame: Frame): void => {
    if (isOver()) return;
    if (isPacked) {
      sum = crc32(frame.plain, sum);
      length = (length + frame.plain.length) % 2 ** 32;
    }
    response.write(isPacked ? frame.packed : frame.plain);
  };
  write(greeting);
  return {
    write,
    send: (event: StreamEvent): void => write(eventFrame(event)),
    /** The browser reads too slowly: what can be told later is told later. */
    get isFull() {
      return response.writableLength > mostBufferedBytes;
    },
    get isEmpty() {
      return response.writableLength === 0;
    },
    end: (): void => {
      if (isOver()) return;
      if (!isPacked) return void response.end();
      const trailer = Buffer.alloc(8);
      trailer.writeUInt32LE(sum, 0);
      trailer.writeUInt32LE(length, 4);
      response.end(Buffer.concat([lastBlock, trailer]));
    },
  };
};
