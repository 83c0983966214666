import { SerializeAddon } from "@xterm/addon-serialize";
import { Terminal } from "@xterm/xterm";
import { expect, test } from "vitest";
import { historyOf } from "./history.ts";

const open = () => {
  const terminal = new Terminal({ cols: 40, rows: 5, scrollback: 100, allowProposedApi: true });
  const serializer = new SerializeAddon();
  terminal.loadAddon(serializer);
  const written = (text: string) => new Promise<void>((resolve) => terminal.write(text, resolve));
  const { normal } = terminal.buffer;
  const lines = () => Array.from({ length: normal.length }, (_, at) => normal.getLine(at)?.translateToString(true));
  return { terminal, written, lines, history: () => historyOf(serializer) };
};

test("a line's history goes to another terminal with its colours, and without a program's own screen", async () => {
  const before = open();
  await before.written(
    `${Array.from({ length: 20 }, (_, at) => `line ${at}`).join("\r\n")}\r\n\x1b[31mrot 東京\x1b[0m\r\n$ vi`,
  );
  await before.written("\x1b[?1049h\x1b[?1000h\x1b[?2004h\x1b[2J\x1b[Hin the editor");

  const after = open();
  await after.written(before.history());
  expect(after.lines()).toEqual(before.lines());
  expect(after.terminal.buffer.active.type).toBe("normal");
  expect(after.terminal.modes).toMatchObject({ mouseTrackingMode: "none", bracketedPasteMode: false });
  const red = after.terminal.buffer.normal.getLine(20)?.getCell(0);
  expect([red?.getChars(), red?.getFgColor()]).toEqual(["r", 1]);
});
