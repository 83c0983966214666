import { expect, it } from "vitest";
import { carriedTo, carryTo, forgetCarried } from "./carried.ts";

it("carries a text to one form of one tenant, until it is taken", () => {
  carryTo("tenant-a", "disk", "kind: VMDisk");
  expect(carriedTo("tenant-a", "machine")).toBeNull();
  expect(carriedTo("tenant-b", "disk")).toBeNull();
  expect(carriedTo("tenant-a", "disk")).toBe("kind: VMDisk");
  forgetCarried("tenant-a", "disk");
  expect(carriedTo("tenant-a", "disk")).toBeNull();
});
