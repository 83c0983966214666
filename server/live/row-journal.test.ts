import { expect, it } from "vitest";
import { rowOf } from "#lib/resources/vm/row.fixture.ts";
import { createRowJournal } from "./row-journal.ts";

const names = (journal: ReturnType<typeof createRowJournal>, since: number) => {
  const changes = journal.changesSince(since);
  return changes && { upsert: changes.upsert.map(({ name }) => name), remove: changes.remove };
};

it("tells a follower of any version what became different since, each row once and as it is now", () => {
  const journal = createRowJournal();
  for (const name of ["a", "b", "c"]) journal.take(name, rowOf(name));
  journal.commit();
  journal.take("b", rowOf("b", "stopped"));
  journal.commit();
  journal.take("c", null);
  journal.take("b", rowOf("b", "starting"));
  expect(journal.commit()).toBe(3);
  expect(names(journal, 1)).toEqual({ upsert: ["b"], remove: ["c"] });
  expect(journal.changesSince(1)?.upsert).toEqual([rowOf("b", "starting")]);
  expect(names(journal, 3)).toEqual({ upsert: [], remove: [] });
  expect(journal.sorted().map(({ name }) => name)).toEqual(["a", "b"]);
});

it("takes no row for news that looks as before, and none for gone that never was", () => {
  const journal = createRowJournal();
  expect([journal.take("a", rowOf("a")), journal.take("a", rowOf("a")), journal.take("x", null)]).toEqual([
    true,
    false,
    false,
  ]);
});

it("tells of a machine that went and came again only that it is there", () => {
  const journal = createRowJournal();
  journal.take("a", rowOf("a"));
  journal.commit();
  journal.take("a", null);
  journal.commit();
  journal.take("a", rowOf("a", "starting"));
  journal.commit();
  expect(names(journal, 1)).toEqual({ upsert: ["a"], remove: [] });
  expect(names(journal, 2)).toEqual({ upsert: ["a"], remove: [] });
});

it("knows when it cannot tell: before the first version, of the future, of nonsense, after too many went", () => {
  const journal = createRowJournal(2);
  expect(journal.changesSince(0)).toBeNull();
  for (const name of ["a", "b", "c"]) journal.take(name, rowOf(name));
  journal.commit();
  for (const since of [0, 2, -1, 0.5, Number.NaN]) expect(journal.changesSince(since), String(since)).toBeNull();
  for (const name of ["a", "b", "c"]) {
    journal.take(name, null);
    journal.commit();
  }
  // The first of three is forgotten: who saw it still cannot be told any more.
  expect(names(journal, 1)).toBeNull();
  expect(names(journal, 2)).toEqual({ upsert: [], remove: ["b", "c"] });
});

it("is another epoch each time", () => {
  expect(createRowJournal().epoch).not.toBe(createRowJournal().epoch);
});
