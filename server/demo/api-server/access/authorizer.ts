import { listAt, textAt } from "../objects/json-value.ts";
import type { KubeObject } from "../objects/kube-object.ts";
import { fromLabelSelectorObject, matches } from "../objects/label-selector.ts";
import { resourceKey } from "../resources/definition.ts";
import type { Store } from "../storage/store.ts";
import type { Attributes } from "./attributes.ts";
import { BindingIndex } from "./binding-index.ts";
import { type PolicyRule, ruleAllows, rulesOf } from "./policy-rule.ts";
import { MASTERS, type User } from "./user.ts";

export type Decision = { allowed: boolean; reason: string };

const GROUP = "rbac.authorization.k8s.io";
const ROLES = resourceKey(GROUP, "roles");
const CLUSTER_ROLES = resourceKey(GROUP, "clusterroles");
const ROLE_BINDINGS = resourceKey(GROUP, "rolebindings");
const CLUSTER_ROLE_BINDINGS = resourceKey(GROUP, "clusterrolebindings");

/** RBAC over the stored roles and bindings, evaluated at each request: a new binding counts at once. */
export class Authorizer {
  readonly #store: Store;
  readonly #clusterBindings: BindingIndex;
  readonly #bindings: BindingIndex;
  /** Rules by role object: a changed role is a new object. */
  readonly #rules = new WeakMap<KubeObject, PolicyRule[]>();
  readonly #aggregated = new Map<string, PolicyRule[]>();

  constructor(store: Store) {
    this.#store = store;
    this.#clusterBindings = new BindingIndex(store, CLUSTER_ROLE_BINDINGS);
    this.#bindings = new BindingIndex(store, ROLE_BINDINGS);
    store.subscribe((key) => {
      if (key === CLUSTER_ROLES) this.#aggregated.clear();
    });
  }

  decide(user: User, attributes: Attributes): Decision {
    if (user.groups.includes(MASTERS)) return { allowed: true, reason: "" };
    const errors: string[] = [];
    const namespace = attributes.kind === "resource" ? attributes.namespace : "";
    for (const { rules, binding } of this.#grants(user, namespace, errors)) {
      if (rules.some((rule) => ruleAllows(rule, attributes))) {
        return { allowed: true, reason: `RBAC: allowed by ${describe(binding)}` };
      }
    }
    return { allowed: false, reason: errors.length === 0 ? "" : `RBAC: ${errors.join(", ")}` };
  }

  /** All that a user may do in a namespace, as SelfSubjectRulesReview lists it. */
  rules(user: User, namespace: string): PolicyRule[] {
    if (user.groups.includes(MASTERS)) return EVERYTHING;
    return [...this.#grants(user, namespace, [])].flatMap(({ rules }) => rules);
  }

  *#grants(user: User, namespace: string, errors: string[]): Generator<{ rules: PolicyRule[]; binding: KubeObject }> {
    const bindings = this.#clusterBindings.of(user, "");
    if (namespace !== "") bindings.push(...this.#bindings.of(user, namespace));
    for (const binding of bindings) {
      const rules = this.#rulesBehind(binding, binding.metadata.namespace ?? "");
      if (rules !== undefined) yield { rules, binding };
      else
        errors.push(
          `${textAt(binding, "roleRef", "kind").toLowerCase()}.${GROUP} ${JSON.stringify(textAt(binding, "roleRef", "name"))} not found`,
        );
    }
  }

  #rulesBehind(binding: KubeObject, namespace: string): PolicyRule[] | undefined {
    const name = textAt(binding, "roleRef", "name");
    if (textAt(binding, "roleRef", "kind") === "Role") {
      const role = this.#store.get(ROLES, namespace, name)?.object;
      return role && this.#written(role);
    }
    const role = this.#store.get(CLUSTER_ROLES, "", name)?.object;
    return role && this.#withAggregated(role);
  }

  #written(role: KubeObject): PolicyRule[] {
    let rules = this.#rules.get(role);
    if (rules === undefined) {
      rules = rulesOf(role);
      this.#rules.set(role, rules);
    }
    return rules;
  }

  /** An aggregating role holds the rules of all roles its selectors match, live. */
  #withAggregated(role: KubeObject): PolicyRule[] {
    const selectors = listAt(role, "aggregationRule", "clusterRoleSelectors").map(fromLabelSelectorObject);
    if (selectors.length === 0) return this.#written(role);
    const { name } = role.metadata;
    let rules = this.#aggregated.get(name);
    if (rules === undefined) {
      // Set before recursing: roles that select each other end here.
      this.#aggregated.set(name, []);
      rules = this.#store
        .list(CLUSTER_ROLES)
        .map(({ object }) => object)
        .filter(
          (other) =>
            other !== role &&
            selectors.some((selector) => selector !== undefined && matches(selector, other.metadata.labels)),
        )
        .flatMap((other) => this.#withAggregated(other));
      this.#aggregated.set(name, rules);
    }
    return rules;
  }
}

const WILDCARD = { verbs: ["*"], apiGroups: [], resources: [], resourceNames: [], nonResourceURLs: [] };
const EVERYTHING: PolicyRule[] = [
  { ...WILDCARD, apiGroups: ["*"], resources: ["*"] },
  { ...WILDCARD, nonResourceURLs: ["*"] },
];

function describe(binding: KubeObject): string {
  const { name, namespace } = binding.metadata;
  const where = namespace === undefined ? name : `${name}/${namespace}`;
  return `${binding.kind} ${JSON.stringify(where)} of ${textAt(binding, "roleRef", "kind")} ${JSON.stringify(textAt(binding, "roleRef", "name"))}`;
}
