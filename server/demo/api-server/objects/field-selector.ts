import { textAt } from "./json-value.ts";
import type { KubeObject } from "./kube-object.ts";
import { badRequest } from "./status-error.ts";

export type FieldRequirement = { path: string[]; equal: boolean; value: string };

const COMMON = ["metadata.name", "metadata.namespace"];

/** Field labels beyond name and namespace, by kind; custom resources have none here. */
const FIELDS_OF_KIND: Readonly<Record<string, string[]>> = {
  Event: [
    "involvedObject.kind",
    "involvedObject.namespace",
    "involvedObject.name",
    "involvedObject.uid",
    "involvedObject.apiVersion",
    "involvedObject.resourceVersion",
    "involvedObject.fieldPath",
    "reason",
    "reportingComponent",
    "type",
  ],
  Pod: [
    "spec.nodeName",
    "spec.restartPolicy",
    "spec.schedulerName",
    "spec.serviceAccountName",
    "status.phase",
    "status.podIP",
  ],
  Namespace: ["status.phase"],
  Secret: ["type"],
  Service: ["spec.clusterIP", "spec.type"],
  Node: ["spec.unschedulable"],
};

export function parseFieldSelector(
  text: string,
  { kind, custom }: { kind: string; custom: boolean },
): FieldRequirement[] {
  const own = FIELDS_OF_KIND[kind];
  if (text === "") return [];
  return text.split(",").map((part) => {
    const found = /^([^=!]+)(==|=|!=)(.*)$/.exec(part);
    if (found?.[1] === undefined) throw badRequest(`invalid selector: '${part}'; can't understand '${part}'`);
    const label = found[1].trim();
    if (!COMMON.includes(label) && !own?.includes(label)) {
      if (custom || own !== undefined) throw badRequest(`field label not supported: ${label}`);
      const known = COMMON.map((field) => JSON.stringify(field)).join(", ");
      throw badRequest(`${JSON.stringify(label)} is not a known field selector: only ${known}`);
    }
    return { path: label.split("."), equal: found[2] !== "!=", value: found[3] ?? "" };
  });
}

export const matchesFields = (requirements: readonly FieldRequirement[], object: KubeObject): boolean =>
  requirements.every(({ path, equal, value }) => (textAt(object, ...path) === value) === equal);
