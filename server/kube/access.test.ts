import { describe, expect, it } from "vitest";
import { type Right, rights } from "#lib/access/rights.ts";
import type { ResourceRule } from "#lib/access/rules.ts";
import type { Person } from "../auth/person.ts";
import { ProblemError } from "../http/problem-error.ts";
import { createAccessReader, reviewVmRight, vmAccess } from "./access.ts";
import type { Kube } from "./api.ts";

type Review = {
  kind: "SelfSubjectAccessReview" | "SelfSubjectRulesReview";
  spec: { namespace?: string; resourceAttributes?: { verb: string; resource: string; subresource?: string } };
};

const personNamed = (name: string, groups: string[] = []): Person => ({
  sessionId: name,
  identity: { issuer: "i", subject: name, name, groups },
  token: async () => name,
  ended: new AbortController().signal,
});
const ada = personNamed("ada");

const grant = (...held: Right[]): ResourceRule[] =>
  held.flatMap((right) =>
    rights[right].asks.map(({ verb, group, resource, subresource }) => ({
      verbs: [verb],
      apiGroups: [group],
      resources: [subresource ? `${resource}/${subresource}` : resource],
      resourceNames: [],
    })),
  );

type Answers = {
  rules: () => readonly Partial<ResourceRule>[];
  incomplete?: boolean;
  /** `verb resource/subresource` of an access review. */
  allows?: (right: string) => boolean;
};

/** A cluster that answers reviews and nothing else. */
const cluster = ({ rules, incomplete = false, allows = () => false }: Answers) => {
  const asked: { by: string; kind: Review["kind"]; about: string }[] = [];
  const kube: Pick<Kube, "write"> = {
    write: async (person, _method, _path, body) => {
      // Only reviews are written here.
      const { kind, spec } = body as Review;
      const { verb, resource, subresource } = spec.resourceAttributes ?? {};
      const about = verb ? `${verb} ${resource}${subresource ? `/${subresource}` : ""}` : (spec.namespace ?? "");
      asked.push({ by: person.identity.name, kind, about });
      return kind === "SelfSubjectRulesReview"
        ? { status: { resourceRules: rules(), nonResourceRules: [], incomplete } }
        : { status: { allowed: allows(about) } };
    },
  };
  // The reader posts reviews and nothing else.
  return { asked, kube: kube as Kube };
};

const view: Right[] = ["list", "listDisks", "readEvents", "readAddresses", "readPods", "readQuota"];
const use: Right[] = [...view, "vnc", "serial", "portForward", "start", "stop", "restart"];
const admin: Right[] = [...use, "readStatus", "create", "update", "delete", "createDisk", "updateDisk", "deleteDisk"];

