import { describe, expect, test } from "vitest";
import { echoBoundMs, PacedPaste, type PasteEnd, silentBoundMs } from "./paced-paste.ts";
import { pastePieces } from "./paste.ts";

type Guest = { hasEcho?: boolean; isAskingSecret?: () => boolean; canSend?: () => boolean };

/** A clock that is set by hand, and a guest that answers when told to. */
const paste = (text: string, { hasEcho = true, isAskingSecret = () => false, canSend = () => true }: Guest = {}) => {
  const sent: string[] = [];
  const ends: PasteEnd[] = [];
  const timers: { at: number; callback: () => void }[] = [];
  let now = 0;
  let progress = "";
  const paced = new PacedPaste({
    pieces: pastePieces(text, !hasEcho),
    send: (piece) => {
      if (canSend()) sent.push(piece);
      return canSend();
    },
    isAskingSecret,
    hasEcho,
    after: (ms, callback) => {
      const timer = { at: now + ms, callback };
      timers.push(timer);
      return () => timers.splice(0, timers.length, ...timers.filter((each) => each !== timer));
    },
    onProgress: ({ done, total }) => {
      progress = `${done}/${total}`;
    },
    onEnd: (end) => ends.push(end),
  });
  const pass = (ms: number): void => {
    for (const until = now + ms; ; ) {
      const due = timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
      if (!due) {
        now = until;
        return;
      }
      timers.splice(timers.indexOf(due), 1);
      now = due.at;
      due.callback();
    }
  };
  paced.start();
  return {
    paced,
    sent,
    ends,
    pass,
    hear: (said: string) => paced.hear(new TextEncoder().encode(said)),
    progress: () => progress,
  };
};

describe("a paste paced by echo", () => {
  test("the next line goes when the one before has come back, however it is drawn", () => {
    const { sent, hear, pass, ends, progress } = paste("ls -l\récho Grüße\rx");
    expect(sent).toEqual(["ls -l\r"]);
    hear("l");
    pass(500);
    expect(sent).toHaveLength(1);
    hear("s \x1b[K-\x1b[0;1ml\x1b[0m\r\n");
    hear("total 0\r\n$ ");
    pass(20);
    expect(sent).toEqual(["ls -l\r", "écho Grüße\r"]);
    expect(progress()).toBe("1/3");
    hear("écho Grüße\r\nGrüße\r\n$ ");
    pass(20);
    hear("x");
    pass(20);
    expect(sent.join("")).toBe("ls -l\récho Grüße\rx");
    expect([ends, progress()]).toEqual([["done"], "3/3"]);
  });

  test("an empty line comes back as a new line", () => {
    const { sent, hear, pass } = paste("\ra");
    pass(20);
    expect(sent).toEqual(["\r"]);
    hear("\r\n");
    pass(20);
    expect(sent).toEqual(["\r", "a"]);
  });

  test("a letter that comes back in two frames is heard", () => {
    const { sent, paced, pass } = paste("ü\rb");
    const echo = new TextEncoder().encode("ü\r\n");
    for (const byte of echo) paced.hear(new Uint8Array([byte]));
    pass(20);
    expect(sent).toEqual(["ü\r", "b"]);
  });

  test("a guest that does not echo is waited for, then less, then as before when it does", () => {
    const { sent, pass, hear } = paste("a\rb\rc\rd\re");
    pass(echoBoundMs - 1);
    expect(sent).toHaveLength(1);
    pass(1);
    expect(sent).toHaveLength(2);
    pass(echoBoundMs);
    expect(sent).toHaveLength(3);
    pass(silentBoundMs);
    expect(sent).toHaveLength(4);
    hear("d\r\n");
    pass(20);
    expect(sent).toHaveLength(5);
    pass(silentBoundMs + 1);
  });

  test("what the guest said before, or of another line, is no echo", () => {
    const { sent, hear, pass } = paste("make\rdone");
    hear("nothing of it\r\n");
    pass(echoBoundMs - 1);
    expect(sent).toHaveLength(1);
  });

  test("it is stopped: nothing more is sent, and the end is told once", () => {
    const { sent, hear, pass, paced, ends } = paste("a\rb\rc");
    paced.stop();
    paced.stop();
    hear("a\r\n");
    pass(10_000);
    expect([sent, ends]).toEqual([["a\r"], ["stopped"]]);
  });

  test("a password prompt in its middle ends it: no line of it becomes the password", () => {
    let asking = false;
    const { sent, hear, pass, ends } = paste("sudo -i\rrm -rf x\r", { isAskingSecret: () => asking });
    hear("sudo -i\r\n[sudo] password for ada: ");
    asking = true;
    pass(20);
    expect([sent, ends]).toEqual([["sudo -i\r"], ["secret"]]);
  });

  test("a console that is hidden is waited for", () => {
    let seen = true;
    const { sent, hear, pass } = paste("a\rb", { canSend: () => seen });
    seen = false;
    hear("a\r\n");
    pass(60_000);
    expect(sent).toEqual(["a\r"]);
    seen = true;
    pass(1000);
    expect(sent).toEqual(["a\r", "b"]);
  });

  test("a program that takes the paste as one gets it at once, markers around it", () => {
    const { sent, pass, ends } = paste("a\rb\r", { hasEcho: false });
    pass(200);
    expect(sent.join("")).toBe("\x1b[200~a\rb\r\x1b[201~");
    expect(ends).toEqual(["done"]);
  });
});
