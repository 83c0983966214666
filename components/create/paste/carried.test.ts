import { expect, it } from "vitest";
import { carriedTo, carryTo, forgetCarried } from "./carried.ts";

it("carries a text to one form of one tenant, until it is taken", () => {
  const carried = { text: "kind: VMDisk", machine: { place: 1, name: "db" } };
  carryTo("tenant-a", "disk", carried);
  expect(carriedTo("tenant-a", "machine")).toBeNull();
  expect(carriedTo("tenant-b", "disk")).toBeNull();
  expect(carriedTo("tenant-a", "disk")).toBe(carried);
  forgetCarried("tenant-a", "disk");
  expect(carriedTo("tenant-a", "disk")).toBeNull();
});