describe("access", () => {
  it.each([
    ["super-admin", [...admin, "createTenant"]],
    ["admin", admin],
    ["admin", admin.filter((right) => !["start", "stop", "restart"].includes(right))],
    ["use", use],
    ["use", [...use, "readStatus", "pause"]],
    ["view", view],
    ["view", [...view, "vnc"]],
    ["custom", ["vnc", "list"]],
    ["custom", ["pause"]],
    ["none", []],
  ] as const)("is of level %s from the rules, by one review", async (level, held) => {
    const { asked, kube } = cluster({ rules: () => grant(...held) });
    const found = await vmAccess(kube, ada, "tenant-acme");
    expect(found).toMatchObject({ tenant: "tenant-acme", level, named: {} });
    for (const right of held) expect(found.vms[right], right).toBe(true);
    expect(Object.values(found.vms).filter(Boolean)).toHaveLength(held.length);
    expect(asked).toEqual([{ by: "ada", kind: "SelfSubjectRulesReview", about: "tenant-acme" }]);
  });

  it("understands rules whose lists are missing or null", async () => {
    const rules = [{ verbs: ["*"] }, { verbs: ["get"], apiGroups: ["*"] }] as Partial<ResourceRule>[];
    expect((await vmAccess(cluster({ rules: () => rules }).kube, ada, "tenant-acme")).level).toBe("none");
    const kube = { write: async () => ({ status: { resourceRules: null, incomplete: false } }) };
    // The reader posts reviews and nothing else.
    expect((await vmAccess(kube as unknown as Kube, ada, "tenant-acme")).level).toBe("none");
  });

  it("where the rules are incomplete, is asked for each right that they do not name", async () => {
    const { asked, kube } = cluster({
      rules: () => grant("list", "vnc"),
      incomplete: true,
      allows: (right) => right === "update virtualmachines/start",
    });
    const { vms } = await vmAccess(kube, ada, "tenant-acme");
    expect(vms).toMatchObject({ list: true, vnc: true, start: true, stop: false, create: false });
    const reviewed = asked.filter(({ kind }) => kind === "SelfSubjectAccessReview").map(({ about }) => about);
    expect(reviewed).toContain("create vminstances");
    expect(reviewed).not.toContain("list vminstances");
  });

  it("to a subresource in two parts is asked by both names, and only where the rules have both", async () => {
    const both = ["get virtualmachineinstances/vnc", "get virtualmachineinstances/vnc/screenshot"];
    const everything = { verbs: ["*"], apiGroups: ["*"], resources: ["*"], resourceNames: [] };
    for (const refused of [null, ...both]) {
      const { asked, kube } = cluster({ rules: () => [everything], allows: (right) => right !== refused });
      expect((await vmAccess(kube, ada, "tenant-acme")).vms.screenshot).toBe(refused === null);
      expect(asked.slice(1).map(({ about }) => about)).toEqual(both);
    }
    const { asked, kube } = cluster({ rules: () => grant("vnc"), allows: () => true });
    expect((await vmAccess(kube, ada, "tenant-acme")).vms.screenshot).toBe(false);
    expect(asked).toHaveLength(1);
  });

  it("on single machines is told by the machine's name, whatever the objects around it are called", async () => {
    const named = (resources: string[], verbs: string[], resourceNames: string[]) => ({
      verbs,
      apiGroups: ["*"],
      resources,
      resourceNames,
    });
    const { kube } = cluster({
      rules: () => [
        ...grant(...view),
        named(["virtualmachineinstances/vnc"], ["get"], ["vm-instance-web", "vm-instance-constructor", "pg-db"]),
        named(["vminstances"], ["patch", "create", "list"], ["web"]),
      ],
    });
    const found = await vmAccess(kube, ada, "tenant-acme");
    expect(found.vms).toMatchObject({ vnc: false, update: false, create: false });
    expect(Object.keys(found.named).sort()).toEqual(["constructor", "vm.pg-db", "web"]);
    expect(found.named.web).toMatchObject({ list: true, vnc: true, update: true, create: false, serial: false });
    expect(found.named.constructor).toMatchObject({ vnc: true, update: false });
    expect(found.named["vm.pg-db"]).toMatchObject({ vnc: true, update: false });
  });

  it("has the same version exactly as long as it is the same", async () => {
    const versionOf = async (...held: Right[]) =>
      (await vmAccess(cluster({ rules: () => grant(...held) }).kube, ada, "tenant-acme")).version;
    expect(await versionOf("list", "vnc")).toBe(await versionOf("vnc", "list"));
    expect(await versionOf("list")).not.toBe(await versionOf("list", "vnc"));
  });

  it("is remembered a minute per identity and tenant, groups included, and never for another person", async () => {
    const clock = { now: 0 };
    const { asked, kube } = cluster({ rules: () => grant(...admin) });
    const access = createAccessReader(kube, () => clock.now);
    await access(ada, "tenant-acme");
    await access(personNamed("ada"), "tenant-acme");
    expect(asked).toHaveLength(1);
    await access(ada, "tenant-globex");
    await access(personNamed("ada", ["more"]), "tenant-acme");
    await access(personNamed("omar"), "tenant-acme");
    expect(asked).toHaveLength(4);
    clock.now = 59_999;
    await access(ada, "tenant-acme");
    expect(asked).toHaveLength(4);
    await access(ada, "tenant-acme", { maxAgeMs: 5_000 });
    expect(asked).toHaveLength(5);
    clock.now = 120_000;
    await access(ada, "tenant-acme");
    expect(asked).toHaveLength(6);
  });

  it("is never guessed: a failed review fails all, and is asked again", async () => {
    let isAway = true;
    const { kube } = cluster({
      rules: () => {
        if (isAway) throw new ProblemError("unavailable");
        return grant(...admin);
      },
    });
    const access = createAccessReader(kube);
    await expect(access(ada, "tenant-acme")).rejects.toThrow("unavailable");
    isAway = false;
    expect((await access(ada, "tenant-acme")).level).toBe("admin");
  });

  it("to one console, before it opens, is asked of that machine", async () => {
    const { asked, kube } = cluster({ rules: () => [], allows: (right) => right.endsWith("/console") });
    const at = { namespace: "tenant-acme", name: "vm-instance-web" };
    expect(await reviewVmRight(kube, ada, "serial", at)).toBe(true);
    expect(await reviewVmRight(kube, ada, "vnc", at)).toBe(false);
    expect(asked.map(({ kind }) => kind)).toEqual(["SelfSubjectAccessReview", "SelfSubjectAccessReview"]);
  });
});
