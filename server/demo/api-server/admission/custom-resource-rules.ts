import { listAt, textAt, valueAt } from "../objects/json-value.ts";
import type { KubeObject } from "../objects/kube-object.ts";
import { type FieldProblem, invalid, invalidValue, requiredValue } from "../objects/status-error.ts";
import type { ResourceDefinition } from "../resources/definition.ts";
import type { Admission } from "./admission.ts";

/** The rules a CustomResourceDefinition must keep for this server to serve it (apiextensions validation, in part). */
export const customResourceRules: Admission = {
  beforeCreate: (definition, object) => check(definition, object),
  beforeUpdate: (definition, _before, after) => check(definition, after),
};

function check(definition: ResourceDefinition, crd: KubeObject): void {
  if (definition.kind !== "CustomResourceDefinition") return;
  const problems = problemsOf(crd);
  if (problems.length > 0) throw invalid(definition, crd.metadata.name, problems);
}

function problemsOf(crd: KubeObject): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const { name } = crd.metadata;
  if (name !== `${textAt(crd, "spec", "names", "plural")}.${textAt(crd, "spec", "group")}`) {
    problems.push(invalidValue("metadata.name", name, 'must be spec.names.plural+"."+spec.group'));
  }
  if (textAt(crd, "spec", "names", "kind") === "") problems.push(requiredValue("spec.names.kind"));
  const scope = textAt(crd, "spec", "scope");
  if (scope !== "Namespaced" && scope !== "Cluster") {
    const message = `Unsupported value: ${JSON.stringify(scope)}: supported values: "Cluster", "Namespaced"`;
    problems.push({ reason: "FieldValueNotSupported", field: "spec.scope", message });
  }
  const versions = listAt(crd, "spec", "versions");
  if (versions.filter((version) => valueAt(version, "storage") === true).length !== 1) {
    problems.push(
      invalidValue("spec.versions", versions.length, "must have exactly one version marked as storage version"),
    );
  }
  versions.forEach((version, index) => {
    if (valueAt(version, "schema", "openAPIV3Schema") === undefined) {
      problems.push(requiredValue(`spec.versions[${index}].schema.openAPIV3Schema`, "schemas are required"));
    }
  });
  return problems;
}
