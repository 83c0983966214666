import { Terminal } from "@xterm/xterm";
import { expect, test } from "vitest";
import { onTyped, quietGuest } from "./quiet-guest.ts";

/** What a boot, a login and a full-screen editor send, with every kind of sequence in it. */
const recorded = Buffer.from(
  [
    "[    0.000000] Linux version 6.8.0 #1 SMP\r\n\x1b[0;32m  OK  \x1b[0m Reached \x1b[0;1;39mmulti-user.target\x1b[0m\r\n",
    "\x1b[?2004h\x1b]0;root@web: ~\x07root@web:~# ls --color\r\n\x1b[01;34mprojekte\x1b[0m  Grüße.txt  東京  🙂\r\n",
    "\x1b[?1049h\x1b[22;0;0t\x1b[?1h\x1b=\x1b[1;24r\x1b[?1004h\x1b[>c\x1b]11;?\x07\x1b[H\x1b[2J\x1b[3;5H┌──┐\x1b[4;5H│\x1b[4;8H│\x1b[5;5H└──┘",
    "\x1b[24;1H\x1b[7m-- INSERT --\x1b[27m\x1b[6n\x1bP$qm\x1b\\\x1b[38;5;208mx\x1b[48;2;1;2;3my\x1b[0m\x1b[2L\x1b[3M\x1b[4@\x1b[5P",
    "\x1b(0lqqk\x1b(B\x1b]8;;https://example.com\x07here\x1b]8;;\x07\x1b[?1000h\x1b[?1006h\x1b[r\x1b[?1l\x1b>\x1b[?1049l\x1b[23;0;0t",
  ].join(""),
);

/** Numbers that are the same on every run (mulberry32). */
const numbersFrom = (seed: number) => (): number => {
  seed = (seed + 0x6d2b79f5) | 0;
  let mixed = Math.imul(seed ^ (seed >>> 15), seed | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return (mixed ^ (mixed >>> 14)) >>> 0;
};

/** Some bytes changed, a piece doubled, taken out or cut off. */
const mutated = (next: () => number): Buffer => {
  const bytes = Buffer.from(recorded);
  for (let changes = 1 + (next() % 12); changes > 0; changes -= 1) bytes[next() % bytes.length] = next() % 256;
  const from = next() % bytes.length;
  const to = Math.min(bytes.length, from + (next() % 80));
  const [before, piece, after] = [bytes.subarray(0, from), bytes.subarray(from, to), bytes.subarray(to)];
  switch (next() % 4) {
    case 0:
      return Buffer.concat([before, piece, piece, after]);
    case 1:
      return Buffer.concat([before, after]);
    case 2:
      return before;
    default:
      return bytes;
  }
};

/** Out of any sequence, and a terminal as it was in the beginning. */
const anew = "\x18\x1b\\\x1bc";

test("W15: 10,000 mutations of a terminal's stream type nothing, name nothing, and leave a terminal that works", {
  timeout: 120_000,
}, async () => {
  const terminal = new Terminal({ cols: 80, rows: 24, scrollback: 100, logLevel: "off" });
  quietGuest(terminal);
  const typed: string[] = [];
  onTyped(terminal, (text) => typed.push(text));
  terminal.onTitleChange((title) => typed.push(title));
  const written = (data: string | Uint8Array): Promise<void> => new Promise((resolve) => terminal.write(data, resolve));

  const next = numbersFrom(15);
  for (let round = 0; round < 100; round += 1) {
    for (let each = 0; each < 100; each += 1) terminal.write(mutated(next));
    await written(`${anew}alive ${round}`);
    expect(terminal.buffer.active.getLine(0)?.translateToString(true)).toBe(`alive ${round}`);
    expect([terminal.cols, terminal.rows, typed]).toEqual([80, 24, []]);
  }
});
