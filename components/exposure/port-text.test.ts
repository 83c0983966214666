import { describe, expect, it } from "vitest";
import { readPorts } from "./port-text.ts";

describe("readPorts", () => {
  it.each([
    ["22", [22]],
    [" 22,443 ", [22, 443]],
    ["22, 443;8080\n9000", [22, 443, 8080, 9000]],
    ["65535 1", [65535, 1]],
    ["443,443", [443]],
    ["80,443", [443]],
  ])("splits %j", (text, ports) => expect(readPorts(text, [80])).toEqual({ ok: true, ports }));

  it.each([
    ["", "empty", ""],
    [" , ", "empty", ""],
    ["0", "range", "0"],
    ["70000", "range", "70000"],
    ["22,http", "range", "http"],
    ["8000-8010", "range", "8000-8010"],
    ["1.5", "range", "1.5"],
    ["-1", "range", "-1"],
    ["80", "duplicate", "80"],
    ["80,80", "duplicate", "80"],
  ])("refuses %j, and says which part", (text, rule, value) =>
    expect(readPorts(text, [80])).toEqual({ ok: false, rule, value }),
  );
});
