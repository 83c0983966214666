import { createHash } from "node:crypto";
import * as z from "zod";
import { allRights, isTwoPart, type Right, rights } from "#lib/access/rights.ts";
import { type Attributes, type ResourceRule, ruleCovers, rulesAllow } from "#lib/access/rules.ts";
import { outsideVm, vmOfRelease } from "#lib/resources/names.ts";
import { type AccessView, accessWith, levelOf, type VmAccess } from "#lib/resources/vm/access.ts";
import type { Person } from "../auth/person.ts";
import { ProblemError } from "../http/problem-error.ts";
import type { Kube } from "./api.ts";
import { createOwnAnswers } from "./own-answers.ts";

/** A question, though it is posted: it may be asked again. */
const asQuestion = { retries: 2 };

const reviewSchema = z.object({ status: z.object({ allowed: z.boolean() }) });

const texts = z.array(z.string()).nullish();
const rulesSchema = z.object({
  status: z.object({
    resourceRules: z
      .array(z.object({ verbs: texts, apiGroups: texts, resources: texts, resourceNames: texts }))
      .nullish(),
    incomplete: z.boolean().default(false),
  }),
});

const review = async (kube: Kube, person: Person, resourceAttributes: Attributes & { namespace: string }) => {
  const body = {
    apiVersion: "authorization.k8s.io/v1",
    kind: "SelfSubjectAccessReview",
    spec: { resourceAttributes },
  };
  const path = ["apis", "authorization.k8s.io", "v1", "selfsubjectaccessreviews"] as const;
  return reviewSchema.parse(await kube.write(person, "POST", path, body, asQuestion)).status.allowed;
};

/** The problem of somebody who lacks a right: what it is called, and which role has it. */
export const lacksRight = (right: Right, tenant: string): ProblemError => {
  const { asks, role } = rights[right];
  const [{ verb, resource, subresource }] = asks;
  const about = subresource ? `${resource}/${subresource}` : resource;
  return new ProblemError("forbidden", {
    about: `${about} ${verb}`,
    denied: { verb, resource: about, tenant, role },
  });
};

/** Asks the cluster for one right now, of one object when `name` (the release's) is given; a role may be bound to single names. */
export const reviewVmRight = async (
  kube: Kube,
  person: Person,
  right: Right,
  at: { namespace: string; name?: string },
): Promise<boolean> => {
  const { asks } = rights[right];
  return (await Promise.all(asks.map((ask) => review(kube, person, { ...at, ...ask })))).every(Boolean);
};

const readRules = async (kube: Kube, person: Person, namespace: string) => {
  const body = { apiVersion: "authorization.k8s.io/v1", kind: "SelfSubjectRulesReview", spec: { namespace } };
  const path = ["apis", "authorization.k8s.io", "v1", "selfsubjectrulesreviews"] as const;
  const { status } = rulesSchema.parse(await kube.write(person, "POST", path, body, asQuestion));
  const rules = (status.resourceRules ?? []).map(
    ({ verbs, apiGroups, resources, resourceNames }): ResourceRule => ({
      verbs: verbs ?? [],
      apiGroups: apiGroups ?? [],
      resources: resources ?? [],
      resourceNames: resourceNames ?? [],
    }),
  );
  return { rules, incomplete: status.incomplete };
};

/** More single machines than anybody is given by hand. */
const mostNamed = 500;

/** Of which machine the name in a rule speaks: objects of `apps` are called like it, KubeVirt's like its release. */
const machineOf = ({ group }: Attributes, name: string): string | null =>
  group === "apps.cozystack.io" ? name : (vmOfRelease(name) ?? outsideVm(name));

const isOfOneMachine = ({ verb, resource, subresource }: Attributes): boolean =>
  subresource !== undefined || (resource === "vminstances" && verb !== "list" && verb !== "create");

const namedAccess = (rules: readonly ResourceRule[], vms: VmAccess): Record<string, VmAccess> => {
  const byName = rules.filter(({ resourceNames }) => resourceNames.length > 0);
  const more = new Map<string, Set<Right>>();
  for (const right of allRights) {
    const { asks } = rights[right];
    if (vms[right] || isTwoPart(right) || !asks.every(isOfOneMachine)) continue;
    const names = byName
      .filter((rule) => asks.some((ask) => ruleCovers(rule, ask)))
      .flatMap((rule) => rule.resourceNames);
    for (const name of new Set(names)) {
      const machine = machineOf(asks[0], name);
      if (machine === null || !asks.every((ask) => rulesAllow(rules, { ...ask, name }))) continue;
      if (more.has(machine) || more.size < mostNamed) more.set(machine, (more.get(machine) ?? new Set()).add(right));
    }
  }
  return Object.fromEntries(
    [...more].map(([name, held]) => [name, accessWith((right) => vms[right] || held.has(right))]),
  );
};

/**
 * Asks the cluster what this person may do in one tenant: one rules review; access reviews only where that cannot be the last word.
 * Throws when any answer is missing: no right is guessed.
 */
export const vmAccess = async (kube: Kube, person: Person, tenant: string): Promise<AccessView> => {
  const { rules, incomplete } = await readRules(kube, person, tenant);
  const held = new Set<Right>();
  await Promise.all(
    allRights.map(async (right) => {
      const said = rights[right].asks.every((ask) => rulesAllow(rules, ask));
      // What an incomplete answer names is granted all the same; what it does not name may be.
      const isOpen = incomplete ? !said || isTwoPart(right) : said && isTwoPart(right);
      if (isOpen ? await reviewVmRight(kube, person, right, { namespace: tenant }) : said) held.add(right);
    }),
  );
  const vms = accessWith((right) => held.has(right));
  const named = namedAccess(rules, vms);
  const version = createHash("sha256")
    .update(JSON.stringify([vms, named]))
    .digest("base64url")
    .slice(0, 16);
  return { tenant, level: levelOf(vms), vms, named, version };
};

/** `vmAccess` that remembers an answer per identity and tenant; a failure is never remembered. */
export type AccessReader = (
  person: Person,
  tenant: string,
  /** How old an answer may be; by default a minute. */
  options?: { maxAgeMs?: number },
) => Promise<AccessView>;

export const createAccessReader = (kube: Kube, now: () => number = Date.now): AccessReader => {
  const answers = createOwnAnswers<AccessView>({ keepMs: 60_000, most: 5_000, now });
  return (person, tenant, { maxAgeMs } = {}) => answers(person, tenant, () => vmAccess(kube, person, tenant), maxAgeMs);
};
