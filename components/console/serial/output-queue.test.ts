import { Terminal } from "@xterm/xterm";
import { expect, test } from "vitest";
import { mostWaitingBytes, OutputQueue } from "./output-queue.ts";

/** A reader that takes what it is given when told to. */
const slowReader = () => {
  const taken: Uint8Array[] = [];
  const reads: (() => void)[] = [];
  return {
    taken,
    write: (bytes: Uint8Array, onRead: () => void) => {
      taken.push(bytes);
      reads.push(onRead);
    },
    readAll: () => {
      for (let read = reads.shift(); read; read = reads.shift()) read();
    },
  };
};

const numbered = (count: number, size: number): Uint8Array[] =>
  Array.from({ length: count }, (_, at) => new Uint8Array(size).fill(at % 251));

test("a burst reaches a slow terminal in order and whole", () => {
  const reader = slowReader();
  const queue = new OutputQueue(reader.write, () => expect.unreachable());
  const sent = numbered(200, 16 * 1024);
  for (const bytes of sent) queue.push(bytes);
  expect(reader.taken.length).toBeLessThan(20);
  reader.readAll();
  expect(Buffer.concat(reader.taken).equals(Buffer.concat(sent))).toBe(true);
});

test("more than can be held is said once, and what was taken is still shown", () => {
  const reader = slowReader();
  let overflows = 0;
  const queue = new OutputQueue(reader.write, () => {
    overflows += 1;
  });
  const sent = numbered(40, 1024 * 1024);
  for (const bytes of sent) queue.push(bytes);
  expect(overflows).toBe(1);
  reader.readAll();
  const shown = reader.taken.reduce((sum, { byteLength }) => sum + byteLength, 0);
  expect(shown).toBeGreaterThan(mostWaitingBytes);
  expect(Buffer.concat(reader.taken).equals(Buffer.concat(sent.slice(0, reader.taken.length)))).toBe(true);

  queue.reopen();
  queue.push(new Uint8Array([7]));
  expect(reader.taken.at(-1)).toEqual(new Uint8Array([7]));
});

test("letters split over frames come out whole: two, three and four bytes, one byte at a time", async () => {
  const terminal = new Terminal({ cols: 40, rows: 4 });
  const queue = new OutputQueue(
    (bytes, onRead) => terminal.write(bytes, onRead),
    () => expect.unreachable(),
  );
  const text = "Grüezi € 東京 🙂 │└─┘";
  for (const byte of new TextEncoder().encode(text)) queue.push(new Uint8Array([byte]));
  await new Promise<void>((resolve) => terminal.write("", resolve));
  expect(terminal.buffer.active.getLine(0)?.translateToString(true)).toBe(text);
});
