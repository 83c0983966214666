import { describe, expect, it } from "vitest";
import { defaultColumns, readColumns, readLook, writeColumns, writeLook } from "./list-columns.ts";

describe("a list's look", () => {
  it.each(["comfortable.state,system", "compact.labels", "compact.-"])("keeps %s", (text) =>
    expect(writeLook(readLook(text))).toBe(text),
  );

  it.each([undefined, "", ".", "huge", "constructor.__proto__,name"])("reads %j as the plain one", (text) =>
    expect(readLook(text)).toEqual({ density: "comfortable", columns: defaultColumns }),
  );

  it("keeps the table's order and each column once", () =>
    expect(readColumns("age,state,age,nonsense")).toEqual(["state", "age"]));

  it("tells none from nothing said", () => {
    expect(readColumns("-")).toEqual([]);
    expect(readColumns("")).toBeNull();
    expect(writeColumns([])).toBe("-");
    expect(defaultColumns).not.toContain("labels");
  });
});
