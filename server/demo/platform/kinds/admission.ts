import { type KubeObject, kindOf } from "../object.ts";

type Rule = { apiGroups?: string[]; apiVersions?: string[]; operations?: string[]; resources?: string[] };

export type AdmissionPolicy = KubeObject & {
  spec: {
    failurePolicy?: "Fail" | "Ignore";
    matchConstraints?: { resourceRules?: Rule[] };
    validations?: { expression: string; message?: string; reason?: string }[];
  };
};

export type AdmissionBinding = KubeObject & {
  spec: {
    policyName: string;
    validationActions?: string[];
    matchResources?: { namespaceSelector?: { matchLabels?: Record<string, string> } };
  };
};

const group = "admissionregistration.k8s.io";

export const admissionPolicies = kindOf<AdmissionPolicy>(
  group,
  "v1",
  "validatingadmissionpolicies",
  "ValidatingAdmissionPolicy",
  false,
);
export const admissionBindings = kindOf<AdmissionBinding>(
  group,
  "v1",
  "validatingadmissionpolicybindings",
  "ValidatingAdmissionPolicyBinding",
  false,
);
