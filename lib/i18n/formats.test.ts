import { describe, expect, it } from "vitest";
import { dayOf, formatDay, formatNumber, formatTime } from "./formats.ts";

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

  it.each([
    ["en-GB", "Saturday 21 November"],
    ["fr-CH", "samedi, 21 novembre"],
    ["de-CH", "Samstag, 21. November"],
  ])("names the day in %s, with the year only where it is another one", (locale, text) => {
    const moment = "2026-11-21T12:00:00Z";
    expect(formatDay(locale, moment, new Date("2026-12-01"), "UTC").replace(",", "")).toBe(text.replace(",", ""));
    expect(formatDay(locale, moment, new Date("2027-01-01"), "UTC")).toContain("2026");
  });

  it("tells days apart in the zone that is asked for", () => {
    expect(dayOf("2026-11-21T23:30:00Z", "UTC")).toBe("2026-11-21");
    expect(dayOf("2026-11-21T23:30:00Z", "Europe/Zurich")).toBe("2026-11-22");
  });
});
