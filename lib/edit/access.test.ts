import { describe, expect, it } from "vitest";
import { accessConsequences, nextSeed } from "./access.ts";

const idsOf = (...given: Parameters<typeof accessConsequences>) => accessConsequences(...given).map(({ id }) => id);

describe("what follows from another access", () => {
  it("is nothing for a guest that has booted, until it is told to read it again", () => {
    expect(idsOf({ sshKeys: [] }, "running")).toEqual(["keys-first-boot"]);
    expect(idsOf({ cloudInit: "" }, "running")).toEqual(["cloud-init-first-boot"]);
    expect(idsOf({ cloudInit: "#!/bin/sh" }, "running")).toEqual(["cloud-init-first-boot", "cloud-init-clear"]);
  });

  it("comes with the next boot of a guest that takes itself for another machine", () => {
    expect(idsOf({ cloudInitSeed: "2" }, "running")).toEqual(["seed-next-boot", "seed-repeats", "seed-restart"]);
    expect(idsOf({ cloudInitSeed: "2" }, "stopped")).toEqual(["seed-next-boot", "seed-repeats"]);
  });
});

it("a seed is another one each time", () => {
  expect(nextSeed(1_700_000_000_000)).toBe("again-loyw3v28");
  expect(nextSeed(1)).not.toBe(nextSeed(2));
});
