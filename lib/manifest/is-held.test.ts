import { describe, expect, it } from "vitest";
import { cover } from "./covered.ts";
import { isPatchIn } from "./is-held.ts";

const before = { spec: { instanceType: "u1.medium", cpuModel: "host", cloudInit: cover } };

describe("isPatchIn", () => {
  it.each([
    [
      "it is there",
      { spec: { instanceType: "u1.large" } },
      { spec: { ...before.spec, instanceType: "u1.large" } },
      true,
    ],
    ["it is not", { spec: { instanceType: "u1.large" } }, before, false],
    [
      "somebody wrote something else",
      { spec: { instanceType: "u1.large" } },
      { spec: { instanceType: "u1.nano" } },
      false,
    ],
    ["a key is gone", { spec: { cpuModel: null } }, { spec: {} }, true],
    ["a key has its default again", { spec: { cpuModel: null } }, { spec: { cpuModel: "" } }, true],
    ["a key is as it was", { spec: { cpuModel: null } }, before, false],
    ["it is covered", { spec: { cloudInit: "#cloud-config" } }, before, null],
  ])("%s", (_, patch, now, said) => expect(isPatchIn(patch, before, now)).toBe(said));
});
