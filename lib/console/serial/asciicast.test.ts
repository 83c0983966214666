import { describe, expect, test } from "vitest";
import { type Cast, readCast, writeCast } from "./asciicast.ts";

const cast: Cast = {
  columns: 80,
  rows: 24,
  startedAt: 1_700_000_000,
  title: "web",
  events: [
    { atMs: 0, type: "output", text: "\x1b[1mGrüße\r\n" },
    { atMs: 1500, type: "resize", columns: 120, rows: 40 },
    { atMs: 1750, type: "output", text: "東京 \u0007" },
  ],
  durationMs: 1750,
};

describe("asciicast", () => {
  test("version 2 counts from the beginning", () => {
    expect(writeCast(cast, 2).split("\n")).toEqual([
      '{"version":2,"width":80,"height":24,"timestamp":1700000000,"title":"web"}',
      '[0,"o","\\u001b[1mGrüße\\r\\n"]',
      '[1.5,"r","120x40"]',
      '[1.75,"o","東京 \\u0007"]',
      "",
    ]);
  });

  test("version 3 counts from the event before", () => {
    expect(writeCast(cast, 3).split("\n").slice(0, 4)).toEqual([
      '{"version":3,"term":{"cols":80,"rows":24,"type":"xterm-256color"},"timestamp":1700000000,"title":"web"}',
      '[0,"o","\\u001b[1mGrüße\\r\\n"]',
      '[1.5,"r","120x40"]',
      '[0.25,"o","東京 \\u0007"]',
    ]);
  });

  test.each([2, 3] as const)("version %i comes back as it was", (version) => {
    expect(readCast(writeCast(cast, version))).toEqual(cast);
  });

  test("markers, input, comments and exits are passed over, their time is not", () => {
    const file =
      '{"version":3,"term":{"cols":10,"rows":5}}\n# note\n[1,"m","here"]\n[1,"i","x"]\n[0.5,"o","a"]\n[1,"x","0"]\n';
    expect(readCast(file)).toMatchObject({ events: [{ atMs: 2500, type: "output", text: "a" }], durationMs: 3500 });
  });

  test("a file that was cut off is read to there", () => {
    expect(readCast('{"version":2,"width":80,"height":24}\n[1,"o","a"]\n[2,"o","b')).toMatchObject({
      durationMs: 1000,
    });
  });

  test.each([
    ["nothing", ""],
    ["no JSON", "hello"],
    ["version 1", '{"version":1,"width":80,"height":24}'],
    ["no size", '{"version":2}'],
    ["a size of nobody's", '{"version":2,"width":1e9,"height":24}'],
    ["a broken line in the middle", '{"version":2,"width":80,"height":24}\nx\n[1,"o","a"]'],
    ["time that runs for years", '{"version":2,"width":80,"height":24}\n[1e300,"o","a"]\n[1,"o","a"]'],
    ["time before the beginning", '{"version":2,"width":80,"height":24}\n[-1,"o","a"]\n[1,"o","a"]'],
  ])("%s is refused", (_name, file) => expect(readCast(file)).toBeNull());
});
