import { describe, expect, it } from "vitest";
import { eraDialects } from "#lib/resources/dialect/eras.fixture.ts";
import type { DiskView } from "#lib/resources/image/view.ts";
import { unusableOf, waysOf } from "./disk-choice.ts";

const disk: DiskView = {
  name: "old",
  sizeBytes: 1,
  storageClass: "local",
  optical: false,
  usedBy: null,
  ready: true,
  deleting: false,
};

describe("unusableOf", () => {
  it.each([
    [{}, [], null],
    [{ usedBy: "web" }, [], "used"],
    [{}, ["old"], "twice"],
    [{ deleting: true }, [], "deleting"],
    [{ ready: false }, [], "notReady"],
  ])("of %j beside %j is %j", (change, elsewhere, why) =>
    expect(unusableOf({ ...disk, ...change }, elsewhere)).toBe(why),
  );
});

describe("waysOf", () => {
  it.each([
    ["current", ["image", "existing", "url", "clone", "empty"]],
    ["0.38", ["image", "existing", "url", "empty"]],
    ["documented", ["image", "existing", "url", "registry", "empty"]],
  ] as const)("offers on %s what its schema has", (era, ways) =>
    expect(waysOf({ dialect: eraDialects[era] })).toEqual(ways),
  );
});
