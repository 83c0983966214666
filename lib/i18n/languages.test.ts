import { describe, expect, it } from "vitest";
import { languageOf } from "./languages.ts";

describe("languageOf", () => {
  it("takes the cookie first", () => expect(languageOf("fr", "de")).toBe("fr"));
  it("ignores a cookie it does not speak", () => expect(languageOf("xx", "de-CH,de;q=0.9")).toBe("de"));
  it("orders Accept-Language by weight", () => expect(languageOf(undefined, "it, de;q=0.4, fr-CH;q=0.8")).toBe("fr"));
  it("leaves out what is refused", () => expect(languageOf(undefined, "de;q=0, fr;q=0.1")).toBe("fr"));
  it("falls back to English", () => {
    expect(languageOf(undefined, null)).toBe("en");
    expect(languageOf(undefined, ";;q=,,*")).toBe("en");
  });
});
