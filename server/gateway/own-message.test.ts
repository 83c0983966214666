import { PassThrough } from "node:stream";
import { describe, expect, test } from "vitest";
import { chunksOf } from "./chunks.ts";
import { FrameRelay } from "./frame-relay.ts";
import { pingFrame, textFrame } from "./own-frames.ts";

/** Frames without masks and shorter than 126 bytes. */
const framesOf = (bytes: Buffer): Buffer[] => {
  const frames: Buffer[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = at + 2 + (bytes[at + 1] ?? 0);
    frames.push(bytes.subarray(at, end));
    at = end;
  }
  return frames;
};

describe("a message of our own", () => {
  // One message in three frames with a ping between them, and another message.
  const sent = Buffer.from([0x02, 2, 1, 1, 0x89, 0, 0x00, 2, 2, 2, 0x80, 2, 3, 3, 0x82, 1, 4]);
  const own = textFrame("hello");

  test.each(Array.from({ length: sent.length }, (_, at) => at))(
    "goes between two messages of the sender, never between two frames of one (asked for after %i bytes)",
    (cut) => {
      const [from, to] = [new PassThrough(), new PassThrough()];
      const relay = new FrameRelay({ from: chunksOf(from), to, masked: false, maxFrameBytes: 100, onStop: () => {} });
      relay.start();
      from.emit("data", sent.subarray(0, cut));
      relay.insertMessage(own);
      relay.insert(pingFrame(false));
      from.emit("data", sent.subarray(cut));
      const got = framesOf(to.read());
      let isWithin = false;
      for (const frame of got) {
        if (frame.equals(own)) expect(isWithin).toBe(false);
        const opcode = (frame[0] ?? 0) & 0x0f;
        if (opcode < 3) isWithin = (frame[0] ?? 0) < 0x80;
      }
      expect(got.filter((frame) => frame.equals(own))).toHaveLength(1);
      // Two pings: the sender's and ours.
      expect(got).toHaveLength(framesOf(sent).length + 2);
      const theirs = got.filter((frame) => !frame.equals(own) && !frame.equals(pingFrame(false)));
      expect(theirs).toEqual(framesOf(sent).filter((frame) => !frame.equals(pingFrame(false))));
    },
  );

  test.each([0, 125, 126, 60_000])("of %i bytes says its length in the shortest way", (length) => {
    const frame = textFrame("x".repeat(length));
    expect(frame.length).toBe(length + (length < 126 ? 2 : 4));
    expect(frame[1]).toBe(length < 126 ? length : 126);
  });
});
