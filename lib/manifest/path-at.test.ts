import { describe, expect, it } from "vitest";
import { pathAt } from "./path-at.ts";

const text = `metadata:
  name: web # mine
spec:
  disks:
    - name: a
      bus: sata
    - name: b
  external: false
`;
const at = (part: string) => pathAt(text, text.indexOf(part) + 1).join(".");

describe("pathAt", () => {
  it.each([
    ["metadata", "metadata"],
    ["name: web", "metadata.name"],
    ["web", "metadata.name"],
    ["bus", "spec.disks.0.bus"],
    ["name: b", "spec.disks.1.name"],
    ["external", "spec.external"],
  ])("%s is at %s", (part, path) => expect(at(part)).toBe(path));

  it("says nothing of a text that is none", () => {
    expect(pathAt("", 0)).toEqual([]);
    expect(pathAt("kind: [", 3)).toEqual(["kind"]);
    expect(pathAt("just words", 3)).toEqual([]);
  });
});
