import { describe, expect, it } from "vitest";
import { changedSince, isHeld } from "./compare.ts";
import { settingsIn } from "./stored.fixture.ts";

const before = settingsIn("current");

describe("whether a change is there", () => {
  it("is told by the settings", () => {
    expect(isHeld(before, { sshKeys: ["ssh-ed25519 one"], size: { instanceType: "u1.medium", kind: "type" } })).toBe(
      true,
    );
    expect(isHeld(before, { sshKeys: [] })).toBe(false);
    expect(isHeld(before, { icmp: true, exposure: { kind: "private" } })).toBe(false);
  });

  it("is not told of a text that they do not hold", () => {
    expect(isHeld(before, { cloudInit: "#cloud-config", profile: "ubuntu" })).toBeNull();
    expect(isHeld(before, { cloudInit: "#cloud-config", profile: "fedora" })).toBe(false);
    expect(isHeld(settingsIn("current", { cloudInit: "" }), { cloudInit: "" })).toBe(true);
  });
});

describe("F29: what somebody else changed meanwhile", () => {
  it("is in the way only where a change is about the same", () => {
    const now = settingsIn("current", { runStrategy: "Halted", sshKeys: ["theirs"] });
    expect(changedSince(before, now, { profile: "fedora" })).toEqual([]);
    expect(changedSince(before, now, { profile: "fedora", sshKeys: ["mine"] })).toEqual(["sshKeys"]);
  });

  it("may be a text that nobody sees", () => {
    expect(changedSince(before, before, { cloudInit: "#cloud-config" })).toEqual(["cloudInit"]);
    const without = settingsIn("current", { cloudInit: "" });
    expect(changedSince(without, without, { cloudInit: "#cloud-config" })).toEqual([]);
  });
});
