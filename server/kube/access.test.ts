import { describe, expect, it } from "vitest";
import type { Person } from "../auth/person.ts";
import { ProblemError } from "../http/problem-error.ts";
import { createAccessReader } from "./access.ts";
import type { Kube } from "./api.ts";

type Review = {
  spec: { resourceAttributes: { verb: string; resource: string; subresource?: string; namespace: string } };
};

const personNamed = (name: string, groups: string[] = []): Person => ({
  sessionId: name,
  identity: { issuer: "i", subject: name, name, groups },
  token: async () => name,
  ended: new AbortController().signal,
});
const ada = personNamed("ada");

/** A cluster that answers reviews; `allows` sees `verb resource/subresource`. */
const cluster = (allows: (right: string) => boolean) => {
  const asked: { by: string; right: string; namespace: string }[] = [];
  const kube: Pick<Kube, "write"> = {
    write: async (person, _method, _path, body) => {
      // Only access reviews are written here.
      const { verb, resource, subresource, namespace } = (body as Review).spec.resourceAttributes;
      const right = `${verb} ${resource}${subresource ? `/${subresource}` : ""}`;
      asked.push({ by: person.identity.name, right, namespace });
      return { status: { allowed: allows(right) } };
    },
  };
  // The reader writes reviews and nothing else.
  return { asked, kube: kube as Kube };
};

describe("access", () => {
  it.each([
    ["admin", () => true],
    ["use", (right: string) => /^list vminstances$|^get .*\/(vnc|console)$|^update virtualmachines\//.test(right)],
    ["view", (right: string) => right === "list vminstances"],
    ["none", () => false],
  ] as const)("concludes the level %s from what the cluster allows", async (level, allows) => {
    const view = await createAccessReader(cluster(allows).kube)(ada, "tenant-acme");
    expect(view).toMatchObject({ tenant: "tenant-acme", level });
    expect(view.vms.vnc).toBe(level === "admin" || level === "use");
    expect(view.vms.readStatus).toBe(level === "admin");
  });

  it("is remembered half a minute per identity and tenant, groups included, and never for another person", async () => {
    const clock = { now: 0 };
    const { asked, kube } = cluster(() => true);
    const access = createAccessReader(kube, () => clock.now);
    await access(ada, "tenant-acme");
    const rights = asked.length;
    await access(personNamed("ada"), "tenant-acme");
    expect(asked).toHaveLength(rights);
    await access(ada, "tenant-globex");
    await access(personNamed("ada", ["more"]), "tenant-acme");
    await access(personNamed("omar"), "tenant-acme");
    expect(asked).toHaveLength(4 * rights);
    clock.now = 30_000;
    await access(ada, "tenant-acme");
    expect(asked).toHaveLength(5 * rights);
  });

  it("is never guessed: a failed review fails all, and is asked again", async () => {
    let isAway = true;
    const { kube } = cluster(() => {
      if (isAway) throw new ProblemError("unavailable");
      return true;
    });
    const access = createAccessReader(kube);
    await expect(access(ada, "tenant-acme")).rejects.toThrow("unavailable");
    isAway = false;
    expect((await access(ada, "tenant-acme")).level).toBe("admin");
  });
});
