import { expect, it } from "vitest";
import { eraDialects } from "#lib/resources/dialect/eras.fixture.ts";
import { vmDiskSchema } from "#lib/resources/disk/schema.ts";
import { launcherPodSchema, vmInstanceSchema } from "#lib/resources/vm/schema.ts";
import { stockOf } from "./tenant-stock.ts";

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
