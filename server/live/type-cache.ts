import type { InstanceTypeView } from "#lib/resources/image/view.ts";
import { projectInstanceTypes } from "#lib/resources/instance-type/project.ts";
import { instanceTypeSchema } from "#lib/resources/instance-type/schema.ts";
import { parseList } from "#lib/resources/kube-object.ts";
import { identityKey, type Person } from "../auth/person.ts";
import { ProblemError } from "../http/problem-error.ts";
import type { Kube } from "../kube/api.ts";

const keepMs = 60_000;
const mostKept = 1_000;

export type TypeCache = (person: Person) => Promise<InstanceTypeView[]>;

/** Instance types are the same for the whole cluster; remembered for a minute, by identity all the same. */
export const createTypeCache = (kube: Kube, now: () => number = Date.now): TypeCache => {
  const kept = new Map<string, { answer: Promise<InstanceTypeView[]>; until: number }>();

  const read = async (person: Person): Promise<InstanceTypeView[]> => {
    const path = ["apis", "instancetype.kubevirt.io", "v1beta1", "virtualmachineclusterinstancetypes"] as const;
    const list = parseList(instanceTypeSchema, await kube.get(person, path));
    if (!list) throw new ProblemError("unavailable", { about: "virtualmachineclusterinstancetypes list" });
    return projectInstanceTypes(list.items);
  };

  return async (person) => {
    const key = identityKey(person.identity);
    const known = kept.get(key);
    if (known && known.until > now()) return known.answer;
    for (const [other, { until }] of kept) if (until <= now() || kept.size >= mostKept) kept.delete(other);
    const answer = read(person);
    kept.set(key, { answer, until: now() + keepMs });
    answer.catch(() => {
      if (kept.get(key)?.answer === answer) kept.delete(key);
    });
    return answer;
  };
};
