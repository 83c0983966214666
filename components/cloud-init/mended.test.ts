import { describe, expect, it } from "vitest";
import type { UserDataContext } from "#lib/cloud-init/finding.ts";
import { lintUserData } from "#lib/cloud-init/lint.ts";
import { mended } from "./mended.ts";

const context: UserDataContext = {
  sshKeys: [],
  loginUser: "ubuntu",
  family: "ubuntu",
  ports: [22],
  limitBytes: 10_000,
};
const text = "#cloud-config\n# mine \r\npakages: [nginx]\nhostnam: a\n";
const [first, second] = lintUserData(text, context).filter(({ fix }) => fix?.id === "rename");

describe("mended", () => {
  it("does what is offered, and nothing else", () => {
    expect(first && mended(text, first, context)).toBe(text.replace("pakages", "packages"));
    expect(second && mended(text, second, context)).toBe(text.replace("hostnam:", "hostname:"));
  });

  it("finds the place again where something was typed in front of it since", () => {
    const later = text.replace("# mine", "# mine and yours\ntimezone: UTC");
    expect(first && mended(later, first, context)).toBe(later.replace("pakages", "packages"));
  });

  it("leaves the text alone where it is mended already", () => {
    const right = "#cloud-config\npackages: [nginx]\n";
    expect(first && mended(right, first, context)).toBe(right);
  });
});
