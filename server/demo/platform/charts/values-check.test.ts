import { describe, expect, test } from "vitest";
import { eras } from "../eras/eras.ts";
import { misfits } from "./values-check.ts";

const { current, "0.34": untyped, documented } = eras;

describe("what fits", () => {
  test.each([
    ["nothing", {}],
    ["unknown keys", { running: true }],
    ["quantities as text and as numbers", { resources: { cpu: 2, memory: "1.5Gi" } }],
    ["null, which takes a value away", { disks: null }],
  ])("%s", (_, values) => {
    expect(misfits(values, current.schemas.VMInstance)).toEqual([]);
  });

  test("an empty profile and an empty size, where they are allowed", () => {
    const values = { instanceProfile: "", resources: { cpu: "", memory: "" } };
    expect(misfits(values, untyped.schemas.VMInstance)).toEqual([]);
  });
});

describe("what does not fit is said as Helm says it", () => {
  test.each([
    [{ external: "yes" }, "- at '/external': got string, want boolean"],
    [{ externalPorts: "22,443" }, "- at '/externalPorts': got string, want array"],
    [{ externalPorts: [{ port: "22,443" }] }, "- at '/externalPorts/0': got object, want integer"],
    [{ externalPorts: [22.5] }, "- at '/externalPorts/0': got number, want integer"],
    [{ externalMethod: "Ports" }, "- at '/externalMethod': value must be one of 'PortList', 'WholeIP'"],
    [{ disks: ["system"] }, "- at '/disks/0': got string, want object"],
    [{ disks: [{}] }, "- at '/disks/0': missing property 'name'"],
  ])("%j", (values, line) => {
    expect(misfits(values, current.schemas.VMInstance)).toEqual([line]);
  });

  test("a quantity that is none", () => {
    expect(misfits({ resources: { cpu: "" } }, current.schemas.VMInstance)[0]).toMatch(
      /^- at '\/resources\/cpu': '' does not match pattern '/,
    );
    expect(misfits({ resources: { cpu: true } }, current.schemas.VMInstance)).toEqual([
      "- at '/resources/cpu': anyOf failed",
      "  - at '/resources/cpu': got boolean, want integer",
      "  - at '/resources/cpu': got boolean, want string",
    ]);
  });

  test("the dialect of another age", () => {
    expect(misfits({ instanceProfile: "debian" }, untyped.schemas.VMInstance)[0]).toMatch(
      /value must be one of 'alpine'/,
    );
    expect(misfits({ disks: ["a"] }, untyped.schemas.VMInstance)).toEqual(["- at '/disks/0': got string, want object"]);
    expect(misfits({ disks: [{ name: "a" }] }, documented.schemas.VMInstance)).toEqual([
      "- at '/disks/0': got object, want string",
    ]);
  });
});
