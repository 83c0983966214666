import { describe, expect, it } from "vitest";
import { noSelection, selectedOf, selectRange, toggleAll } from "./selection.ts";

// Two of them have uids that begin the same.
const rows = ["a", "b", "c", "d"].map((name) => ({ name, uid: name === "a" ? "b" : name }));
const marks = (...names: string[]) => names.map((name) => `${name} ${name === "a" ? "b" : name}`);

describe("a selection", () => {
  it("marks a range in either direction and keeps what is elsewhere", () => {
    const marked = selectRange(new Set(["x"]), rows, { from: 2, to: 1, on: true });
    expect([...marked].sort()).toEqual([...marks("b", "c"), "x"]);
    expect([...selectRange(marked, rows, { from: 0, to: 1, on: false })].sort()).toEqual([...marks("c"), "x"]);
  });

  it("says none, some or all of what is shown", () => {
    expect(selectedOf(noSelection, rows)).toBe("none");
    expect(selectedOf(new Set(marks("a")), rows)).toBe("some");
    expect(selectedOf(new Set([...marks("a", "b", "c", "d"), "x"]), rows)).toBe("all");
    expect(selectedOf(new Set(["x"]), rows)).toBe("none");
    expect(selectedOf(new Set(["x"]), [])).toBe("none");
  });

  it("does not mark a machine that takes over a name", () =>
    expect(selectedOf(new Set(marks("c")), [{ name: "c", uid: "another" }])).toBe("none"));

  it("marks all that is shown, then none of it", () => {
    const all = toggleAll(new Set([...marks("a"), "x"]), rows);
    expect([...all].sort()).toEqual([...marks("a", "b", "c", "d"), "x"]);
    expect([...toggleAll(all, rows)]).toEqual(["x"]);
  });
});
