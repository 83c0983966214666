import { describe, expect, test } from "vitest";
import { safeLink } from "./safe-link.ts";

describe("W15: links of a guest", () => {
  test.each(["https://example.com/a?b=c", "http://10.0.0.1:8080/"])("%s may be opened", (text) => {
    expect(safeLink(text)?.href).toBe(text);
  });

  test("a name that looks like another is shown as it is asked for", () => {
    expect(safeLink("https://gооgle.com/")?.host).toMatch(/^xn--/);
  });

  test.each([
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    "file:///etc/passwd",
    "data:text/html,x",
    "vbscript:x",
    "ssh://host",
    "https://bank.example@evil.example/",
    "https://",
    "",
  ])("%s is refused", (text) => expect(safeLink(text)).toBeNull());
});
