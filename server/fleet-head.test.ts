import { expect, it } from "vitest";
import type { Glance } from "#lib/api/problem.ts";
import { rowOf } from "#lib/resources/vm/row.fixture.ts";
import type { VmListView } from "#lib/resources/vm/view.ts";
import { readFleetHead } from "./fleet-head.ts";

const listOf = (tenant: string, count: number): Glance<VmListView> => {
  const rows = Array.from({ length: count }, (_, n) => rowOf(`${tenant}-${n}`));
  return { state: "ready", data: { rows, missing: [], asOf: "t", epoch: "e", version: 1 } };
};
const failed: Glance<VmListView> = {
  state: "failed",
  problem: { type: "about:blank", status: 503, code: "unavailable" },
};

/** Tenants that answer so; notes which were asked, and how many at once. */
const read = async (answers: Record<string, Glance<VmListView>>) => {
  const asked: string[] = [];
  let under = 0;
  let most = 0;
  const head = await readFleetHead(Object.keys(answers), async (tenant) => {
    asked.push(tenant);
    most = Math.max(most, ++under);
    await Promise.resolve();
    under -= 1;
    return answers[tenant] ?? failed;
  });
  return { asked: asked.length, most, counts: head.map(({ tenant, list }) => `${tenant} ${list.rows.length}`) };
};
const many = (count: number, answer: (tenant: string) => Glance<VmListView>) =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [`t${n}`, answer(`t${n}`)]));

it("opens tenants a few at a time, and no more than fill a screen", async () => {
  expect(await read(many(200, (tenant) => listOf(tenant, 25)))).toEqual({
    asked: 4,
    most: 4,
    counts: ["t0 25", "t1 15"],
  });
  expect(await read(many(200, (tenant) => listOf(tenant, 1)))).toMatchObject({ asked: 40, most: 4 });
});

it("goes past what has no machine or cannot be read, and stops at what takes too long", async () => {
  const answers = { a: listOf("a", 2), b: failed, c: listOf("c", 0), d: listOf("d", 1), e: listOf("e", 1) };
  expect((await read(answers)).counts).toEqual(["a 2", "c 0", "d 1", "e 1"]);
  expect((await read({ ...answers, c: { state: "pending" } })).counts).toEqual(["a 2"]);
});
