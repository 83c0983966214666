import { expect, it } from "vitest";
import { eraDialects } from "#lib/resources/dialect/eras.fixture.ts";
import { dataVolumeSchema, vmDiskSchema } from "#lib/resources/disk/schema.ts";
import { launcherPodSchema, virtualMachineSchema, vmInstanceSchema } from "#lib/resources/vm/schema.ts";
import { diskFactsOf, stockOf } from "./tenant-stock.ts";

const a10 = "nvidia.com/GA102GL_A10";
const instance = (name: string, gpus: unknown) => vmInstanceSchema.parse({ metadata: { name }, spec: { gpus } });
const pod = (phase: string) => launcherPodSchema.parse({ metadata: { name: "virt-launcher" }, status: { phase } });
const source = <T extends { metadata: { name: string } }>(...objects: T[]) => ({
  items: new Map(objects.map((object) => [object.metadata.name, object])),
});

it("counts the devices of machines that a node runs, and no others", () => {
  const phases = new Map([
    ["vm-instance-two", "Running"],
    ["vm-instance-one", "Running"],
    ["vm-instance-waits", "Pending"],
    ["vm-instance-ended", "Succeeded"],
    ["vm-instance-lost", "Running"],
  ]);
  const instances = source(
    instance("two", [{ name: a10 }, { name: a10 }]),
    instance("one", [{ name: a10 }]),
    instance("waits", [{ name: a10 }]),
    instance("ended", [{ name: a10 }]),
    instance("off", [{ name: a10 }]),
    instance("lost", [{}]),
    instance("plain", []),
  );
  const disks = source(vmDiskSchema.parse({ metadata: { name: "data" }, spec: { storage: "9Gi" } }));
  const stock = stockOf(
    // Of a source only what it holds is asked.
    { instances, disks } as unknown as Parameters<typeof stockOf>[0],
    {
      podsOf: (release) => {
        const phase = phases.get(release);
        return phase === undefined ? [] : [pod(phase)];
      },
      vmsOfDisk: () => ["two"],
    },
    eraDialects.current,
  );
  expect([...stock.gpusHeld]).toEqual([[a10, 3]]);
  expect(stock.disks).toMatchObject([{ name: "data", usedBy: "two", storageClass: "replicated" }]);
});

it("tells of each disk who has it, machines that no VMInstance made as well", () => {
  const disk = (name: string) => vmDiskSchema.parse({ metadata: { name }, spec: {} });
  const machine = (name: string, ...volumes: object[]) =>
    virtualMachineSchema.parse({ metadata: { name }, spec: { template: { spec: { volumes } } } });
  const machines = source(
    machine("raw", { dataVolume: { name: "vm-disk-data" } }, { persistentVolumeClaim: { claimName: "vm-disk-data" } }),
    machine("other", { persistentVolumeClaim: { claimName: "somebody-elses" } }),
    // Its VMInstance tells of this one.
    machine("vm-instance-web", { dataVolume: { name: "vm-disk-spare" } }),
  );
  const volume = dataVolumeSchema.parse({ metadata: { name: "vm-disk-data" }, status: { phase: "Succeeded" } });
  const facts = diskFactsOf(
    // Of a source only what it holds is asked.
    { disks: source(disk("data"), disk("spare")), machines } as unknown as Parameters<typeof diskFactsOf>[0],
    { vmsOfDisk: (name) => (name === "data" ? ["web"] : []) },
    new Map([["data", volume]]),
    eraDialects.current,
  );
  expect(
    facts.map(({ disk: { metadata, spec }, volume: read, usedBy }) => [metadata.name, spec.storage, read, usedBy]),
  ).toEqual([
    ["data", "5Gi", volume, ["web", "vm.raw"]],
    ["spare", "5Gi", "unread", []],
  ]);
});
