import { describe, expect, it } from "vitest";
import type { Person } from "../auth/person.ts";
import { ProblemError } from "../http/problem-error.ts";
import type { Kube } from "./api.ts";
import { createTenantReader } from "./tenants.ts";

const personWith = (...groups: string[]): Person => ({
  sessionId: "s",
  identity: { issuer: "i", subject: "ada", name: "ada", groups },
  token: async () => "ada",
  ended: new AbortController().signal,
});

type Review = { spec: { resourceAttributes: { verb: string; resource: string; namespace: string } } };

/** A cluster that lists these tenants, or fails so; `mayList` answers the reviews. */
const cluster = (listed: string[] | Error, mayList: (namespace: string) => boolean = () => true) => {
  const reviewed: string[] = [];
  const kube: Pick<Kube, "get" | "write"> = {
    get: async () => {
      if (listed instanceof Error) throw listed;
      return { items: listed.map((name) => ({ metadata: { name } })) };
    },
    write: async (_person, _method, _path, body) => {
      // Only access reviews are written here.
      const { verb, resource, namespace } = (body as Review).spec.resourceAttributes;
      reviewed.push(`${verb} ${resource} ${namespace}`);
      return { status: { allowed: mayList(namespace) } };
    },
  };
  // Tenants are read by these two alone.
  return { kube: kube as Kube, reviewed };
};
const namesOf = async (kube: Kube, person: Person, configured: string[] = []) =>
  (await createTenantReader(kube, configured)(person)).map(({ namespace }) => namespace);

describe("tenants", () => {
  it("are what the platform lists, and nothing else where it does", async () => {
    const { kube, reviewed } = cluster(["tenant-b", "tenant-a"]);
    expect(await namesOf(kube, personWith("tenant-c-admin"), ["tenant-d"])).toEqual(["tenant-a", "tenant-b"]);
    expect(reviewed).toEqual([]);
    expect(await namesOf(cluster([]).kube, personWith("tenant-c-admin"), ["tenant-d"])).toEqual([]);
  });

  it.each(["not-found", "forbidden"] as const)(
    "come from groups and configuration where the list is %s, each reviewed",
    async (code) => {
      const { kube, reviewed } = cluster(new ProblemError(code), (name) => !["tenant-sold", "tenant-x"].includes(name));
      const person = personWith("tenant-acme-use", "tenant-acme-view", "tenant-sold-admin", "staff");
      expect(await namesOf(kube, person, ["tenant-x", "tenant-globex"])).toEqual(["tenant-acme", "tenant-globex"]);
      expect(reviewed.toSorted()).toEqual([
        "list vminstances tenant-acme",
        "list vminstances tenant-globex",
        "list vminstances tenant-sold",
        "list vminstances tenant-x",
      ]);
    },
  );

  it("are not concluded from an outage", async () => {
    const { kube, reviewed } = cluster(new ProblemError("unavailable"));
    await expect(namesOf(kube, personWith("tenant-acme-use"))).rejects.toThrow("unavailable");
    expect(reviewed).toEqual([]);
  });

  it("are a failure when a review fails: none is left out for want of an answer", async () => {
    const { kube } = cluster(new ProblemError("not-found"));
    const failing: Kube = { ...kube, write: () => Promise.reject(new ProblemError("timeout")) };
    await expect(namesOf(failing, personWith("tenant-acme-use"))).rejects.toThrow("timeout");
  });

  it("are reviewed up to a bound, whatever the token claims", async () => {
    const { kube, reviewed } = cluster(new ProblemError("not-found"));
    await namesOf(kube, personWith(...Array.from({ length: 500 }, (_, index) => `tenant-t${index}-view`)));
    expect(reviewed).toHaveLength(100);
  });
});
