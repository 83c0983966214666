import { listAt, textsAt } from "../objects/json-value.ts";
import type { KubeObject } from "../objects/kube-object.ts";
import type { Attributes } from "./attributes.ts";

export type PolicyRule = {
  verbs: string[];
  apiGroups: string[];
  resources: string[];
  resourceNames: string[];
  nonResourceURLs: string[];
};

/** The rules written in a Role or ClusterRole. */
export const rulesOf = (role: KubeObject): PolicyRule[] =>
  listAt(role, "rules").map((rule) => ({
    verbs: textsAt(rule, "verbs"),
    apiGroups: textsAt(rule, "apiGroups"),
    resources: textsAt(rule, "resources"),
    resourceNames: textsAt(rule, "resourceNames"),
    nonResourceURLs: textsAt(rule, "nonResourceURLs"),
  }));

/** Kubernetes' `RuleAllows`: note that `virtualmachines/*` matches nothing, a wildcard stands for the resource, never for the subresource. */
export function ruleAllows(rule: PolicyRule, attributes: Attributes): boolean {
  if (!hasOrAll(rule.verbs, attributes.verb)) return false;
  if (attributes.kind === "path") return rule.nonResourceURLs.some((pattern) => matchesPath(pattern, attributes.path));
  const { resource, subresource, group, name } = attributes;
  const combined = subresource === "" ? resource : `${resource}/${subresource}`;
  const resourceFits =
    hasOrAll(rule.resources, combined) || (subresource !== "" && rule.resources.includes(`*/${subresource}`));
  const nameFits = rule.resourceNames.length === 0 || rule.resourceNames.includes(name);
  return hasOrAll(rule.apiGroups, group) && resourceFits && nameFits;
}

const hasOrAll = (list: readonly string[], value: string): boolean => list.includes("*") || list.includes(value);

const matchesPath = (pattern: string, path: string): boolean =>
  pattern.endsWith("*") ? path.startsWith(pattern.slice(0, -1)) : pattern === path;
