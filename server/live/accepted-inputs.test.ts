import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { goldenCatalogue, goldenDisc, goldenDisk, goldenInputs } from "#lib/create/golden.fixture.ts";
import { inputArbitrary, isAccepted } from "#lib/create/input.fixture.ts";
import type { CreateInput } from "#lib/create/input.ts";
import type { Manifest } from "#lib/create/manifest.ts";
import { planOf } from "#lib/create/plan.ts";
import { manifestsOf } from "#lib/create/yaml.ts";
import { eras } from "#lib/resources/dialect/eras.fixture.ts";
import { quantityToNumber } from "#lib/resources/quantity.ts";
import type { Schema } from "#server/demo/platform/apps/schema.ts";
import { instanceTypeObjects } from "#server/demo/platform/bootstrap/instance-types.ts";
import { preferenceObjects } from "#server/demo/platform/bootstrap/preferences.ts";
import { assertValues } from "#server/demo/platform/charts/values-check.ts";
import { vmDiskChart } from "#server/demo/platform/charts/vm-disk.ts";
import { vmInstanceChart } from "#server/demo/platform/charts/vm-instance.ts";
import type { KubeClient } from "#server/demo/platform/client.ts";
import { eras as platforms } from "#server/demo/platform/eras/eras.ts";
import { dataVolumes } from "#server/demo/platform/kinds/cdi.ts";
import type { KubeObject } from "#server/demo/platform/object.ts";

const tenant = "tenant-mills";

/** What the charts ask the cluster for: its types and preferences, and the disks that this plan has made by then. */
const clusterWith = (volumes: readonly string[]): KubeClient => {
  const there: readonly KubeObject[] = [
    ...instanceTypeObjects,
    ...preferenceObjects,
    ...volumes.map((name) => ({ metadata: { namespace: tenant, name: `vm-disk-${name}`, annotations: {} } })),
  ];
  const get = async (kind: { kind: string }, { name }: { name: string }) =>
    there.find(
      ({ metadata }) => metadata.name === name && (kind.kind === dataVolumes.kind) === name.startsWith("vm-disk-"),
    );
  // The charts render with nothing but `get`.
  return { get } as unknown as KubeClient;
};

/** Paths of a value that the schema does not declare: the platform would store them and do nothing. */
const undeclared = (value: unknown, schema: Schema, path = ""): string[] => {
  if (Array.isArray(value))
    return value.flatMap((item) => (schema.items ? undeclared(item, schema.items, `${path}[]`) : []));
  if (typeof value !== "object" || value === null || !schema.properties) return [];
  const { properties } = schema;
  return Object.entries(value).flatMap(([key, inner]) => {
    const known = Object.hasOwn(properties, key) ? properties[key] : undefined;
    return known ? undeclared(inner, known, `${path}.${key}`) : [`${path}.${key}`];
  });
};

describe.each(eras)("no input that the form accepts is refused by a platform of the era %s:", (era) => {
  const catalogue = goldenCatalogue(era);
  const platform = platforms[era];
  const charts = { VMDisk: vmDiskChart(platform), VMInstance: vmInstanceChart(platform) };

  /** Goes through what Helm, the chart and KubeVirt's admission say of an object; throws their words. */
  const install = async ({ kind, metadata, spec }: Manifest, volumes: readonly string[]) => {
    const chart = charts[kind];
    assertValues(chart.name, spec, chart.schema);
    const release = {
      metadata: { namespace: tenant, name: `${chart.name}-${metadata.name}` },
      spec: { values: { ...spec } },
    };
    await chart.render(clusterWith(volumes), release);
    expect(undeclared(spec, chart.schema)).toEqual([]);
    expect(release.metadata.name.length).toBeLessThanOrEqual(53);
    for (const key of Object.keys(metadata.labels)) expect(key.length).toBeLessThanOrEqual(45);
  };
  const installAll = async (input: CreateInput) => {
    const plan = planOf(input, tenant, catalogue);
    const volumes = [goldenDisk, goldenDisc, ...plan.disks.map(({ metadata }) => metadata.name)];
    expect(new Set(volumes).size).toBe(volumes.length);
    for (const manifest of manifestsOf(plan)) await install(manifest, volumes);
  };

  it("what is in its golden file", async () => {
    for (const input of goldenInputs(era)) await installAll(input);
  });

  it("whatever is chosen", async () => {
    await fc.assert(
      fc.asyncProperty(inputArbitrary(catalogue), async (input) => {
        fc.pre(isAccepted(input, catalogue));
        await installAll(input);
      }),
      { numRuns: 150 },
    );
  });

  it("by its quota either: what the plan says it takes is what its objects take", () => {
    const keys = [
      "requests.cpu",
      "limits.memory",
      "requests.storage",
      "services.loadbalancers",
      "requests.nvidia.com/GA102GL_A10",
    ];
    const local = "local.storageclass.storage.k8s.io/requests.storage";
    fc.assert(
      fc.property(inputArbitrary(catalogue), (input) => {
        fc.pre(isAccepted(input, catalogue));
        const items = [...keys, local].map((key) => ({ key, used: 1, hard: 1 }));
        const { quota, vm, disks } = planOf(input, tenant, catalogue, { items });
        const taken = new Map(quota.map(({ key, before, after }) => [key, after - before]));
        const type = instanceTypeObjects.find(({ metadata }) => metadata.name === vm.spec.instanceType)?.spec;
        const own = vm.spec.resources;
        const power = "running" in vm.spec ? vm.spec.running : vm.spec.runStrategy === "Always";
        const cpu = type?.cpu.guest ?? Number(own?.cpu) * Number(own?.sockets);
        const memory = quantityToNumber(type?.memory.guest ?? own?.memory) ?? 0;
        const bytesOf = (storageClass: RegExp) =>
          disks
            .filter(({ spec }) => storageClass.test(spec.storageClass))
            .reduce((sum, { spec }) => sum + (quantityToNumber(spec.storage) ?? 0), 0);
        expect([...keys, local].map((key) => taken.get(key) ?? 0)).toEqual([
          power ? cpu : 0,
          power ? memory : 0,
          bytesOf(/./),
          vm.spec.external ? 1 : 0,
          power ? (vm.spec.gpus?.length ?? 0) : 0,
          bytesOf(/^local$/),
        ]);
        for (const { after, hard, exceeds } of quota) expect(exceeds).toBe(after > hard);
      }),
      { numRuns: 150 },
    );
  });
});
