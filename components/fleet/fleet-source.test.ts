import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { encodeTable } from "#lib/api/row-encoder.ts";
import type { StreamEvent } from "#lib/api/stream-events.ts";
import type { FromHub, ToHub } from "#lib/api/stream-port.ts";
import type { FleetHead } from "#lib/resources/fleet/fleet.ts";
import { rowOf } from "#lib/resources/vm/row.fixture.ts";
import { createFleetSource } from "./fleet-source.ts";

const tenants = ["tenant-a", "tenant-b", "tenant-c"];

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("addEventListener", () => {});
  vi.stubGlobal("removeEventListener", () => {});
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A source whose hub the test plays. */
const start = (first: FleetHead = []) => {
  const sent: ToHub[] = [];
  let tell = (_: FromHub) => {};
  let isClosed = false;
  const source = createFleetSource(tenants, first, (to) => {
    tell = to;
    return {
      send: (message) => sent.push(message),
      close: () => {
        isClosed = true;
      },
    };
  });
  let drawn = 0;
  const leave = source.subscribe(() => {
    drawn += 1;
  });
  const said = (event: StreamEvent & { tenant: string }) =>
    tell({ tenant: event.tenant, event: JSON.stringify(event) });
  const list = (tenant: string, version: number, ...names: string[]) =>
    said({
      ...{ type: "snapshot", tenant, epoch: "e", version, asOf: "t", missing: [] },
      rows: encodeTable(names.map((name) => rowOf(name))),
    });
  return {
    ...{ source, sent, leave, list, said },
    tell: (message: FromHub) => tell(message),
    drawn: () => drawn,
    isClosed: () => isClosed,
    names: () => source.getSnapshot().map(({ list: known }) => known?.rows.map(({ name }) => name) ?? null),
  };
};

it("glances at every tenant and draws what many of them say at once, once", () => {
  const { sent, list, drawn, names } = start();
  expect(sent).toEqual(tenants.map((tenant) => ({ do: "glance", tenant })));
  for (const tenant of tenants) list(tenant, 1, `of-${tenant}`);
  expect([drawn(), names()]).toEqual([0, [null, null, null]]);
  vi.advanceTimersByTime(250);
  expect([drawn(), names()]).toEqual([1, tenants.map((tenant) => [`of-${tenant}`])]);
});

it("has what came with the page until the stream tells, which may be less", () => {
  const view = { rows: [rowOf("came"), rowOf("gone")], missing: [], asOf: "t", epoch: "e", version: 1 };
  const { source, said, list, names } = start([{ tenant: "tenant-b", list: view }]);
  expect(names()).toEqual([null, ["came", "gone"], null]);
  said({ type: "tasks", tenant: "tenant-b", tasks: [] });
  vi.advanceTimersByTime(250);
  expect(names()[1]).toEqual(["came", "gone"]);
  list("tenant-b", 2, "came");
  vi.advanceTimersByTime(250);
  expect(names()[1]).toEqual(["came"]);
  expect(source.getFirst()[1]?.list?.rows).toHaveLength(2);
});

it("follows the tenants that one looks at, and lets the others go", () => {
  const { source, sent } = start();
  sent.length = 0;
  source.follow(new Set(["tenant-a", "tenant-b"]));
  source.follow(new Set(["tenant-b", "tenant-c"]));
  expect(sent).toEqual([
    { do: "watch", tenant: "tenant-a" },
    { do: "watch", tenant: "tenant-b" },
    { do: "watch", tenant: "tenant-c" },
    { do: "glance", tenant: "tenant-a" },
  ]);
});

it("keeps the rows of a tenant that fails, and asks for everything again where something was missed", () => {
  const { source, sent, list, tell, said, names } = start();
  list("tenant-a", 1, "web");
  tell({ tenant: "tenant-a", connection: { state: "stale", since: "t" } });
  vi.advanceTimersByTime(250);
  expect([names()[0], source.getSnapshot()[0]?.connection.state]).toEqual([["web"], "stale"]);
  sent.length = 0;
  const head = { tenant: "tenant-a", epoch: "e", version: 9, asOf: "t", missing: [] };
  said({ type: "delta", ...head, since: 8, upsert: encodeTable([]), remove: ["web"] });
  expect(sent).toEqual([
    { do: "leave", tenant: "tenant-a" },
    { do: "glance", tenant: "tenant-a" },
  ]);
  tell({ tenant: "tenant-elsewhere", connection: { state: "live", since: "t" } });
  expect(source.getSnapshot()).toHaveLength(3);
});

it("closes its line with the last who looks, unless somebody comes in the same turn", async () => {
  const { source, leave, isClosed } = start();
  leave();
  const again = source.subscribe(() => {});
  await Promise.resolve();
  expect(isClosed()).toBe(false);
  again();
  await Promise.resolve();
  expect(isClosed()).toBe(true);
});
