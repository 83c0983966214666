import { describe, expect, it } from "vitest";
import { facetsOf, labelKeysOf } from "./list-facets.ts";
import { plainQuery } from "./list-query.ts";
import { rowOf } from "./row.fixture.ts";

const rows = [
  { ...rowOf("a"), labels: ["env=prod", "tier=web"] },
  { ...rowOf("b", "stopped"), labels: ["env=prod"] },
  { ...rowOf("c", "attention"), labels: ["env=test"] },
];

describe("facetsOf", () => {
  it("counts each value, states by what wants a look first", () =>
    expect(facetsOf(rows, plainQuery, "status")).toEqual([
      { value: "attention", count: 1 },
      { value: "running", count: 1 },
      { value: "stopped", count: 1 },
    ]));

  it("counts under everything else that narrows, but not under its own field", () => {
    const filters = [
      { field: "status", value: "running" },
      { field: "label", value: "env=prod" },
    ] as const;
    expect(facetsOf(rows, { ...plainQuery, filters }, "status").map(({ value }) => value)).toEqual([
      "running",
      "stopped",
    ]);
    expect(facetsOf(rows, { ...plainQuery, filters }, "label")).toEqual([
      { value: "env=prod", count: 1 },
      { value: "tier=web", count: 1 },
    ]);
  });

  it("has no value for a system that nobody knows", () => {
    const unknown = { ...rowOf("d"), os: { family: "other", label: "" } as const };
    expect(facetsOf([...rows, unknown], plainQuery, "os")).toEqual([{ value: "Ubuntu", count: 3 }]);
  });

  it("lists what is chosen and nobody has", () =>
    expect(facetsOf(rows, { ...plainQuery, filters: [{ field: "type", value: "x9" }] }, "type")).toContainEqual({
      value: "x9",
      count: 0,
    }));
});

describe("labelKeysOf", () => {
  it("puts the most used first", () => expect(labelKeysOf(rows)).toEqual(["env", "tier"]));
});
