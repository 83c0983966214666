import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { parse } from "yaml";
import * as z from "zod";
import { goldenDisc, goldenDisk, goldenTenant } from "#lib/create/golden.fixture.ts";
import { eras } from "#lib/resources/dialect/eras.fixture.ts";
import { startInProcess } from "#server/demo/in-process.ts";
import { groups, startTenant, type Tenant } from "./testing-tenant.ts";

const goldenSchema = z.record(
  z.string(),
  z.array(z.object({ kind: z.string(), name: z.string(), spec: z.looseObject({}) })),
);
const listSchema = z.object({
  items: z.array(
    z.object({
      metadata: z.object({ name: z.string() }),
      status: z.object({
        conditions: z.array(z.object({ type: z.string(), status: z.string(), message: z.string() })).default([]),
      }),
    }),
  ),
});
const plurals: Readonly<Record<string, string>> = { VMDisk: "vmdisks", VMInstance: "vminstances" };

/** Booting forty guests shows nothing more. */
const halted = (spec: object): object => ({
  ...spec,
  ...("running" in spec && { running: false }),
  ...("runStrategy" in spec && { runStrategy: "Halted" }),
});

/** What became of each object's release: "True", or why not. */
const readiness = async (demo: Tenant, plural: string): Promise<Map<string, string>> => {
  const path = ["apis", "apps.cozystack.io", "v1alpha1", "namespaces", goldenTenant, plural] as const;
  const { items } = listSchema.parse(await demo.services.kube.get(await demo.personOf("root"), path));
  return new Map(
    items.map(({ metadata, status }) => {
      const ready = status.conditions.find(({ type }) => type === "Ready");
      return [metadata.name, ready?.status === "True" ? "True" : (ready?.message ?? "nothing said")];
    }),
  );
};

it.each(eras)(
  "a platform of the era %s accepts the golden manifests of its dialect",
  async (era) => {
    const file = new URL(`../../lib/create/golden/${era}.yaml`, import.meta.url);
    const golden = Object.entries(goldenSchema.parse(parse(readFileSync(file, "utf8"))));
    const cases = golden.flatMap(([, sent]) => sent);
    const demo = await startTenant(await startInProcess({ era, groups }));
    try {
      await demo.write("tenant-root", "tenants", "Tenant", goldenTenant.replace("tenant-", ""), {});
      const root = await demo.personOf("root");
      await expect
        .poll(() => demo.services.kube.get(root, ["api", "v1", "namespaces", goldenTenant]).catch(() => null))
        .toBeTruthy();
      const spec = { storage: "10Gi", storageClass: "replicated" };
      const shared = [
        { kind: "VMDisk", name: goldenDisk, spec },
        { kind: "VMDisk", name: goldenDisc, spec: { ...spec, optical: true } },
      ];
      for (const kind of ["VMDisk", "VMInstance"]) {
        const sent = [...(kind === "VMDisk" ? shared : []), ...cases.filter((one) => one.kind === kind)];
        for (const { name, spec } of sent)
          await demo.write(goldenTenant, plurals[kind] ?? "", kind, name, halted(spec));
        await expect
          .poll(() => readiness(demo, plurals[kind] ?? ""), { timeout: 60_000 })
          .toEqual(new Map(sent.map(({ name }) => [name, "True"])));
      }
    } finally {
      await demo.dispose();
    }
  },
  120_000,
);
