import { describe, expect, it } from "vitest";
import { portsProblem } from "./ports.ts";

describe("ports", () => {
  it("accepts each port once", () => expect(portsProblem([22, 1, 65_535])).toBeNull());

  it.each([
    [[], null, "ports-empty"],
    [[22, 0], 1, "port-range"],
    [[65_536], 0, "port-range"],
    [[-1], 0, "port-range"],
    [[22.5], 0, "port-range"],
    [[Number.NaN], 0, "port-range"],
    [[22, 80, 22], 2, "port-duplicate"],
    [Array.from({ length: 101 }, (_, n) => n + 1), null, "ports-too-many"],
  ])("refuses %j", (ports, index, rule) => expect(portsProblem(ports)).toEqual({ index, rule }));
});
