import { expect, test } from "vitest";
import type { Cast } from "./asciicast.ts";
import { Player } from "./player.ts";

const cast: Cast = {
  columns: 80,
  rows: 24,
  startedAt: null,
  title: null,
  events: [
    { atMs: 0, type: "output", text: "a" },
    { atMs: 1000, type: "output", text: "b" },
    { atMs: 1000, type: "resize", columns: 100, rows: 30 },
    { atMs: 3000, type: "output", text: "c" },
  ],
  durationMs: 3000,
};

/** A terminal that notes what it gets, and a clock that is set by hand. */
const open = () => {
  let now = 0;
  let screen = "";
  let timers: { at: number; callback: () => void }[] = [];
  const player = new Player({
    cast,
    reset: (columns, rows) => {
      screen = `${columns}x${rows}:`;
    },
    write: (text) => {
      screen += text;
    },
    resize: (columns, rows) => {
      screen += `[${columns}x${rows}]`;
    },
    nowMs: () => now,
    after: (ms, callback) => {
      const timer = { at: now + ms, callback };
      timers.push(timer);
      return () => {
        timers = timers.filter((each) => each !== timer);
      };
    },
    onChange: () => {},
  });
  const pass = (ms: number): void => {
    const until = now + ms;
    for (let due = timers.find(({ at }) => at <= until); due; due = timers.find(({ at }) => at <= until)) {
      timers = timers.filter((each) => each !== due);
      now = due.at;
      due.callback();
    }
    now = until;
  };
  return { player, pass, screen: () => screen, waits: () => timers.length };
};

test("it plays in its own time and stands at its end", () => {
  const { player, pass, screen, waits } = open();
  player.play();
  expect(screen()).toBe("80x24:a");
  pass(999);
  expect(screen()).toBe("80x24:a");
  pass(1);
  expect(screen()).toBe("80x24:ab[100x30]");
  pass(5000);
  expect([screen(), player.isPlaying, player.atMs, waits()]).toEqual(["80x24:ab[100x30]c", false, 3000, 0]);
  player.play();
  expect([screen(), player.atMs]).toEqual(["80x24:a", 0]);
});

test("faster, slower, and not at all", () => {
  const { player, pass, screen } = open();
  player.setSpeed(4);
  player.play();
  pass(250);
  expect(screen()).toBe("80x24:ab[100x30]");
  player.pause();
  pass(10_000);
  expect(player.atMs).toBe(1000);
  player.setSpeed(0.5);
  player.play();
  pass(3998);
  expect(screen()).not.toContain("c");
  pass(2);
  expect(screen()).toContain("c");
});

test("to any time, forward and back", () => {
  const { player, pass, screen } = open();
  player.seek(2000);
  expect([screen(), player.atMs]).toEqual(["80x24:ab[100x30]", 2000]);
  player.seek(500);
  expect(screen()).toBe("80x24:a");
  player.seek(99_999);
  expect([screen(), player.atMs]).toEqual(["80x24:ab[100x30]c", 3000]);
  player.seek(0);
  player.play();
  pass(1000);
  player.seek(2900);
  pass(100);
  expect(screen()).toBe("80x24:ab[100x30]c");
});

test("closed, it waits for nothing", () => {
  const { player, waits } = open();
  player.play();
  player.dispose();
  expect(waits()).toBe(0);
});
