import { describe, expect, it } from "vitest";
import { lateOf } from "./late.ts";
import { yamlText } from "./shown-text.ts";

const machine = (status: string, message: string) => ({
  spec: { external: true, disks: [{ name: "a" }, "b"] },
  status: { conditions: [{ type: "Ready", status, reason: "UpgradeFailed", message }] },
});
const said = (status: string, message: string) => {
  const object = machine(status, message);
  return lateOf(object, yamlText(object));
};

describe("lateOf", () => {
  it("points at the lines that the platform's words are about", () => {
    const message =
      "values don't meet the specifications of the schema(s) in the following chart(s):\nvm-instance:\n- at '/disks/1': got string, want object\n- at '/external': got string, want boolean";
    expect(said("False", message)).toEqual({
      message,
      lines: [
        { line: 5, field: "spec.disks.1" },
        { line: 2, field: "spec.external" },
      ],
    });
  });

  it("has words without a place, and none of what goes well or is not known yet", () => {
    expect(said("False", "Specified disk not exists in cluster")).toMatchObject({ lines: [] });
    expect(said("True", "Helm install succeeded")).toBeNull();
    expect(lateOf({ spec: {} }, "spec: {}\n")).toBeNull();
    expect(lateOf({ status: { conditions: "none" } }, "")).toBeNull();
  });
});
