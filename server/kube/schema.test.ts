import { describe, expect, it } from "vitest";
import { type Era, eraDialects, eraDocument } from "#lib/resources/dialect/eras.fixture.ts";
import type { Person } from "../auth/person.ts";
import { ProblemError } from "../http/problem-error.ts";
import type { KubePath } from "./api.ts";
import { createDialectReader } from "./schema.ts";

const personNamed = (name: string): Person => ({
  sessionId: name,
  identity: { issuer: "i", subject: name, name, groups: [] },
  token: async () => name,
  ended: new AbortController().signal,
});
const ada = personNamed("ada");
const groupVersion = "apis/apps.cozystack.io/v1alpha1";
const minute = 60_000;

/** A cluster that publishes an era's schema (null: none), under a clock. */
const cluster = (first: Era | null) => {
  const state = { era: first, hash: "1", now: 0, failure: null as Error | null };
  const asked: string[] = [];
  const get = async (_person: Person, path: KubePath): Promise<unknown> => {
    asked.push(path.join("/"));
    if (state.failure) throw state.failure;
    const { era, hash } = state;
    const published = { [groupVersion]: { serverRelativeURL: `/openapi/v3/${groupVersion}?hash=${hash}` } };
    if (path.length === 2) return { paths: era ? published : {} };
    return path[0] === "openapi" && era ? eraDocument(era) : { kind: "APIResourceList", resources: [] };
  };
  return { state, asked, reader: createDialectReader({ get }, () => state.now) };
};
/** A refresh happens behind the answer. */
const settled = () => new Promise((resolve) => setImmediate(resolve));
const outage = () => new ProblemError("unavailable", { about: "openapi get" });

describe("the cluster's dialect", () => {
  it("is read once for everybody, and again after some minutes only if its hash changed", async () => {
    const { state, asked, reader } = cluster("0.38");
    expect(reader.known).toBeNull();
    const [mine, theirs] = await Promise.all([reader.read(ada), reader.read(personNamed("vera"))]);
    expect(mine).toEqual(eraDialects["0.38"]);
    expect(theirs).toBe(mine);
    expect(asked).toEqual(["openapi/v3", `openapi/v3/${groupVersion}`]);
    state.now = 2 * minute;
    await reader.read(ada);
    expect(asked).toHaveLength(2);

    state.now = 4 * minute;
    expect(await reader.read(ada)).toBe(mine);
    await settled();
    expect(asked.slice(2)).toEqual(["openapi/v3"]);
  });

  it("follows an upgrade", async () => {
    const { state, reader } = cluster("0.38");
    await reader.read(ada);
    Object.assign(state, { era: "current", hash: "2", now: 4 * minute });
    await reader.read(ada);
    await settled();
    expect(reader.known).toEqual(eraDialects.current);
  });

  it("is not guessed during an outage, and asked for again at once", async () => {
    const { state, reader } = cluster("current");
    state.failure = outage();
    await expect(reader.read(ada)).rejects.toThrow("unavailable");
    expect(reader.known).toBeNull();
    state.failure = null;
    expect(await reader.read(ada)).toEqual(eraDialects.current);
  });

  it("stays what it was during an outage, and while the group is missing from the index", async () => {
    const { state, reader } = cluster("current");
    await reader.read(ada);
    Object.assign(state, { failure: outage(), now: 4 * minute });
    expect(await reader.read(ada)).toEqual(eraDialects.current);
    await settled();
    Object.assign(state, { failure: null, era: null, now: 8 * minute });
    await reader.read(ada);
    await settled();
    expect(reader.known).toEqual(eraDialects.current);
  });

  it("is the oldest one where the group is served and nothing of it published", async () => {
    const { asked, reader } = cluster(null);
    expect(await reader.read(ada)).toMatchObject({ power: "running", disks: "objects", profiles: null });
    expect(asked).toEqual(["openapi/v3", groupVersion]);
  });

  it("does not suffer from another person's session that ends meanwhile", async () => {
    const { state, reader } = cluster("current");
    state.failure = new ProblemError("session-ended");
    const first = reader.read(ada);
    const second = reader.read(personNamed("vera"));
    state.failure = null;
    await expect(first).rejects.toThrow("session-ended");
    expect(await second).toEqual(eraDialects.current);
  });
});
