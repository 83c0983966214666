import { expect, it } from "vitest";
import { createKeyReader } from "./keys.ts";
import { createVi } from "./linux-vi.ts";
import { createTerminal } from "./terminal.ts";

/** An editor on a screen of 60 × 6, and the files it writes. */
const open = (stored?: string) => {
  const texts = new Map(stored === undefined ? [] : [["/f", stored]]);
  const screen = createTerminal(60, 6);
  let said = "";
  let isLeft = false;
  const vi = createVi({
    print: (text) => {
      said += text;
      screen.write(text);
    },
    files: {
      read: (path) => texts.get(path),
      write: (path, text) => texts.set(path, text),
      isDirectory: () => false,
      entries: () => [],
    },
    path: "/f",
    size: { columns: 60, rows: 6 },
    onLeave: () => {
      isLeft = true;
    },
  });
  vi.start();
  const read = createKeyReader((key) => vi.key(key));
  return {
    type: (text: string) => read(new TextEncoder().encode(text)),
    lines: () => Array.from({ length: 6 }, (_, row) => screen.line(row)),
    cursor: () => screen.cursor(),
    text: () => texts.get("/f"),
    said: () => said,
    isLeft: () => isLeft,
  };
};

it("draws on a screen of its own and gives the old one back", () => {
  const vi = open("one\ntwo\n");
  expect(vi.said().startsWith("\u001b[?1049h")).toBe(true);
  expect(vi.lines()).toEqual(["one", "two", "~", "~", "~", '"/f" 2L']);
  vi.type(":q\r");
  expect(vi.isLeft()).toBe(true);
  expect(vi.said().endsWith("\u001b[?1049l")).toBe(true);
});

it("writes what was typed where the cursor was put", () => {
  const vi = open("one\ntwo\n");
  vi.type("jAü!\u001b[D\u001b[Dx\rnew\u001b:wq\r");
  expect([vi.text(), vi.isLeft()]).toEqual(["one\ntwox\nnewü!\n", true]);
});

it("leaves insert mode by Escape, whatever key comes next", () => {
  const vi = open("one\ntwo\n");
  vi.type("jix\u001b\u001b[Aiy\u001b:w\r");
  expect(vi.text()).toBe("yone\nxtwo\n");
});

it("deletes, opens a line, and puts the cursor back into the text", () => {
  const vi = open("one\ntwo\nthree\n");
  vi.type("jddxoend\u001bh");
  expect(vi.lines().slice(0, 3)).toEqual(["one", "hree", "end"]);
  expect(vi.cursor()).toMatchObject({ row: 2, column: 1 });
});

it("keeps what was not written until it is told not to", () => {
  const vi = open();
  vi.type("inew\u001b:q\r");
  expect([vi.isLeft(), vi.lines()[5]]).toEqual([false, "No write since last change (:q! overrides)"]);
  vi.type(":q!\r");
  expect([vi.isLeft(), vi.text()]).toEqual([true, undefined]);
});

it("shows the part of a long file that the cursor is in", () => {
  const vi = open(`${Array.from({ length: 20 }, (_, at) => `line ${at}`).join("\n")}\n`);
  vi.type("G");
  expect(vi.lines().slice(0, 5)).toEqual(["line 15", "line 16", "line 17", "line 18", "line 19"]);
});
