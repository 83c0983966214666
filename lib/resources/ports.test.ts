import { describe, expect, it } from "vitest";
import { portsProblem } from "./ports.ts";

describe("ports", () => {
  it("accepts each port once", () => expect(portsProblem([22, 1, 65_535])).toBeNull());

  it.each([
    [[], null, "portsEmpty"],
    [[22, 0], 1, "portRange"],
    [[65_536], 0, "portRange"],
    [[-1], 0, "portRange"],
    [[22.5], 0, "portRange"],
    [[Number.NaN], 0, "portRange"],
    [[22, 80, 22], 2, "portDuplicate"],
    [Array.from({ length: 101 }, (_, n) => n + 1), null, "tooMany"],
  ])("refuses %j", (ports, index, rule) => expect(portsProblem(ports)).toEqual({ index, rule }));
});
