import { describe, expect, it } from "vitest";
import { createTerminal } from "./terminal.ts";

const screen = (text: string, columns = 10, rows = 4) => {
  const terminal = createTerminal(columns, rows);
  for (const character of text) terminal.write(character);
  return terminal;
};
const lines = (terminal: ReturnType<typeof screen>) =>
  Array.from({ length: terminal.rows }, (_, row) => terminal.line(row));

describe("terminal", () => {
  it("wraps, scrolls and keeps the last lines", () => {
    expect(lines(screen("0123456789ab\r\n1\r\n2\r\n3"))).toEqual(["ab", "1", "2", "3"]);
  });
  it("does not wrap when the last column is followed by a carriage return", () => {
    expect(lines(screen("0123456789\rX"))[0]).toBe("X123456789");
  });
  it("moves, erases and restores", () => {
    expect(lines(screen("abc\u001b[2;3HZ\u001b[1;2H\u001b[K"))).toEqual(["a", "  Z", "", ""]);
    expect(lines(screen("abc\r\ndef\u001b[2J\u001b[Hx"))).toEqual(["x", "", "", ""]);
    expect(screen("ab\u001b7cd\u001b8").cursor()).toMatchObject({ row: 0, column: 2 });
  });
  it("colours", () => {
    const terminal = screen("\u001b[1;32mO\u001b[0;7mK\u001b[0mx\u001b[91m!");
    expect(terminal.cell(0, 0)).toEqual({ codePoint: 79, foreground: 10, background: 0 });
    expect(terminal.cell(0, 1)).toEqual({ codePoint: 75, foreground: 0, background: 7 });
    expect(terminal.cell(0, 2)).toEqual({ codePoint: 120, foreground: 7, background: 0 });
    expect(terminal.cell(0, 3).foreground).toBe(9);
  });
  it("hides the cursor, ignores titles and what nobody knows", () => {
    expect(screen("\u001b[?25l").cursor().isVisible).toBe(false);
    expect(lines(screen("\u001b]0;title\u0007a\u001b[99zb\u001b[>0qc"))[0]).toBe("abc");
    expect(lines(screen(`\u001b[${"1;".repeat(80)}`))[0]?.length).toBeLessThanOrEqual(10);
  });
  it("stays inside for any cursor movement", () => {
    expect(screen("\u001b[999;999H\u001b[999A\u001b[999D").cursor()).toMatchObject({ row: 0, column: 0 });
    expect(lines(screen("\u001b[999;999HX"))[3]).toBe("         X");
  });
  it("says what to draw again", () => {
    const terminal = screen("ab");
    const seen: unknown[] = [];
    const stop = terminal.onDamage((range) => seen.push(range));
    terminal.write("c");
    stop();
    terminal.write("d");
    expect(seen).toEqual([{ row: 0, from: 2, to: 4 }]);
  });
});
