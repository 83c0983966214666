import { isDeepStrictEqual } from "node:util";
import { listAt, objectAt, textAt, valueAt } from "../objects/json-value.ts";
import type { KubeObject } from "../objects/kube-object.ts";
import { parseQuantity } from "../objects/quantity.ts";
import { type FieldProblem, invalid, invalidValue, requiredValue } from "../objects/status-error.ts";
import type { ResourceDefinition } from "../resources/definition.ts";
import type { Admission } from "./admission.ts";

type Rule = (after: KubeObject, before: KubeObject | undefined) => FieldProblem[];

/** The checks of built-in kinds that a wrong application runs into (k8s.io/kubernetes pkg/apis/core/validation, in part). */
const RULES: Readonly<Record<string, Rule>> = {
  Service: serviceProblems,
  PersistentVolumeClaim: claimProblems,
  Pod: (pod) => (listAt(pod, "spec", "containers").length === 0 ? [requiredValue("spec.containers")] : []),
  RoleBinding: bindingProblems,
  ClusterRoleBinding: bindingProblems,
};

export const builtInRules: Admission = {
  beforeCreate: (definition, object) => check(definition, object, undefined),
  beforeUpdate: (definition, before, after) => check(definition, after, before),
};

function check(definition: ResourceDefinition, after: KubeObject, before: KubeObject | undefined): void {
  if (definition.custom) return;
  const problems = RULES[definition.kind]?.(after, before) ?? [];
  if (problems.length > 0) throw invalid(definition, after.metadata.name, problems);
}

function serviceProblems(service: KubeObject): FieldProblem[] {
  const ports = listAt(service, "spec", "ports");
  const headless = textAt(service, "spec", "clusterIP") === "None";
  if (ports.length === 0 && !headless && textAt(service, "spec", "type") !== "ExternalName") {
    return [requiredValue("spec.ports")];
  }
  const seen = new Set<string>();
  return ports.flatMap((port, index) => {
    const number = valueAt(port, "port");
    const field = `spec.ports[${index}]`;
    const problems: FieldProblem[] = [];
    if (typeof number !== "number" || !Number.isInteger(number) || number < 1 || number > 65_535) {
      problems.push(invalidValue(`${field}.port`, number ?? 0, "must be between 1 and 65535, inclusive"));
    }
    if (ports.length > 1 && textAt(port, "name") === "") problems.push(requiredValue(`${field}.name`));
    const key = `${textAt(port, "protocol")}/${number}`;
    if (seen.has(key))
      problems.push({ reason: "FieldValueDuplicate", field, message: `Duplicate value: ${JSON.stringify(port)}` });
    seen.add(key);
    return problems;
  });
}

const STORAGE = ["spec", "resources", "requests", "storage"] as const;

function claimProblems(claim: KubeObject, before: KubeObject | undefined): FieldProblem[] {
  const asked = valueAt(claim, ...STORAGE);
  const size = parseQuantity(asked);
  if (asked === undefined) return [requiredValue("spec.resources[storage]")];
  if (size === undefined || size <= 0n)
    return [invalidValue("spec.resources[storage]", asked, "must be greater than zero")];
  if (before === undefined) return [];
  if (size < (parseQuantity(valueAt(before, ...STORAGE)) ?? 0n)) {
    const message = "Forbidden: field can not be less than previous value";
    return [{ reason: "FieldValueForbidden", field: "spec.resources.requests.storage", message }];
  }
  const was = textAt(before, "spec", "storageClassName");
  if (was === textAt(claim, "spec", "storageClassName")) return [];
  const message =
    "Forbidden: spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims";
  return [{ reason: "FieldValueForbidden", field: "spec", message }];
}

function bindingProblems(binding: KubeObject, before: KubeObject | undefined): FieldProblem[] {
  const roleRef = objectAt(binding, "roleRef");
  if (textAt(roleRef, "name") === "") return [requiredValue("roleRef.name")];
  if (before === undefined || isDeepStrictEqual(roleRef, objectAt(before, "roleRef"))) return [];
  return [invalidValue("roleRef", roleRef, "cannot change roleRef")];
}
