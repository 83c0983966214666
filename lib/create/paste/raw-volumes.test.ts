import { describe, expect, it } from "vitest";
import { readPasted } from "./read.ts";
import { optionsOf, saidOf } from "./reading.fixture.ts";

const options = optionsOf("current");

/** What a VirtualMachine of these volumes has for disks, by the names they get and what they start from. */
const disksOf = (template: object, spec: object = {}) => {
  const value = { spec: { template: { spec: template }, ...spec } };
  const text = JSON.stringify({
    ...{ apiVersion: "kubevirt.io/v1", kind: "VirtualMachine", metadata: { name: "web" } },
    ...value,
  });
  const answer = readPasted(text, options);
  if (!answer.ok || answer.kind !== "machine") throw new Error(JSON.stringify(answer));
  const rules = saidOf(answer, options).map((one) => one.split(".")[1]);
  return { disks: answer.input.disks, rules, changes: answer.changes };
};

const ubuntu = { name: "root", containerDisk: { image: "ubuntu:24.04" } };
const claim = { name: "logs", persistentVolumeClaim: { claimName: "vm-disk-shared" } };
const seed = { name: "seed", cloudInitNoCloud: { userData: "#cloud-config\n" } };
const image = { kind: "new", part: "system", source: { kind: "image", name: "ubuntu-2404" } };

describe("the volumes of a VirtualMachine", () => {
  it("are disks of their own where no device names them", () => {
    const { disks, rules } = disksOf({ domain: { devices: {} }, volumes: [ubuntu, seed, claim] });
    expect(disks).toMatchObject([image, { kind: "existing", name: "shared" }]);
    expect(rules).not.toContain("disksKept");
  });

  it("that no device names come behind those that one does", () => {
    const devices = { disks: [{ name: "root", disk: { bus: "virtio" } }] };
    expect(disksOf({ domain: { devices }, volumes: [claim, seed, ubuntu] }).disks).toMatchObject([
      image,
      { kind: "existing", name: "shared" },
    ]);
  });

  it("that a file system names, or nothing, are none", () => {
    const devices = { disks: [{ name: "root" }], filesystems: [{ name: "logs", virtiofs: {} }] };
    const { name: _, ...nameless } = claim;
    expect(disksOf({ domain: { devices }, volumes: [ubuntu, claim, nameless] }).disks).toMatchObject([image]);
    expect(disksOf({ domain: { devices }, volumes: [ubuntu, claim] }).disks).toHaveLength(1);
  });
});

describe("a volume of a DataSource", () => {
  const volumes = [{ name: "root", dataVolume: { name: "web-root" } }];
  const withSource = (spec: object) =>
    disksOf(
      { domain: { devices: { disks: [{ name: "root" }] } }, volumes },
      { dataVolumeTemplates: [{ metadata: { name: "web-root" }, spec }] },
    );
  const storage = { resources: { requests: { storage: "30Gi" } } };

  it("starts from the image of that name, or the nearest, or asks for one", () => {
    const exact = withSource({ sourceRef: { kind: "DataSource", name: "ubuntu-2404" }, storage });
    expect(exact.disks).toMatchObject([image]);
    expect(exact.rules).not.toContain("sourceEmpty");
    const near = withSource({ sourceRef: { kind: "DataSource", name: "ubuntu2004", namespace: "golden" }, storage });
    expect(near.disks).toMatchObject([{ source: { kind: "image", name: "ubuntu-2204" } }]);
    expect(near.changes).toContainEqual(
      expect.objectContaining({ rule: "imageNearest", values: { from: "ubuntu2004", to: "ubuntu-2204" } }),
    );
    const gone = withSource({ sourceRef: { kind: "DataSource", name: "haiku" }, storage });
    expect(gone.disks).toMatchObject([{ source: { kind: "image", name: "" } }]);
    expect(gone.rules).toContain("imageGone");
  });

  it("starts from its source where it has one", () =>
    expect(withSource({ source: { blank: {} }, sourceRef: { name: "ubuntu-2404" }, storage }).disks).toMatchObject([
      { source: { kind: "empty" } },
    ]));

  it("is the same as a DataVolume by itself", () => {
    const spec = { sourceRef: { kind: "DataSource", name: "ubuntu-2404" }, storage };
    const text = JSON.stringify({ kind: "DataVolume", metadata: { name: "root" }, spec });
    const answer = readPasted(text, options);
    expect(answer).toMatchObject({ made: { name: "root", disk: { source: { kind: "image", name: "ubuntu-2404" } } } });
    expect(saidOf(answer, options)).not.toContain("1.leftOut");
  });
});
