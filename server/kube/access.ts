import * as z from "zod";
import type { AccessView, Level, VmAccess } from "#lib/resources/vm/access.ts";
import { identityKey, type Person } from "../auth/person.ts";
import type { Kube } from "./api.ts";

type Attributes = { verb: string; group: string; resource: string; subresource?: string };

const apps = "apps.cozystack.io";
const subresources = "subresources.kubevirt.io";

/** One review a right. Power is `update` and consoles are `get` of a subresource (platform-api.md 3.3). */
const questions: Readonly<Record<keyof VmAccess, Attributes>> = {
  list: { verb: "list", group: apps, resource: "vminstances" },
  create: { verb: "create", group: apps, resource: "vminstances" },
  update: { verb: "patch", group: apps, resource: "vminstances" },
  delete: { verb: "delete", group: apps, resource: "vminstances" },
  createDisk: { verb: "create", group: apps, resource: "vmdisks" },
  readStatus: { verb: "list", group: "kubevirt.io", resource: "virtualmachines" },
  start: { verb: "update", group: subresources, resource: "virtualmachines", subresource: "start" },
  stop: { verb: "update", group: subresources, resource: "virtualmachines", subresource: "stop" },
  restart: { verb: "update", group: subresources, resource: "virtualmachines", subresource: "restart" },
  vnc: { verb: "get", group: subresources, resource: "virtualmachineinstances", subresource: "vnc" },
  serial: { verb: "get", group: subresources, resource: "virtualmachineinstances", subresource: "console" },
};

const reviewSchema = z.object({ status: z.object({ allowed: z.boolean() }) });

const levelOf = (vms: VmAccess): Level =>
  vms.create && vms.delete ? "admin" : vms.vnc || vms.start ? "use" : vms.list ? "view" : "none";

/** Asks the cluster for one right now, of one object when `name` (the release's) is given; a role may be bound to single names. */
export const reviewVmRight = async (
  kube: Kube,
  person: Person,
  right: keyof VmAccess,
  at: { namespace: string; name?: string },
): Promise<boolean> => {
  const review = {
    apiVersion: "authorization.k8s.io/v1",
    kind: "SelfSubjectAccessReview",
    spec: { resourceAttributes: { ...at, ...questions[right] } },
  };
  const answer = await kube.write(
    person,
    "POST",
    ["apis", "authorization.k8s.io", "v1", "selfsubjectaccessreviews"],
    review,
    // A question, though it is posted.
    { retries: 2 },
  );
  return reviewSchema.parse(answer).status.allowed;
};

/** Asks the cluster what this person may do with machines in one tenant. Throws when any answer is missing: no right is guessed. */
export const vmAccess = async (kube: Kube, person: Person, tenant: string): Promise<AccessView> => {
  // Object.keys widens to string; these are the keys of a constant.
  const rights = Object.keys(questions) as (keyof VmAccess)[];
  const ask = async (right: keyof VmAccess) =>
    [right, await reviewVmRight(kube, person, right, { namespace: tenant })] as const;
  // Its keys are those of `questions`, which the compiler counts.
  const vms = Object.fromEntries(await Promise.all(rights.map(ask))) as VmAccess;
  return { tenant, level: levelOf(vms), vms };
};

/** `vmAccess` that remembers an answer for a moment, per identity and tenant; a failure is never remembered. */
export type AccessReader = (person: Person, tenant: string) => Promise<AccessView>;

const keepMs = 30_000;
const maxKept = 5_000;

export const createAccessReader = (kube: Kube, now: () => number = Date.now): AccessReader => {
  const kept = new Map<string, { answer: Promise<AccessView>; until: number }>();

  const makeRoom = () => {
    for (const [key, { until }] of kept) {
      if (until > now() && kept.size < maxKept) return;
      kept.delete(key);
    }
  };

  return async (person, tenant) => {
    const key = JSON.stringify([identityKey(person.identity), tenant]);
    const known = kept.get(key);
    // What somebody else's session failed at (it may just have ended) is asked again in this person's own name.
    if (known && known.until > now()) return known.answer.catch(() => vmAccess(kube, person, tenant));
    makeRoom();
    const answer = vmAccess(kube, person, tenant);
    kept.delete(key);
    kept.set(key, { answer, until: now() + keepMs });
    answer.catch(() => {
      if (kept.get(key)?.answer === answer) kept.delete(key);
    });
    return answer;
  };
};
