import { groupVersion } from "../objects/kube-object.ts";
import type { ResourceDefinition, VersionDefinition } from "../resources/definition.ts";

const VERBS = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];
const CUSTOM_VERBS = ["delete", "deletecollection", "get", "list", "patch", "create", "update", "watch"];
const STATUS_VERBS = ["get", "patch", "update"];

/** One resource of legacy discovery (`APIResource`). */
export type ApiResource = {
  name: string;
  singularName: string;
  namespaced: boolean;
  kind: string;
  verbs: string[];
  group?: string;
  version?: string;
  shortNames?: string[];
  categories?: string[];
};

/** Resources that are only created and never stored: reviews. */
export const REVIEW_RESOURCES: Readonly<Record<string, ApiResource[]>> = {
  "authorization.k8s.io": [
    { ...review("localsubjectaccessreviews", "LocalSubjectAccessReview"), namespaced: true },
    review("selfsubjectaccessreviews", "SelfSubjectAccessReview"),
    review("selfsubjectrulesreviews", "SelfSubjectRulesReview"),
    review("subjectaccessreviews", "SubjectAccessReview"),
  ],
  "authentication.k8s.io": [review("selfsubjectreviews", "SelfSubjectReview"), review("tokenreviews", "TokenReview")],
};

function review(name: string, kind: string): ApiResource {
  return { name, singularName: kind.toLowerCase(), namespaced: false, kind, verbs: ["create"] };
}

export function apiResources(definition: ResourceDefinition, version: VersionDefinition): ApiResource[] {
  const { plural, singular, kind, namespaced, shortNames, categories } = definition;
  const main: ApiResource = {
    name: plural,
    singularName: singular,
    namespaced,
    kind,
    verbs: definition.custom ? CUSTOM_VERBS : VERBS,
    ...(shortNames.length === 0 ? {} : { shortNames }),
    ...(categories.length === 0 ? {} : { categories }),
  };
  const status = { name: `${plural}/status`, singularName: "", namespaced, kind, verbs: STATUS_VERBS };
  return version.status ? [main, status] : [main];
}

export const apiResourceList = (group: string, version: string, resources: unknown[]) => ({
  kind: "APIResourceList",
  apiVersion: "v1",
  groupVersion: groupVersion(group, version),
  resources,
});
