import type { Connection } from "../../api/connection.ts";
import { tenantOf } from "../tenant/view.ts";
import { groupOf, type VmGroup } from "../vm/groups.ts";
import type { VmListView, VmRow } from "../vm/view.ts";

/** One tenant of a fleet: what is known of its list, and how current that is. */
export type FleetTenant = { tenant: string; list: VmListView | null; connection: Connection };

/** What a page itself read of the first tenants; the last one perhaps not whole. */
export type FleetHead = readonly { tenant: string; list: VmListView }[];

/** A machine and where it is; names are unique in a tenant only. */
export type FleetRow = { key: string; tenant: string; tenantName: string; row: VmRow };

/** `partial`: there is a list, and the role may not read some of what it is joined from. `failed`: it is out of date, or there is none. */
export type TenantState = "reading" | "ready" | "partial" | "failed" | "forbidden";

export const tenantStateOf = ({ list, connection }: FleetTenant): TenantState => {
  if (connection.state === "ended") return connection.code === "forbidden" ? "forbidden" : "failed";
  if (connection.state === "stale") return "failed";
  if (!list) return "reading";
  return list.missing.length > 0 ? "partial" : "ready";
};

const fleetSorts = ["tenant", "name", "state", "age"] as const;
export type FleetSort = (typeof fleetSorts)[number];

export type FleetQuery = { text: string; group: VmGroup | null; sort: FleetSort; descending: boolean };

export const plainFleet: FleetQuery = { text: "", group: null, sort: "tenant", descending: false };

/** Reads `?q=web&state=attention&sort=-age`; what it does not know is left out. */
export const readFleetQuery = (get: (name: string) => string | null | undefined): FleetQuery => {
  const sort = get("sort") ?? "";
  const key = fleetSorts.find((known) => known === sort.replace(/^-/, ""));
  const groups: readonly VmGroup[] = ["running", "progress", "stopped", "attention", "unknown"];
  return {
    text: (get("q") ?? "").slice(0, 200),
    group: groups.find((group) => group === get("state")) ?? null,
    sort: key ?? plainFleet.sort,
    descending: key !== undefined && sort.startsWith("-"),
  };
};

/** The opposite of `readFleetQuery`: `""` for the plain fleet. */
export const writeFleetQuery = ({ text, group, sort, descending }: FleetQuery): string => {
  const parameters = new URLSearchParams();
  if (text.trim()) parameters.set("q", text.trim());
  if (group) parameters.set("state", group);
  if (sort !== plainFleet.sort || descending) parameters.set("sort", `${descending ? "-" : ""}${sort}`);
  const written = parameters.toString();
  return written && `?${written}`;
};

/** Sorts like people count, by plain comparison: a collator takes a tenth of a second for 5,000 names. */
const inOrder = (name: string): string => name.replace(/\d+/g, (digits) => digits.padStart(10, "0"));

/** Tenants as a plain fleet has them. */
export const inFleetOrder = (tenants: readonly string[]): string[] =>
  tenants.toSorted((one, other) => compare(inOrder(one), inOrder(other)));

type Prepared = { shown: FleetRow; words: string; tenant: string; name: string; state: number; youth: number };
/** One tenant's machines by name, and how many of each state. */
type PreparedList = { tenant: string; rows: readonly Prepared[]; counts: Record<VmGroup, number> };

const stateOrder: readonly VmGroup[] = ["attention", "unknown", "progress", "running", "stopped"];
const nothing = {
  running: 0,
  progress: 0,
  stopped: 0,
  attention: 0,
  unknown: 0,
} as const satisfies FleetShown["counts"];

// A row never changes in place, nor does a list: what is made of them is made once, however often one types and however many tenants come after.
const known = new WeakMap<VmRow, Prepared>();
const lists = new WeakMap<VmListView, PreparedList>();

const prepare = (tenant: string, row: VmRow): Prepared => {
  const before = known.get(row);
  if (before?.shown.tenant === tenant) return before;
  const { name, addresses, os, size } = row;
  const words = [name, tenant, addresses.public, addresses.private, os.label, size.type, ...row.labels];
  const made = {
    shown: { key: `${tenant}/${name}`, tenant, tenantName: tenantOf(tenant).name, row },
    words: words.join("\n").toLowerCase(),
    tenant: inOrder(tenant),
    name: inOrder(name),
    state: stateOrder.indexOf(groupOf(row.state)),
    // The youngest has the smallest age.
    youth: -Date.parse(row.createdAt),
  };
  known.set(row, made);
  return made;
};

const prepareList = (tenant: string, list: VmListView): PreparedList => {
  const before = lists.get(list);
  if (before) return before;
  const rows = list.rows.map((row) => prepare(tenant, row)).sort((one, other) => compare(one.name, other.name));
  const counts = { ...nothing };
  for (const { row } of rows.map(({ shown }) => shown)) counts[groupOf(row.state)] += 1;
  const made = { tenant: inOrder(tenant), rows, counts };
  lists.set(list, made);
  return made;
};

const sortedBy = { tenant: "tenant", name: "name", state: "state", age: "youth" } as const;

const compare = (one: string | number, other: string | number): number => (one < other ? -1 : one > other ? 1 : 0);

export type FleetShown = {
  /** What matches, in order. */
  rows: FleetRow[];
  total: number;
  /** Of all machines, whatever is searched. */
  counts: Record<VmGroup, number>;
};

/** Filters and sorts the machines of all tenants at once; by tenant, only the tenants are put in order. */
export const showFleet = (
  tenants: readonly FleetTenant[],
  { text, group, sort, descending }: FleetQuery,
): FleetShown => {
  const direction = descending ? -1 : 1;
  const byTenant = sort === "tenant" ? direction : 1;
  const prepared = tenants
    .flatMap(({ tenant, list }) => (list ? prepareList(tenant, list) : []))
    .sort((one, other) => byTenant * compare(one.tenant, other.tenant));
  const counts: FleetShown["counts"] = { ...nothing };
  for (const list of prepared) for (const each of stateOrder) counts[each] += list.counts[each];
  const wanted = text.toLowerCase().split(/\s+/).filter(Boolean);
  const at = group && stateOrder.indexOf(group);
  const found = prepared.flatMap(({ rows }) =>
    rows.filter(({ words, state }) => (at === null || state === at) && wanted.every((word) => words.includes(word))),
  );
  const by = sortedBy[sort];
  // Equal ones stay as they are: by tenant, then by name.
  if (sort !== "tenant") found.sort((one, other) => direction * compare(one[by], other[by]));
  const total = prepared.reduce((sum, { rows }) => sum + rows.length, 0);
  return { rows: found.map(({ shown }) => shown), total, counts };
};
