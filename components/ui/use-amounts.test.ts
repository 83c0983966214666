import { describe, expect, it } from "vitest";
import { splitBytes } from "./use-amounts.ts";

describe("splitBytes", () => {
  it.each([
    [0, 0, "B"],
    [1023, 1023, "B"],
    [1024, 1, "KiB"],
    [20 * 1024 ** 3, 20, "GiB"],
    [1.5 * 1024 ** 4, 1.5, "TiB"],
    [2 ** 70, 2 ** 20, "PiB"],
  ])("%d bytes are %d %s", (bytes, value, unit) => expect(splitBytes(bytes)).toEqual({ value, unit }));
});
