/** What a request asks for, as Kubernetes' authorizers see it. */
export type Attributes = { verb: string; group: string; resource: string; subresource?: string; name?: string };

/** A ResourceRule of a SelfSubjectRulesReview. */
export type ResourceRule = {
  verbs: readonly string[];
  apiGroups: readonly string[];
  resources: readonly string[];
  /** Empty: every name. */
  resourceNames: readonly string[];
};

const hasOrAll = (list: readonly string[], value: string): boolean => list.includes("*") || list.includes(value);

/** Whether the rule covers verb, group and resource, names aside. `virtualmachines/*` covers nothing: only a whole resource or `*` + a subresource is a pattern. */
export const ruleCovers = (
  { verbs, apiGroups, resources }: ResourceRule,
  { verb, group, resource, subresource = "" }: Attributes,
): boolean => {
  const combined = subresource === "" ? resource : `${resource}/${subresource}`;
  const fits = hasOrAll(resources, combined) || (subresource !== "" && resources.includes(`*/${subresource}`));
  return fits && hasOrAll(verbs, verb) && hasOrAll(apiGroups, group);
};

/**
 * Kubernetes' `RuleAllows`: https://github.com/kubernetes/kubernetes/blob/master/plugin/pkg/auth/authorizer/rbac/rbac.go and
 * `pkg/apis/rbac/v1/evaluation_helpers.go`. A rule for single names allows nothing that has no name, so no list and no create.
 */
export const ruleAllows = (rule: ResourceRule, attributes: Attributes): boolean =>
  ruleCovers(rule, attributes) &&
  (rule.resourceNames.length === 0 || rule.resourceNames.includes(attributes.name ?? ""));

export const rulesAllow = (rules: readonly ResourceRule[], attributes: Attributes): boolean =>
  rules.some((rule) => ruleAllows(rule, attributes));
