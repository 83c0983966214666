import { describe, expect, it } from "vitest";
import { type Filter, filterTest } from "./list-filter.ts";
import { rowOf } from "./row.fixture.ts";
import type { VmRow } from "./view.ts";

const rows: VmRow[] = [
  {
    ...rowOf("web"),
    os: { family: "ubuntu", label: "Ubuntu 24.04 LTS" },
    labels: ["env=prod", "tier=web"],
    addresses: { public: "203.0.113.7", private: "10.0.0.1" },
    exposure: { kind: "ports", ports: [443] },
  },
  { ...rowOf("db", "stopped"), os: { family: "debian", label: "Debian 13" }, labels: ["env=prod"] },
  { ...rowOf("odd", "paused"), size: { type: "", cpu: 3, memoryBytes: 1 }, labels: ["env=", "envy=prod"] },
  { ...rowOf("leaving"), deleting: true, exposure: { kind: "whole" } },
];
const matching = (...filters: [Filter["field"], string][]) =>
  rows.filter(filterTest(filters.map(([field, value]) => ({ field, value })))).map(({ name }) => name);

describe("filters", () => {
  it.each<[string, [Filter["field"], string][], string[]]>([
    ["none wants all", [], ["web", "db", "odd", "leaving"]],
    ["a status", [["status", "paused"]], ["odd"]],
    ["being deleted is a status of its own", [["status", "running"]], ["web"]],
    ["and can be asked for", [["status", "deleting"]], ["leaving"]],
    ["a family", [["os", "ubuntu"]], ["web", "odd", "leaving"]],
    ["one release", [["os", "Debian 13"]], ["db"]],
    ["a size without a type", [["type", "custom"]], ["odd"]],
    ["exposure", [["exposure", "whole"]], ["leaving"]],
    ["a public address", [["ip", "yes"]], ["web"]],
    ["a label with its value", [["label", "env=prod"]], ["web", "db"]],
    ["an empty value is a value", [["label", "env="]], ["odd"]],
    ["a key alone, not what only begins like it", [["label", "env"]], ["web", "db", "odd"]],
    ["an unknown value wants nothing", [["exposure", "secret"]], []],
  ])("%s", (_what, filters, expected) => expect(matching(...filters)).toEqual(expected));

  it("means any of one field and all fields together", () => {
    expect(matching(["status", "stopped"], ["status", "paused"])).toEqual(["db", "odd"]);
    expect(matching(["status", "stopped"], ["status", "paused"], ["os", "ubuntu"])).toEqual(["odd"]);
  });

  it("means any of one label's values and all labels together", () => {
    expect(matching(["label", "env=prod"], ["label", "env="])).toEqual(["web", "db", "odd"]);
    expect(matching(["label", "env=prod"], ["label", "tier=web"])).toEqual(["web"]);
  });
});
