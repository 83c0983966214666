import type { InstanceTypeView } from "#lib/resources/image/view.ts";
import { projectInstanceTypes } from "#lib/resources/instance-type/project.ts";
import { instanceTypeSchema } from "#lib/resources/instance-type/schema.ts";
import { parseList } from "#lib/resources/kube-object.ts";
import type { Person } from "../auth/person.ts";
import { ProblemError } from "../http/problem-error.ts";
import type { Kube } from "../kube/api.ts";
import { createOwnAnswers } from "../kube/own-answers.ts";

export type TypeCache = (person: Person) => Promise<InstanceTypeView[]>;

/** Instance types are the same for the whole cluster; remembered for a minute, by identity all the same. */
export const createTypeCache = (kube: Kube, now: () => number = Date.now): TypeCache => {
  const answers = createOwnAnswers<InstanceTypeView[]>({ keepMs: 60_000, most: 1_000, now });

  const read = async (person: Person): Promise<InstanceTypeView[]> => {
    const path = ["apis", "instancetype.kubevirt.io", "v1beta1", "virtualmachineclusterinstancetypes"] as const;
    const list = parseList(instanceTypeSchema, await kube.get(person, path));
    if (!list) throw new ProblemError("unavailable", { about: "virtualmachineclusterinstancetypes list" });
    return projectInstanceTypes(list.items);
  };

  return (person) => answers(person, "types", () => read(person));
};
