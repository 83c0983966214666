import { describe, expect, it } from "vitest";
import { layoutOf } from "./keyboards/layouts.ts";
import { planTyping } from "./typing.ts";
import { Typist } from "./typist.ts";

const tapsOf = (text: string) => planTyping(text, layoutOf("en-US")).taps;

/** A typist whose pauses end when the test says so. */
const typing = (isTaken: () => boolean = () => true) => {
  const sent: string[] = [];
  const pauses: { ms: number; callback: () => void }[] = [];
  const typist = new Typist({
    send: (tap) => {
      if (isTaken()) sent.push(tap.map(({ code, down }) => `${down ? "+" : "-"}${code}`).join(" "));
      return isTaken();
    },
    after: (ms, callback) => {
      const pause = { ms, callback };
      pauses.push(pause);
      return () => pauses.splice(pauses.indexOf(pause), 1);
    },
  });
  return { typist, sent, pauses, next: () => pauses.shift()?.callback() };
};

describe("a typist", () => {
  it("sends a whole tap, pauses, and says how far it is", () => {
    const { typist, sent, pauses, next } = typing();
    const states: unknown[] = [];
    typist.subscribe(() => states.push(typist.getState()));
    typist.start(tapsOf("aB"), 40);
    expect(sent).toEqual(["+KeyA -KeyA"]);
    expect(pauses[0]?.ms).toBe(40);
    next();
    expect(sent[1]).toBe("+ShiftLeft +KeyB -KeyB -ShiftLeft");
    next();
    expect(states).toEqual([
      { phase: "typing", done: 1, total: 2 },
      { phase: "typing", done: 2, total: 2 },
      { phase: "done", total: 2 },
    ]);
    expect(pauses).toEqual([]);
  });

  it("sends nothing after it was stopped", () => {
    const { typist, sent, pauses } = typing();
    typist.start(tapsOf("abc"), 40);
    typist.stop("hidden");
    expect(pauses).toEqual([]);
    expect(sent).toHaveLength(1);
    expect(typist.getState()).toEqual({ phase: "stopped", done: 1, total: 3, reason: "hidden" });
    typist.stop("asked");
    expect(typist.getState()).toMatchObject({ reason: "hidden" });
  });

  it("stops at a tap that does not go out", () => {
    let isTaken = true;
    const { typist, sent, next } = typing(() => isTaken);
    typist.start(tapsOf("abc"), 40);
    isTaken = false;
    next();
    expect(sent).toHaveLength(1);
    expect(typist.getState()).toEqual({ phase: "stopped", done: 1, total: 3, reason: "connection" });
  });

  it("begins anew with the next text, without the rest of the last", () => {
    const { typist, sent, pauses, next } = typing();
    typist.start(tapsOf("aaa"), 40);
    typist.start(tapsOf("b"), 40);
    next();
    expect(sent).toEqual(["+KeyA -KeyA", "+KeyB -KeyB"]);
    expect(pauses).toEqual([]);
    expect(typist.getState()).toEqual({ phase: "done", total: 1 });
  });

  it("has nothing to do for nothing", () => {
    const { typist } = typing();
    typist.start([], 40);
    expect(typist.getState()).toEqual({ phase: "done", total: 0 });
  });
});
