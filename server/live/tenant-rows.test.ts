import { expect, it } from "vitest";
import { nothingElseRead, type VmFacts } from "#lib/resources/vm/facts.ts";
import { normalise } from "#lib/resources/vm/normalise.ts";
import { projectRow } from "#lib/resources/vm/project.ts";
import { vmInstanceSchema } from "#lib/resources/vm/schema.ts";
import { createTenantRows } from "./tenant-rows.ts";

const factsOf = (name: string, runStrategy: string): VmFacts => ({
  instance: normalise(vmInstanceSchema.parse({ metadata: { name }, spec: { runStrategy } }), null),
  ...nothingElseRead,
});

it("projects the machines it is told of and no other, and makes a version only of what looks different", () => {
  const strategies = new Map(Array.from({ length: 5_000 }, (_, at) => [`vm-${at}`, "Halted"]));
  const projected: string[] = [];
  const rows = createTenantRows(
    (name) => (strategies.has(name) ? factsOf(name, strategies.get(name) ?? "") : null),
    (facts) => {
      projected.push(facts.instance.metadata.name);
      return projectRow(facts);
    },
  );
  expect(rows.recompute(strategies.keys()).upsert).toHaveLength(5_000);
  expect(projected.splice(0)).toHaveLength(5_000);
  strategies.set("vm-7", "Always");
  strategies.delete("vm-8");
  const { upsert, remove } = rows.recompute(["vm-7", "vm-8", "vm-9", "never-there"]);
  expect(projected).toEqual(["vm-7", "vm-9"]);
  expect([upsert.map(({ name }) => name), remove]).toEqual([["vm-7"], ["vm-8"]]);
});
