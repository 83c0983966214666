import { describe, expect, it } from "vitest";
import { readTextFile } from "./text-file.ts";

describe("readTextFile", () => {
  it.each(["#cloud-config\r\na: b", "\ufeff#cloud-config\n", "motd: \ud83d\ude42\u00a0", "", "\u0000"])(
    "keeps every byte of %j",
    async (text) => expect(await readTextFile(new Blob([text]), 100)).toEqual({ ok: true, text }),
  );

  it("refuses what is no text", async () =>
    expect(await readTextFile(new Blob([new Uint8Array([0x1f, 0x8b, 0xff])]), 100)).toEqual({
      ok: false,
      refusal: "noText",
    }));

  it("refuses what is too large without reading it", async () =>
    expect(await readTextFile(new Blob(["x".repeat(101)]), 100)).toEqual({ ok: false, refusal: "tooLarge" }));
});
