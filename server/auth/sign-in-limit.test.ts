import { describe, expect, it } from "vitest";
import { ProblemError } from "../http/problem-error.ts";
import { createSignInLimit } from "./sign-in-limit.ts";

const somebody = (name: string) => ({ issuer: "https://id.example", subject: name, name, groups: [] });

const open = (perMinute: number | null) => {
  const clock = { now: 0 };
  const limit = createSignInLimit(perMinute, () => clock.now);
  const tries = (name: string, times: number): string[] =>
    Array.from({ length: times }, () => {
      try {
        limit(somebody(name));
        return "in";
      } catch (error) {
        return error instanceof ProblemError ? `${error.problem.code} ${error.problem.retryAfterSeconds}` : "broken";
      }
    });
  return { clock, tries };
};

describe("sign-ins of one person", () => {
  it("D01: are counted for a minute, each person apart", () => {
    const { clock, tries } = open(2);
    expect(tries("ada", 3)).toEqual(["in", "in", "too-many-requests 60"]);
    expect(tries("omar", 1)).toEqual(["in"]);
    clock.now = 59_000;
    expect(tries("ada", 1)).toEqual(["too-many-requests 1"]);
    clock.now = 60_000;
    expect(tries("ada", 2)).toEqual(["in", "in"]);
  });

  it("are not counted where limits are off", () => {
    expect(new Set(open(null).tries("ada", 100))).toEqual(new Set(["in"]));
  });

  it("are remembered of a bounded number of people, the latest", () => {
    const { tries } = open(1);
    for (let at = 0; at < 10_001; at++) tries(`p${at}`, 1);
    expect([tries("p0", 1), tries("p10000", 1)]).toEqual([["in"], ["too-many-requests 60"]]);
  });
});
