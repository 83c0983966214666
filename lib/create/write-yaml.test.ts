import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { writeYaml } from "./write-yaml.ts";

const text = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.string({ unit: "binary" }).filter((one) => one.isWellFormed()),
  fc
    .array(fc.constantFrom("a", " ", "\n", "\t", "#", ":", "-", "'", '"', "\r", "é", "\u2028", "|"), { maxLength: 12 })
    .map((all) => all.join("")),
  fc.constantFrom(
    "true",
    "no",
    "~",
    "null",
    "1e3",
    "0x1f",
    "12:30",
    "1_000",
    "2026-11-22",
    "=",
    "<<",
    "u1.medium",
    "a: b",
    "a #b",
    "a:",
    "20Gi",
  ),
);
const key = fc.oneof(
  fc.stringMatching(/^[a-z][A-Za-z]{0,8}$/),
  text.filter((one) => one !== "__proto__" && one !== ""),
);
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    text,
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    tie("list"),
    tie("fields"),
  ),
  list: fc.array(tie("value"), { maxLength: 4 }),
  fields: fc.dictionary(key, tie("value"), { maxKeys: 4 }),
}));

describe("YAML that is written", () => {
  it("is read as what was meant, by the rules of YAML 1.2 and 1.1", () => {
    fc.assert(
      fc.property(value, (data) => {
        for (const version of ["1.2", "1.1"] as const) expect(parse(writeYaml(data), { version })).toEqual(data);
      }),
      { numRuns: 1_000 },
    );
  });

  it("reads like what people write", () =>
    expect(
      writeYaml({
        apiVersion: "apps.cozystack.io/v1alpha1",
        spec: {
          disks: [{ name: "web-system", bus: "sata" }, "spare"],
          externalPorts: [22],
          size: { cpu: "2", memory: "8Gi" },
          sshKeys: ["ssh-ed25519 AAAA/b+c== ada@laptop", "ssh-ed25519 AAAA a: #b"],
          left: undefined,
          empty: {},
          none: [],
          cloudInit: "#cloud-config\n\npackages:\n  - a\n",
          more: "a\nb",
        },
      }),
    ).toBe(
      `apiVersion: apps.cozystack.io/v1alpha1
spec:
  disks:
    - name: web-system
      bus: sata
    - spare
  externalPorts:
    - 22
  size:
    cpu: "2"
    memory: 8Gi
  sshKeys:
    - ssh-ed25519 AAAA/b+c== ada@laptop
    - "ssh-ed25519 AAAA a: #b"
  empty: {}
  none: []
  cloudInit: |
    #cloud-config

    packages:
      - a
  more: |-
    a
    b
`,
    ));
});
