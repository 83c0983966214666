import { describe, expect, it } from "vitest";
import { csvCell, csvFile } from "./list-csv.ts";

describe("csvCell", () => {
  it.each([
    ["web-01", "web-01"],
    ["", ""],
    [null, ""],
    [-5, "-5"],
    [0.5, "0.5"],
    ['say "hi"', '"say ""hi"""'],
    ["a,b", '"a,b"'],
    ["two\nlines", '"two\nlines"'],
    [" edges ", '" edges "'],
  ])("writes %j as %j", (value, cell) => expect(csvCell(value)).toBe(cell));

  it.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠1", "-2+3"])(
    "X01: %j never becomes a formula",
    (value) => expect(csvCell(value).replace(/^"/, "")).toMatch(/^'/),
  );

  it.each(['=HYPERLINK("http://x")', "=cmd|' /C calc'!A0,x"])("X01: %j stays one cell of text", (value) =>
    expect(csvCell(value)).toMatch(/^"'=.*"$/),
  );
});

describe("csvFile", () => {
  it("is UTF-8 with its mark and lines of RFC 4180", () =>
    expect(
      csvFile([
        ["Nom", "État"],
        ["a", 1],
      ]),
    ).toBe("\ufeffNom,État\r\na,1\r\n"));
});
