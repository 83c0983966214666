import { describe, expect, it } from "vitest";
import { rowLabels, splitLabel } from "./labels.ts";

describe("rowLabels", () => {
  it("gives them in one order, whatever the cluster's is", () =>
    expect(rowLabels({ tier: "web", "acme.ch/env": "production", empty: "" })).toEqual([
      "acme.ch/env=production",
      "empty=",
      "tier=web",
    ]));

  it("X01: leaves out what no label can be", () =>
    expect(
      rowLabels({
        "<img src=x>": "1",
        ok: "<svg onload=alert(1)>",
        "a=b": "c",
        "": "x",
        ["k".repeat(64)]: "x",
        long: "v".repeat(64),
        __proto__x: "1",
      }),
    ).toEqual([]));

  it("D03: of a thousand it takes a few", () => {
    const many = Object.fromEntries(Array.from({ length: 1_000 }, (_, at) => [`key-${at}`, "v".repeat(63)]));
    const kept = rowLabels(many);
    expect(kept.length).toBeGreaterThan(0);
    expect(kept.length).toBeLessThanOrEqual(16);
    expect(kept.join("").length).toBeLessThanOrEqual(1_024);
  });
});

describe("splitLabel", () => {
  it("tells a key alone from an empty value", () => {
    expect(splitLabel("env")).toEqual({ key: "env", value: null });
    expect(splitLabel("env=")).toEqual({ key: "env", value: "" });
    expect(splitLabel("env=a")).toEqual({ key: "env", value: "a" });
  });
});
