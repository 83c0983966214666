import { Terminal } from "@xterm/xterm";
import { describe, expect, test } from "vitest";
import { quietGuest } from "./quiet-guest.ts";

/** What a terminal that was never in a page types into the guest, and the title it would give the tab. */
const write = (bytes: string): Promise<{ typed: string; titles: string[]; text: string }> =>
  new Promise((resolve) => {
    const terminal = new Terminal({ allowProposedApi: true });
    quietGuest(terminal.parser);
    let typed = "";
    const titles: string[] = [];
    terminal.onData((data) => {
      typed += data;
    });
    terminal.onTitleChange((title) => titles.push(title));
    terminal.write(bytes, () => {
      const text = terminal.buffer.active.getLine(0)?.translateToString(true) ?? "";
      resolve({ typed, titles, text });
    });
  });

describe("W15: a guest's output acts on nothing but the screen", () => {
  test.each([
    ["a title", "\x1b]0;owned\x07"],
    ["a title, the other way", "\x1b]2;owned\x1b\\"],
    ["clipboard set", "\x1b]52;c;b3duZWQ=\x07"],
    ["clipboard asked for", "\x1b]52;c;?\x07"],
    ["a link", "\x1b]8;;javascript:alert(1)\x07\x1b]8;;\x07"],
    ["foreground asked for", "\x1b]10;?\x07"],
    ["a palette colour asked for", "\x1b]4;1;?\x07"],
    ["title report", "\x1b[21t"],
    ["size report", "\x1b[18t"],
    ["device attributes", "\x1b[c"],
    ["secondary device attributes", "\x1b[>c"],
    ["status report", "\x1b[5n"],
    ["extended cursor report", "\x1b[?6n"],
    ["mode request", "\x1b[?1$p"],
    ["setting request", "\x1bP$qm\x1b\\"],
  ])("%s", async (_name, bytes) => {
    expect(await write(`${bytes}login:`)).toEqual({ typed: "", titles: [], text: "login:" });
  });

  test("the cursor's position is answered, as shells ask for it", async () => {
    expect((await write("ab\x1b[6n")).typed).toBe("\x1b[1;3R");
  });
});
