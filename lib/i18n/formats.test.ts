import { describe, expect, it } from "vitest";
import { formatNumber, formatTime } from "./formats.ts";

describe("formats", () => {
  it("writes numbers as the language does", () => {
    expect(formatNumber("en", 1234.5, 1)).toBe("1,234.5");
    expect(formatNumber("de", 1234.5, 1)).toBe("1.234,5");
    expect(formatNumber("en", 1234.5)).toBe("1,235");
  });

  it("writes the moment in the zone that is asked for, with or without the day", () => {
    const moment = "2026-11-21T23:30:05Z";
    expect(formatTime("de", moment, "Europe/Zurich")).toContain("22.11.2026");
    expect(formatTime("de", moment, "UTC")).toContain("21.11.2026");
    expect(formatTime("de", moment, "UTC", "clock")).toBe("23:30:05");
  });
});
