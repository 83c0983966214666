import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseList } from "../kube-object.ts";
import { launcherPodSchema, serviceSchema, virtualMachineSchema, vmInstanceSchema } from "./schema.ts";

const named = (spec: unknown, status: unknown = {}) => ({ metadata: { name: "web" }, spec, status });

describe("reading kube objects", () => {
  it("fills in what a VMInstance does not say", () => {
    const vm = vmInstanceSchema.parse({ metadata: { name: "web" } });
    expect(vm.spec.disks).toEqual([]);
    expect(vm.spec.cloudInit).toBe(false);
    expect(vm.metadata.deletionTimestamp).toBeNull();
  });

  it("keeps neither keys nor user data", () => {
    const vm = vmInstanceSchema.parse(named({ sshKeys: ["ssh-ed25519 AAAA me"], cloudInit: "password: secret" }));
    expect(JSON.stringify(vm)).not.toContain("secret");
    expect(JSON.stringify(vm)).not.toContain("AAAA");
    expect(vm.spec).toMatchObject({ sshKeys: 1, cloudInit: true });
  });

  it.each([
    [
      { name: "a", bus: "sata" },
      { name: "a", bus: "sata", form: "object" },
    ],
    ["a", { name: "a", bus: "", form: "name" }],
    [{}, { name: "", bus: "", form: "lost" }],
    [null, { name: "", bus: "", form: "lost" }],
    ["", { name: "", bus: "", form: "lost" }],
    [{ name: 7 }, { name: "", bus: "", form: "lost" }],
  ])("keeps every disk entry in the form it has: %j", (entry, read) => {
    expect(vmInstanceSchema.parse(named({ disks: [entry] })).spec.disks).toEqual([read]);
  });

  it("does not take what is no list for an empty one", () => {
    const { spec } = vmInstanceSchema.parse(named({ disks: "a", externalPorts: "22,443" }));
    expect(spec.disks).toHaveLength(1);
    expect(spec.externalPorts).toEqual([null]);
  });

  it("leaves out one bad item and keeps the list", () => {
    const list = parseList(vmInstanceSchema, {
      metadata: { resourceVersion: "7" },
      items: [null, "x", {}, { metadata: { name: "" } }, { metadata: { name: "web" }, spec: "none", status: [] }],
    });
    expect(list?.items.map(({ metadata }) => metadata.name)).toEqual(["web"]);
    expect(list?.resourceVersion).toBe("7");
  });

  it.each([null, "", [], {}, { items: null }, { kind: "Status", code: 500 }])(
    "does not take %j for an empty list",
    (answer) => expect(parseList(vmInstanceSchema, answer)).toBeNull(),
  );

  it("never throws on any object with a name", () => {
    const schemas = [vmInstanceSchema, virtualMachineSchema, launcherPodSchema, serviceSchema];
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (spec, status) => {
        for (const schema of schemas) expect(schema.safeParse(named(spec, status)).success).toBe(true);
      }),
    );
  });
});
