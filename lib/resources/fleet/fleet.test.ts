import { describe, expect, it } from "vitest";
import type { Connection } from "../../api/connection.ts";
import { rowOf } from "../vm/row.fixture.ts";
import type { VmRow } from "../vm/view.ts";
import { type FleetTenant, plainFleet, readFleetQuery, showFleet, tenantStateOf, writeFleetQuery } from "./fleet.ts";

const tenantWith = (tenant: string, rows: VmRow[] | null, connection: Partial<Connection> = {}): FleetTenant => ({
  tenant,
  list: rows && { rows, missing: [], asOf: "t", epoch: "e", version: 1 },
  connection: { state: "polling", since: "t", ...connection },
});
const fleet = [
  tenantWith("tenant-globex", [rowOf("web"), { ...rowOf("db"), addresses: { public: null, private: "10.1.2.3" } }]),
  tenantWith("tenant-acme", [rowOf("web", "stopped"), rowOf("web-10"), rowOf("web-9", "attention")]),
  tenantWith("tenant-new", null),
];
const shown = (part: Partial<typeof plainFleet>) =>
  showFleet(fleet, { ...plainFleet, ...part }).rows.map(({ key }) => key.replace("tenant-", ""));

describe("the machines of all tenants", () => {
  it("stand by tenant, then by name; the same name in two tenants is two machines", () => {
    expect(shown({})).toEqual(["acme/web", "acme/web-9", "acme/web-10", "globex/db", "globex/web"]);
    expect(shown({ descending: true })[0]).toBe("globex/db");
    expect(shown({ sort: "name" }).slice(0, 3)).toEqual(["globex/db", "acme/web", "globex/web"]);
    expect(shown({ sort: "state" })[0]).toBe("acme/web-9");
  });

  it("are found by name, tenant, address, all words together", () => {
    expect(shown({ text: "GLOBEX web" })).toEqual(["globex/web"]);
    expect(shown({ text: "10.1.2" })).toEqual(["globex/db"]);
    expect(shown({ text: "nothing" })).toEqual([]);
    expect(shown({ group: "attention" })).toEqual(["acme/web-9"]);
  });

  it("are counted whatever is searched", () => {
    const { total, counts } = showFleet(fleet, { ...plainFleet, text: "db" });
    expect([total, counts]).toEqual([5, { running: 3, progress: 0, stopped: 1, attention: 1, unknown: 0 }]);
  });

  it("stand by tenant and name also among equals of another order, and where tenants come in any", () => {
    expect(shown({ sort: "state", descending: true })).toEqual([
      "acme/web",
      "acme/web-10",
      "globex/db",
      "globex/web",
      "acme/web-9",
    ]);
    const turned = showFleet(fleet.toReversed(), plainFleet).rows.map(({ key }) => key.replace("tenant-", ""));
    expect(turned).toEqual(shown({}));
  });

  it("stay the same objects however they are sorted, so that only what changed is drawn again", () => {
    const before = showFleet(fleet, plainFleet).rows;
    expect(showFleet(fleet, { ...plainFleet, sort: "name" }).rows.every((row) => before.includes(row))).toBe(true);
  });
});

it.each([
  ["reading", tenantWith("tenant-a", null, { state: "connecting" })],
  ["ready", tenantWith("tenant-a", [])],
  ["ready", tenantWith("tenant-a", [], { state: "live" })],
  ["failed", tenantWith("tenant-a", [], { state: "stale", where: "cluster" })],
  ["failed", tenantWith("tenant-a", null, { state: "stale" })],
  ["forbidden", tenantWith("tenant-a", null, { state: "ended", code: "forbidden" })],
  ["failed", tenantWith("tenant-a", [], { state: "ended", code: "session-ended" })],
] as const)("a tenant is %s", (state, tenant) => expect(tenantStateOf(tenant)).toBe(state));

it("a tenant of which the role may not read everything is partial", () => {
  const tenant = tenantWith("tenant-a", []);
  if (tenant.list) tenant.list.missing = [{ source: "pods", code: "forbidden" }];
  expect(tenantStateOf(tenant)).toBe("partial");
});

it("the query is in the address, and what it does not know is left out", () => {
  const read = (search: string) => readFleetQuery((name) => new URLSearchParams(search).get(name));
  for (const search of ["", "?q=web", "?q=a+b&state=attention&sort=-age"])
    expect(writeFleetQuery(read(search))).toBe(search);
  expect(read("?state=odd&sort=-odd&q=")).toEqual(plainFleet);
});
