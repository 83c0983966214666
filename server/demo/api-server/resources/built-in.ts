import { builtInColumns } from "./built-in-columns.ts";
import type { ResourceDefinition } from "./definition.ts";

type Options = {
  namespaced?: boolean;
  singular?: string;
  shortNames?: string[];
  categories?: string[];
  status?: boolean;
  generation?: boolean;
  returnsDeleted?: boolean;
};

const CLUSTER = { namespaced: false };

/** The built-in kinds the demo cluster has; everything else a Cozystack cluster serves is a CRD or aggregated. */
export const BUILT_IN_RESOURCES: ResourceDefinition[] = [
  builtIn("", "namespaces", "Namespace", { ...CLUSTER, shortNames: ["ns"], status: true }),
  builtIn("", "nodes", "Node", { ...CLUSTER, shortNames: ["no"], status: true }),
  builtIn("", "pods", "Pod", {
    shortNames: ["po"],
    categories: ["all"],
    status: true,
    generation: true,
    returnsDeleted: true,
  }),
  builtIn("", "services", "Service", {
    shortNames: ["svc"],
    categories: ["all"],
    status: true,
    returnsDeleted: true,
  }),
  builtIn("", "endpoints", "Endpoints", { singular: "endpoints", shortNames: ["ep"] }),
  builtIn("", "events", "Event", { shortNames: ["ev"] }),
  builtIn("", "secrets", "Secret"),
  builtIn("", "configmaps", "ConfigMap", { shortNames: ["cm"] }),
  builtIn("", "serviceaccounts", "ServiceAccount", { shortNames: ["sa"], returnsDeleted: true }),
  builtIn("", "persistentvolumeclaims", "PersistentVolumeClaim", {
    shortNames: ["pvc"],
    status: true,
    returnsDeleted: true,
  }),
  builtIn("", "persistentvolumes", "PersistentVolume", {
    ...CLUSTER,
    shortNames: ["pv"],
    status: true,
    returnsDeleted: true,
  }),
  builtIn("", "resourcequotas", "ResourceQuota", { shortNames: ["quota"], status: true, returnsDeleted: true }),
  builtIn("", "limitranges", "LimitRange", { shortNames: ["limits"] }),
  builtIn("rbac.authorization.k8s.io", "roles", "Role"),
  builtIn("rbac.authorization.k8s.io", "rolebindings", "RoleBinding"),
  builtIn("rbac.authorization.k8s.io", "clusterroles", "ClusterRole", CLUSTER),
  builtIn("rbac.authorization.k8s.io", "clusterrolebindings", "ClusterRoleBinding", CLUSTER),
  builtIn("admissionregistration.k8s.io", "validatingadmissionpolicies", "ValidatingAdmissionPolicy", {
    ...CLUSTER,
    singular: "validatingadmissionpolicy",
    status: true,
    generation: true,
  }),
  builtIn("admissionregistration.k8s.io", "validatingadmissionpolicybindings", "ValidatingAdmissionPolicyBinding", {
    ...CLUSTER,
    generation: true,
  }),
  builtIn("storage.k8s.io", "storageclasses", "StorageClass", {
    ...CLUSTER,
    singular: "storageclass",
    shortNames: ["sc"],
    returnsDeleted: true,
  }),
  builtIn("discovery.k8s.io", "endpointslices", "EndpointSlice", { generation: true }),
  builtIn("networking.k8s.io", "ingresses", "Ingress", {
    singular: "ingress",
    shortNames: ["ing"],
    status: true,
    generation: true,
  }),
  builtIn("coordination.k8s.io", "leases", "Lease"),
  builtIn("apiregistration.k8s.io", "apiservices", "APIService", {
    ...CLUSTER,
    categories: ["api-extensions"],
    status: true,
  }),
  builtIn("apiextensions.k8s.io", "customresourcedefinitions", "CustomResourceDefinition", {
    ...CLUSTER,
    shortNames: ["crd", "crds"],
    categories: ["api-extensions"],
    status: true,
    generation: true,
    returnsDeleted: true,
  }),
];

function builtIn(group: string, plural: string, kind: string, options: Options = {}): ResourceDefinition {
  return {
    group,
    plural,
    singular: options.singular ?? kind.toLowerCase(),
    kind,
    listKind: `${kind}List`,
    namespaced: options.namespaced ?? true,
    shortNames: options.shortNames ?? [],
    categories: options.categories ?? [],
    versions: [{ name: "v1", status: options.status ?? false, columns: builtInColumns(kind) }],
    storageVersion: "v1",
    generation: options.generation ?? false,
    custom: false,
    returnsDeleted: options.returnsDeleted ?? false,
  };
}
