import { expect, test } from "vitest";
import { mostRecordedCharacters, Recording } from "./recording.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

const begin = () => {
  let now = 1_700_000_000_500;
  let full = 0;
  const recording = new Recording({
    title: "web",
    columns: 80,
    rows: 24,
    nowMs: () => now,
    onFull: () => {
      full += 1;
    },
  });
  return {
    recording,
    full: () => full,
    pass: (ms: number) => {
      now += ms;
    },
  };
};

test("what is said is kept with its time, letters in two frames too", () => {
  const { recording, pass } = begin();
  recording.hear(bytes("a"));
  pass(5);
  recording.hear(bytes("b"));
  pass(1000);
  const [first = 0, ...rest] = bytes("ü");
  recording.hear(new Uint8Array([first]));
  pass(100);
  recording.hear(new Uint8Array(rest));
  expect(recording.cast()).toEqual({
    columns: 80,
    rows: 24,
    startedAt: 1_700_000_000,
    title: "web",
    events: [
      { atMs: 0, type: "output", text: "ab" },
      { atMs: 1105, type: "output", text: "ü" },
    ],
    durationMs: 1105,
  });
});

test("another size is an event, the same is none", () => {
  const { recording, pass } = begin();
  recording.resize(80, 24);
  pass(20);
  recording.resize(100, 30);
  expect(recording.cast().events).toEqual([{ atMs: 20, type: "resize", columns: 100, rows: 30 }]);
});

test("it ends by itself when it is full, and says so once", () => {
  const { recording, full } = begin();
  const million = new Uint8Array(1024 * 1024).fill(97);
  for (let count = 0; count < 20; count += 1) recording.hear(million);
  expect(full()).toBe(1);
  const characters = recording
    .cast()
    .events.reduce((sum, event) => sum + (event.type === "output" ? event.text.length : 0), 0);
  expect(characters).toBe(mostRecordedCharacters);
});
