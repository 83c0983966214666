import type { Duplex } from "node:stream";

/** Where a relay's bytes come from; paused for as long as the receiver has not taken the last of them. */
export type Chunks = {
  /** Whoever hears a chunk has no claim to its memory once it was taken: the next one may come in the same. */
  start(hear: (chunk: Buffer) => void): void;
  pause(): void;
  /** What was heard last has been taken. */
  resume(): void;
  /** Nothing more is wanted but the end. */
  drop(): void;
};

/** Those of a stream, each in memory of its own. */
export const chunksOf = (stream: Duplex): Chunks => ({
  start(hear) {
    stream.on("data", hear);
    // A source that was paused for the hand-over does not begin to flow by having a listener.
    stream.resume();
  },
  pause: () => void stream.pause(),
  resume: () => void stream.resume(),
  drop: () => void stream.resume(),
});
