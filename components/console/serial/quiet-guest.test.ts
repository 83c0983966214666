import { Terminal } from "@xterm/xterm";
import { describe, expect, test } from "vitest";
import { onTyped, quietGuest } from "./quiet-guest.ts";

/** What a terminal that was never in a page types into the guest, and the title it would give the tab. */
const write = (bytes: string | Uint8Array): Promise<{ typed: string; titles: string[]; text: string }> =>
  new Promise((resolve) => {
    const terminal = new Terminal({ allowProposedApi: true });
    quietGuest(terminal);
    let typed = "";
    const titles: string[] = [];
    onTyped(terminal, (data) => {
      typed += data;
    });
    terminal.onBinary((data) => {
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
    ["an icon's name", "\x1b]1;owned\x07"],
    ["a title, the other way", "\x1b]2;owned\x1b\\"],
    ["a title, by the 8-bit form", "\x9d2;owned\x9c"],
    ["a title on the stack and back", "\x1b[22;0t\x1b]0;owned\x07\x1b[23;0t"],
    ["clipboard set", "\x1b]52;c;b3duZWQ=\x07"],
    ["clipboard asked for", "\x1b]52;c;?\x07"],
    ["a link that runs", "\x1b]8;;javascript:alert(1)\x07\x1b]8;;\x07"],
    ["a link to a file", "\x1b]8;id=1;file:///etc/passwd\x1b\\\x1b]8;;\x1b\\"],
    ["foreground asked for", "\x1b]10;?\x07"],
    ["all three colours asked for", "\x1b]10;?;?;?\x07"],
    ["background asked for", "\x1b]11;?\x07"],
    ["the cursor's colour asked for", "\x1b]12;?\x07"],
    ["a palette colour asked for", "\x1b]4;1;?\x07"],
    ["title report", "\x1b[21t"],
    ["pixel size report", "\x1b[14t"],
    ["cell size report", "\x1b[16t"],
    ["size report", "\x1b[18t"],
    ["device attributes", "\x1b[c"],
    ["device attributes by the 8-bit form", "\x9bc"],
    ["secondary device attributes", "\x1b[>c"],
    ["tertiary device attributes", "\x1b[=c"],
    ["identification of old", "\x1bZ"],
    ["enquiry", "\x05"],
    ["version", "\x1b[>q"],
    ["status report", "\x1b[5n"],
    ["cursor report", "\x1b[6n"],
    ["extended cursor report", "\x1b[?6n"],
    ["colour scheme report", "\x1b[?996n"],
    ["mode request", "\x1b[?1$p"],
    ["mode request, ANSI", "\x1b[4$p"],
    ["setting request", "\x1bP$qm\x1b\\"],
    ["setting request for the margins", "\x1bP$qr\x1b\\"],
    ["capability request", "\x1bP+q544e\x1b\\"],
    ["focus reports", "\x1b[?1004h"],
    ["focus reports among others", "\x1b[?25;1004h"],
  ])("%s", async (_name, bytes) => {
    expect(await write(`${bytes}login:`)).toEqual({ typed: "", titles: [], text: "login:" });
  });

  test("reports are not answered in a burst, nor inside one another", async () => {
    const all = "\x1b[c\x1b[6n\x1b]10;?\x07\x1bP$qm\x1b\\\x1b[?1004h".repeat(1000);
    expect((await write(all)).typed).toBe("");
  });

  test("one OSC of 10 MB is read to its end, and what follows is shown", { timeout: 60_000 }, async () => {
    const bytes = Buffer.concat([
      Buffer.from("\x1b]52;"),
      Buffer.alloc(10 * 1024 * 1024, "a"),
      Buffer.from("\x07login:"),
    ]);
    expect(await write(bytes)).toEqual({ typed: "", titles: [], text: "login:" });
  });
});

test("what a person types passes", () => {
  const terminal = new Terminal();
  quietGuest(terminal);
  const typed: string[] = [];
  onTyped(terminal, (text) => typed.push(text));
  for (const text of ["a", "\r", "\x1b[A", "\x1bOP", "\x03"]) terminal.input(text);
  expect(typed).toEqual(["a", "\r", "\x1b[A", "\x1bOP", "\x03"]);
});
