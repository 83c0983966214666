import type { KubeClient } from "../client.ts";
import {
  type AdmissionBinding,
  type AdmissionPolicy,
  admissionBindings,
  admissionPolicies,
} from "../kinds/admission.ts";
import { namespaces } from "../kinds/core.ts";
import type { KubeObject } from "../object.ts";
import { parseExpression } from "./expression.ts";

/** A write as policies see it. */
export type Attempt = {
  operation: "CREATE" | "UPDATE";
  group: string;
  version: string;
  resource: string;
  namespace: string;
  object: KubeObject;
  oldObject?: KubeObject;
};

/** What a policy said against it, and the reason it gives. */
export type Denial = { message: string; reason: string };

const matches = (wanted: string[] = ["*"], value: string): boolean => wanted.includes("*") || wanted.includes(value);

const concerns = ({ spec }: AdmissionPolicy, attempt: Attempt): boolean =>
  (spec.matchConstraints?.resourceRules ?? []).some(
    (rule) =>
      matches(rule.apiGroups, attempt.group) &&
      matches(rule.apiVersions, attempt.version) &&
      matches(rule.operations, attempt.operation) &&
      matches(rule.resources, attempt.resource),
  );

/** The first thing that the policy holds against it: why, and the reason. */
const objectionOf = ({ spec }: AdmissionPolicy, { operation, namespace, object, oldObject }: Attempt) => {
  const scope = { object, oldObject: oldObject ?? null, request: { operation, namespace } };
  for (const { expression, message, reason = "Invalid" } of spec.validations ?? []) {
    try {
      if (parseExpression(expression)(scope) === true) continue;
      return { why: message ?? `failed expression: ${expression}`, reason };
    } catch (error) {
      if (spec.failurePolicy === "Ignore") continue;
      const problem = error instanceof Error ? error.message : String(error);
      return { why: `expression '${expression}' resulted in error: ${problem}`, reason };
    }
  }
  return undefined;
};

/**
 * ValidatingAdmissionPolicies as an API server built on Kubernetes' own library asks them about its kinds: Cozystack's does,
 * and kube-apiserver asks none about aggregated ones.
 */
export const createAdmission = (client: KubeClient) => {
  const open = async () => {
    const policies = client.informer(admissionPolicies);
    const bindings = client.informer(admissionBindings);
    // A cluster without these kinds has no policies.
    await Promise.allSettled([policies.ready, bindings.ready]);
    return { policies, bindings };
  };
  let opened: ReturnType<typeof open> | undefined;

  const covers = async ({ spec }: AdmissionBinding, namespace: string): Promise<boolean> => {
    const wanted = Object.entries(spec.matchResources?.namespaceSelector?.matchLabels ?? {});
    if (wanted.length === 0) return true;
    const labels = (await client.get(namespaces, { name: namespace }))?.metadata.labels ?? {};
    return wanted.every(([key, value]) => labels[key] === value);
  };

  return async (attempt: Attempt): Promise<Denial | undefined> => {
    opened ??= open();
    const { policies, bindings } = await opened;
    for (const binding of bindings.list()) {
      const policy = policies.get(binding.spec.policyName);
      if (!policy || !(binding.spec.validationActions ?? []).includes("Deny") || !concerns(policy, attempt)) continue;
      if (!(await covers(binding, attempt.namespace))) continue;
      const objection = objectionOf(policy, attempt);
      if (!objection) continue;
      const names = `ValidatingAdmissionPolicy '${policy.metadata.name}' with binding '${binding.metadata.name}'`;
      return { message: `${names} denied request: ${objection.why}`, reason: objection.reason };
    }
    return undefined;
  };
};
