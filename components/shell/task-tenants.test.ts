import { beforeEach, expect, it, vi } from "vitest";
import { noteTaskTenant, readTaskTenants } from "./task-tenants.ts";

const kept = new Map<string, string>();
const page = { documentElement: { dataset: { scope: "ada" } } };
beforeEach(() => {
  kept.clear();
  page.documentElement.dataset.scope = "ada";
  vi.stubGlobal("document", page);
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  });
});

it("keeps where something is under way, the newest first, until nothing is", () => {
  noteTaskTenant("tenant-a", true);
  noteTaskTenant("tenant-b", true);
  noteTaskTenant("tenant-a", true);
  expect(readTaskTenants()).toEqual(["tenant-b", "tenant-a"]);
  noteTaskTenant("tenant-b", false);
  noteTaskTenant("tenant-c", false);
  expect(readTaskTenants()).toEqual(["tenant-a"]);
  noteTaskTenant("tenant-a", false);
  expect([readTaskTenants(), kept.size]).toEqual([[], 0]);
});

it("C06: tells nobody else where somebody was at work", () => {
  noteTaskTenant("tenant-a", true);
  page.documentElement.dataset.scope = "omar";
  expect(readTaskTenants()).toEqual([]);
  noteTaskTenant("tenant-b", true);
  expect(readTaskTenants()).toEqual(["tenant-b"]);
});

it.each([
  ["no JSON", "{"],
  ["nothing", "null"],
  ["another shape", '{"scope":"ada","tenants":[1,{}]}'],
])("takes %s for none", (_what, text) => {
  kept.set("porthole-task-tenants", text);
  expect(readTaskTenants()).toEqual([]);
});

it("keeps few", () => {
  for (const name of ["a", "b", "c", "d", "e", "f"]) noteTaskTenant(`tenant-${name}`, true);
  expect(readTaskTenants()).toHaveLength(4);
});
