import { describe, expect, it } from "vitest";
import { eraSchemas } from "../resources/dialect/eras.fixture.ts";
import { specProblems } from "./check-spec.ts";
import { fieldAt, fieldSchemaOf } from "./field-schema.ts";

const schema = fieldSchemaOf(eraSchemas.current.vmInstance);
const found = (spec: object, by = schema) =>
  specProblems(spec, by).map(({ path, rule }) => `${path.join(".")}: ${rule}`);

describe("specProblems", () => {
  it("has nothing against what the schema expects", () => {
    const spec = {
      runStrategy: "Halted",
      disks: [{ name: "system", bus: "sata" }],
      resources: { cpu: 2, sockets: "1", memory: "1.5Gi" },
      externalPorts: [22, 443],
      gpus: [{ anything: "goes" }],
    };
    expect(found(spec)).toEqual([]);
  });

  it.each([
    [{ disks: ["system"] }, "disks.0: type"],
    [{ disks: "system" }, "disks: type"],
    [{ disks: [{}] }, "disks.0: required"],
    [{ disks: [{ name: 7 }] }, "disks.0.name: type"],
    [{ externalPorts: ["22"] }, "externalPorts.0: type"],
    [{ externalPorts: [22.5] }, "externalPorts.0: type"],
    [{ external: "yes" }, "external: type"],
    [{ runStrategy: "Sometimes" }, "runStrategy: enum"],
    [{ resources: { cpu: "" } }, "resources.cpu: amount"],
    [{ resources: { memory: "4 GB" } }, "resources.memory: amount"],
    [{ runStrategie: "Always" }, "runStrategie: unknown"],
    [{ resources: { cores: 2 } }, "resources.cores: unknown"],
    [{ hostDevices: [{ name: "gpu" }] }, "hostDevices: unknown"],
    [JSON.parse('{"constructor": 1, "__proto__": {"a": 1}}'), "constructor: unknown"],
  ])("%j", (spec, said) => {
    expect(found(spec)).toContain(said);
  });

  it("goes by the schema of the platform: names are right where it lists names", () => {
    expect(found({ disks: ["system"] }, fieldSchemaOf(eraSchemas.documented.vmInstance))).toEqual([]);
  });

  it("says no more than a person can read", () => {
    expect(specProblems({ disks: Array.from({ length: 1_000 }, () => "x") }, schema)).toHaveLength(50);
  });
});

describe("fieldSchemaOf", () => {
  it("keeps no pattern that could hold up whoever types", () => {
    const { fields } = fieldSchemaOf({
      type: "object",
      properties: { slow: { type: "string", pattern: "^(a+)+$" }, quick: { type: "string", pattern: "^[a-z]+$" } },
    });
    expect(fields).toEqual({ slow: { type: "string" }, quick: { type: "string", pattern: "^[a-z]+$" } });
  });

  it.each([[null], ["text"], [{ type: 7, properties: [], enum: "x", items: 3 }]])(
    "reads %j as saying nothing",
    (schema) => expect(fieldSchemaOf(schema)).toEqual({}),
  );

  it("ends, however deep and wide a schema is", () => {
    const wide = Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => [`f${index}`, { type: "string" }]));
    expect(Object.keys(fieldSchemaOf({ type: "object", properties: wide }).fields ?? {})).toHaveLength(400);
    const deep = Array.from({ length: 50 }).reduce<object>((inner) => ({ properties: { a: inner } }), {
      type: "string",
    });
    expect(JSON.stringify(fieldSchemaOf(deep)).length).toBeLessThan(200);
  });

  it("tells what stands at a path", () => {
    expect(fieldAt(schema, ["disks", 0, "name"])?.type).toBe("string");
    expect(fieldAt(schema, ["resources", "memory"])?.type).toBe("quantity");
    expect(fieldAt(schema, ["nothing"])).toBeNull();
    expect(fieldAt(schema, ["constructor"])).toBeNull();
  });
});
