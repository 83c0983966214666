import { Terminal } from "@xterm/xterm";
import { describe, expect, test } from "vitest";
import type { PasteEnd } from "#lib/console/serial/paced-paste.ts";
import { safePaste } from "#lib/console/serial/paste.ts";
import { PasteRunner } from "./paste-runner.ts";

const asked = "\x1b[?2004h";

/** A terminal that was never in a page, into which a guest has written, and what is sent to that guest. */
const lineOf = async (said: string) => {
  const terminal = new Terminal({ allowProposedApi: true });
  const says = (text: string): Promise<void> => new Promise((resolve) => terminal.write(text, resolve));
  await says(said);
  const sent: string[] = [];
  const ended = Promise.withResolvers<PasteEnd>();
  const runner = new PasteRunner({
    terminal,
    send: (text) => {
      sent.push(text);
      return true;
    },
    onProgress: () => {},
    onEnd: ended.resolve,
  });
  return { runner, says, ended: ended.promise, sent: () => sent.join("").replaceAll("\x1b", "ESC") };
};

describe("a paste into a guest", () => {
  test("that asked for brackets comes between them, at once, and runs nothing by itself", async () => {
    const line = await lineOf(`${asked}root@web:~# `);
    line.runner.start(safePaste("ls\necho two"), null);
    expect(await line.ended).toBe("done");
    expect(line.sent()).toBe("ESC[200~ls\recho twoESC[201~");
  });

  test("W15: holds no bracket of its own, so that nothing of it is taken for typed", async () => {
    const line = await lineOf(`${asked}$ `);
    line.runner.start(safePaste("a\x1b[201~\nrm -rf x"), null);
    await line.ended;
    expect(line.sent()).toBe("ESC[200~a[201~\rrm -rf xESC[201~");
  });

  test.each([
    ["never asked", "$ "],
    ["took it back", `${asked}$ \x1b[?2004l`],
  ])("that %s gets the text alone", async (_what, said) => {
    const line = await lineOf(said);
    line.runner.start(safePaste("ls"), null);
    line.runner.hear(new TextEncoder().encode("ls"));
    expect(await line.ended).toBe("done");
    expect(line.sent()).toBe("ls");
  });

  test("that is given up in its middle closes its brackets", async () => {
    const line = await lineOf(`${asked}$ `);
    line.runner.start(safePaste("one\n".repeat(500)), null);
    line.runner.stop();
    expect(await line.ended).toBe("stopped");
    expect(line.sent()).toMatch(/^ESC\[200~(?:one\r)*ESC\[201~$/);
  });

  test("as a file is a here-document that the shell runs when it is whole", async () => {
    const line = await lineOf(`${asked}$ `);
    line.runner.start(safePaste("\tindented\n"), "note.txt");
    await line.ended;
    expect(line.sent()).toMatch(/^ESC\[200~cat .*note\.txt.*\r\tindented\r.*ESC\[201~\r$/s);
  });

  test("is known to stand at a password's prompt", async () => {
    const line = await lineOf("web login: root\r\nPassword: ");
    expect(line.runner.isAskingSecret).toBe(true);
    await line.says("\r\nWelcome\r\nroot@web:~# ");
    expect(line.runner.isAskingSecret).toBe(false);
  });
});
