import { describe, expect, it } from "vitest";
import { type Era, eraDialects, eraDocument } from "#lib/resources/dialect/eras.fixture.ts";
import type { Person } from "../auth/person.ts";
import { ProblemError } from "../http/problem-error.ts";
import type { KubePath, ReadOptions } from "./api.ts";
import { createDialectReader } from "./schema.ts";

const personNamed = (name: string): Person => ({
  sessionId: name,
  identity: { issuer: "i", subject: name, name, groups: [] },
  token: async () => name,
  ended: new AbortController().signal,
});
const [ada, vera] = [personNamed("ada"), personNamed("vera")];
const groupVersion = "apis/apps.cozystack.io/v1alpha1";
const minute = 60_000;

type Published = { era: Era | null; hash: string | null };

/** A cluster that publishes an era's schema (null: none), to some people perhaps another one, under a clock. */
const cluster = (first: Era | null) => {
  const state = { era: first, hash: "1" as string | null, now: 0, afterIndex: () => {} };
  const failures = new Map<Person, Error>();
  const others = new Map<Person, Published>();
  const asked: string[] = [];
  const get = async (person: Person, path: KubePath, { query }: ReadOptions = {}): Promise<unknown> => {
    asked.push(`${person.identity.name} ${path.join("/")}${query ? `?${new URLSearchParams(query)}` : ""}`);
    const failure = failures.get(person);
    if (failure) throw failure;
    const { era, hash } = others.get(person) ?? state;
    if (query?.hash && query.hash !== hash) throw new ProblemError("internal");
    const address = `/openapi/v3/${groupVersion}${hash === null ? "" : `?hash=${hash}`}`;
    if (path.length === 2) {
      state.afterIndex();
      return { paths: era ? { [groupVersion]: { serverRelativeURL: address } } : {} };
    }
    return path[0] === "openapi" && era ? eraDocument(era) : { kind: "APIResourceList", resources: [] };
  };
  const { read } = createDialectReader({ get }, () => state.now);
  /** What somebody works with after what they were told became old. */
  const later = async (person: Person, ms = 4 * minute) => {
    state.now += ms;
    await read(person);
    await settled();
    return read(person);
  };
  return { state, failures, others, asked, read, later };
};
/** A refresh happens behind the answer. */
const settled = () => new Promise((resolve) => setImmediate(resolve));
const outage = () => new ProblemError("unavailable", { about: "openapi get" });

describe("the cluster's dialect", () => {
  it("is asked for once by everybody in their own name, and again after some minutes only if its hash changed", async () => {
    const { state, asked, read, later } = cluster("0.38");
    expect(await Promise.all([read(ada), read(ada)])).toEqual([eraDialects["0.38"], eraDialects["0.38"]]);
    expect(asked).toEqual(["ada openapi/v3", `ada openapi/v3/${groupVersion}?hash=1`]);
    expect(await read(vera)).toBe(await read(ada));
    expect(asked.slice(2)).toEqual(["vera openapi/v3"]);
    state.now = 2 * minute;
    await read(ada);
    expect(asked).toHaveLength(3);
    await later(ada);
    expect(asked.slice(3)).toEqual(["ada openapi/v3"]);
  });

  it("follows an upgrade, for each when their own index says so, the document read once for all", async () => {
    const { state, asked, read, later } = cluster("0.38");
    await Promise.all([read(ada), read(vera)]);
    Object.assign(state, { era: "current", hash: "2" });
    asked.length = 0;
    expect(await later(ada)).toEqual(eraDialects.current);
    expect(await read(vera)).toEqual(eraDialects["0.38"]);
    await settled();
    expect(await read(vera)).toEqual(eraDialects.current);
    expect(asked).toEqual(["ada openapi/v3", `ada openapi/v3/${groupVersion}?hash=2`, "vera openapi/v3"]);
  });

  it("P08: is never what another identity was told, at the same time or after it", async () => {
    const { others, read, later } = cluster("current");
    others.set(vera, { era: "0.38", hash: "other" });
    for (const _ of [1, 2]) {
      expect(await Promise.all([read(ada), read(vera)])).toEqual([eraDialects.current, eraDialects["0.38"]]);
      await Promise.all([later(ada), later(vera)]);
    }
  });

  it("P08: is shared by nothing but a hash: a document that has none is read by everybody", async () => {
    const { others, asked, read } = cluster("current");
    for (const [person, era] of [[ada, "current"] as const, [vera, "0.38"] as const]) {
      others.set(person, { era, hash: null });
    }
    expect(await Promise.all([read(ada), read(vera)])).toEqual([eraDialects.current, eraDialects["0.38"]]);
    expect(asked.filter((line) => line.endsWith(groupVersion)).map((line) => line.split(" ")[0])).toEqual([
      "ada",
      "vera",
    ]);
  });

  it("P08: is refused to who is refused it, whatever others know", async () => {
    const { failures, read } = cluster("current");
    failures.set(vera, new ProblemError("forbidden"));
    expect(await read(ada)).toEqual(eraDialects.current);
    await expect(read(vera)).rejects.toThrow("forbidden");
    failures.clear();
    expect(await read(vera)).toEqual(eraDialects.current);
  });

  it("is not guessed during an outage, and asked for again at once", async () => {
    const { failures, read } = cluster("current");
    failures.set(ada, outage());
    await expect(read(ada)).rejects.toThrow("unavailable");
    failures.clear();
    expect(await read(ada)).toEqual(eraDialects.current);
  });

  it("stays what it was during an outage, for who was told it: a newcomer gets the failure", async () => {
    const { state, failures, asked, read, later } = cluster("current");
    await read(ada);
    for (const person of [ada, vera]) failures.set(person, outage());
    for (const _ of [1, 2]) expect(await later(ada)).toEqual(eraDialects.current);
    await expect(read(vera)).rejects.toThrow("unavailable");
    failures.clear();
    Object.assign(state, { era: "0.38", hash: "2" });
    asked.length = 0;
    await later(ada, 14_000);
    expect(asked).toEqual([]);
    expect(await later(ada, 2_000)).toEqual(eraDialects["0.38"]);
  });

  it("stays what it was while the group is missing from the index", async () => {
    const { state, read, later } = cluster("current");
    await read(ada);
    state.era = null;
    expect(await later(ada)).toEqual(eraDialects.current);
  });

  it("is never kept under the hash of another document that came in between", async () => {
    const { state, read, later } = cluster("current");
    state.afterIndex = () => Object.assign(state, { era: "0.38", hash: "2" });
    await expect(read(ada)).rejects.toThrow();
    Object.assign(state, { era: "current", hash: "1", afterIndex: () => {} });
    expect(await read(ada)).toEqual(eraDialects.current);
    expect(await later(vera)).toEqual(eraDialects.current);
  });

  it("is the oldest one where the group is served and nothing of it published", async () => {
    const { asked, read } = cluster(null);
    expect(await read(ada)).toMatchObject({ power: "running", disks: "objects", profiles: null });
    expect(asked).toEqual(["ada openapi/v3", `ada ${groupVersion}`]);
  });

  it("does not suffer from a session that ends meanwhile", async () => {
    const { failures, read } = cluster("current");
    failures.set(ada, new ProblemError("session-ended"));
    const first = read(ada);
    const sameElsewhere = read({ ...ada, sessionId: "another" });
    await expect(first).rejects.toThrow("session-ended");
    expect(await sameElsewhere).toEqual(eraDialects.current);
  });
});
