import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { splitLines } from "./lines.ts";

async function* chunked(bytes: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  let at = 0;
  for (let turn = 0; at < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

const linesOf = async (text: string, sizes: readonly number[], maxBytes = 1_000_000): Promise<string[]> => {
  const lines: string[] = [];
  for await (const line of splitLines(chunked(Buffer.from(text), sizes), maxBytes)) lines.push(line);
  return lines;
};

describe("splitLines", () => {
  it("gives the same lines however the bytes are cut, one byte at a time included", async () => {
    const line = fc.string({ unit: "grapheme", minLength: 1 }).map((text) => text.replaceAll("\n", "·"));
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { maxLength: 20 }),
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 10 }),
        async (lines, sizes) => {
          const text = lines.map((one) => `${one}\n`).join("");
          expect(await linesOf(text, sizes)).toEqual(lines);
          expect(await linesOf(text, [1])).toEqual(lines);
        },
      ),
      { numRuns: 200 },
    );
  });

  it("skips empty lines and gives a last one that has no newline", async () => {
    expect(await linesOf("\n\na\n\nb", [3])).toEqual(["a", "b"]);
    expect(await linesOf("", [1])).toEqual([]);
  });

  it("refuses a line that never ends", async () => {
    await expect(linesOf(`ok\n${"x".repeat(100)}`, [7], 64)).rejects.toThrow(RangeError);
  });
});
