import { Terminal } from "@xterm/xterm";
import { expect, test } from "vitest";
import { randomFrom } from "#lib/console/seeded-random.fixture.ts";
import { anew, mutatedLine } from "#lib/console/serial/line-stream.fixture.ts";
import { onTyped, quietGuest } from "./quiet-guest.ts";

test("W15: 10,000 mutations of a terminal's stream type nothing, name nothing, and leave a terminal that works", {
  timeout: 120_000,
}, async () => {
  const terminal = new Terminal({ cols: 80, rows: 24, scrollback: 100, logLevel: "off" });
  quietGuest(terminal);
  const typed: string[] = [];
  onTyped(terminal, (text) => typed.push(text));
  terminal.onTitleChange((title) => typed.push(title));
  const written = (data: string | Uint8Array): Promise<void> => new Promise((resolve) => terminal.write(data, resolve));

  const next = randomFrom(15);
  for (let round = 0; round < 100; round += 1) {
    for (let each = 0; each < 100; each += 1) terminal.write(mutatedLine(next));
    await written(`${anew}alive ${round}`);
    expect(terminal.buffer.active.getLine(0)?.translateToString(true)).toBe(`alive ${round}`);
    expect([terminal.cols, terminal.rows, typed]).toEqual([80, 24, []]);
  }
});
