import { describe, expect, it } from "vitest";
import { formatNumber, formatTime } from "./formats.ts";

describe("formats", () => {
  it("writes numbers as the region does", () => {
    expect(formatNumber("en-GB", 1234.5, 1)).toBe("1,234.5");
    expect(formatNumber("de-CH", 1234.5, 1)).toBe("1’234.5");
    expect(formatNumber("fr-CH", 0.5, 1)).toBe("0,5");
    expect(formatNumber("en-GB", 1234.5)).toBe("1,235");
  });

  it.each([
    ["en-GB", "21 Nov 2026, 15:00:44"],
    ["fr-CH", "21 nov. 2026, 15:00:44"],
    ["de-CH", "21.11.2026, 15:00:44"],
  ])("writes the day first and 24 hours in %s", (locale, text) =>
    expect(formatTime(locale, "2026-11-21T15:00:44Z", "UTC")).toBe(text),
  );

  it("writes the moment in the zone that is asked for, with or without the day", () => {
    const moment = "2026-11-21T23:30:05Z";
    expect(formatTime("de-CH", moment, "Europe/Zurich")).toContain("22.11.2026");
    expect(formatTime("de-CH", moment, "UTC")).toContain("21.11.2026");
    expect(formatTime("de-CH", moment, "UTC", "clock")).toBe("23:30:05");
  });
});
