import fc from "fast-check";
import { expect, test } from "vitest";
import { pastePieces, safePaste } from "./paste.ts";

test("line ends become Enter", () => {
  expect(safePaste("a\r\nb\nc\rd\te")).toEqual({ text: "a\rb\rc\rd\te", removed: 0, lines: 4 });
});

test.each([
  ["W15: the end marker of a bracketed paste", "x\x1b[201~rm -rf /", "x[201~rm -rf /", 1],
  ["W15: the 8-bit form of it", "x\x9b201~y", "x201~y", 1],
  ["backspaces that hide a word", "echo\b\b\b\brm", "echorm", 4],
  ["NUL, DEL and bell", "a\0b\x7fc\x07", "abc", 3],
  ["text that runs the other way", "a\u202eb\u200bc\ufeff", "abc", 3],
])("%s is stripped", (_name, pasted, text, removed) => {
  expect(safePaste(pasted)).toMatchObject({ text, removed });
});

test("what people write stays as it is", () => {
  expect(safePaste("Grüezi, ça va? 東京 🙂").text).toBe("Grüezi, ça va? 東京 🙂");
});

test("no paste can hold an escape, and a bracketed one has exactly one end", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (pasted) => {
      const bytes = pastePieces(safePaste(pasted).text, true).join("");
      expect(bytes.startsWith("\x1b[200~") && bytes.endsWith("\x1b[201~")).toBe(true);
      const inside = bytes.slice(6, -6);
      expect(inside.includes("\x1b") || inside.includes("\x9b")).toBe(false);
    }),
  );
});

test("without the guest asking, no markers are sent", () => {
  expect(pastePieces(safePaste("ls\n").text, false)).toEqual(["ls\r"]);
});

test("a line at a time, empty ones too, a long one in parts, no letter cut in two", () => {
  expect(pastePieces("a\r\rb", false)).toEqual(["a\r", "\r", "b"]);
  const long = pastePieces(`${"🙂".repeat(300)}\r`, false);
  expect(long).toEqual(["🙂".repeat(256), `${"🙂".repeat(44)}\r`]);
  expect(pastePieces("", false)).toEqual([]);
});

test("nothing is lost in pieces", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (pasted) => {
      const { text } = safePaste(pasted);
      expect(pastePieces(text, false).join("")).toBe(text);
    }),
  );
});
