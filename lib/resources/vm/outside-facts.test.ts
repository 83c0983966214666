import { describe, expect, it } from "vitest";
import { outsideFactsOf } from "./outside-facts.ts";
import { virtualMachineSchema } from "./schema.ts";

const factsOf = (spec: unknown, metadata: object = {}) =>
  outsideFactsOf(virtualMachineSchema.parse({ metadata: { name: "legacy", ...metadata }, spec, status: {} }));
const template = (spec: unknown) => ({ template: { spec } });

describe("what a machine that no VMInstance made says of its making", () => {
  it("is its disks in the order in which it boots, each with what it is made from, and its networks", () => {
    const spec = {
      domain: {
        devices: {
          disks: [
            { name: "seed", cdrom: { bus: "sata" } },
            { name: "data", disk: { bus: "scsi" }, bootOrder: 2 },
            { name: "root", bootOrder: 1, disk: { bus: "virtio" } },
          ],
        },
      },
      volumes: [
        { name: "seed", cloudInitNoCloud: { userData: "password: 1234" } },
        { name: "data", persistentVolumeClaim: { claimName: "old-data" } },
        { name: "root", containerDisk: { image: "example.org/root" } },
      ],
      networks: [
        { name: "default", pod: {} },
        { name: "inner", multus: { networkName: "blue" } },
      ],
    };
    const facts = factsOf(template(spec), { labels: { "app.kubernetes.io/managed-by": "ansible" } });
    expect(facts).toEqual({
      name: "legacy",
      managedBy: "ansible",
      disks: [
        { name: "root", bus: "virtio", bootOrder: 1, kind: "containerDisk", source: "example.org/root" },
        { name: "data", bus: "scsi", bootOrder: 2, kind: "persistentVolumeClaim", source: "old-data" },
        { name: "seed", bus: "sata", bootOrder: null, kind: "cloudInitNoCloud", source: "" },
      ],
      networks: [
        { name: "default", kind: "pod", source: "" },
        { name: "inner", kind: "multus", source: "blue" },
      ],
    });
    // What cloud-init holds is nobody's business here.
    expect(JSON.stringify(facts)).not.toContain("1234");
  });

  it("is read from whatever stands there", () => {
    for (const spec of [
      null,
      {},
      template(null),
      template({ volumes: "x", networks: [1, {}, { name: 5 }], domain: [] }),
    ])
      expect(factsOf(spec)).toMatchObject({ name: "legacy", managedBy: "", disks: [] });
    const odd = {
      volumes: [
        { name: "a".repeat(9_999), secret: { secretName: 7 } },
        { name: "b", later: {} },
      ],
    };
    expect(factsOf(template(odd))?.disks).toMatchObject([
      { name: "a".repeat(500), kind: "secret", source: "" },
      { name: "b", kind: "later", source: "" },
    ]);
  });

  it("is of no machine that a release made: its VMInstance tells of that one", () =>
    expect(factsOf(template({}), { name: "vm-instance-web" })).toBeNull());
});
