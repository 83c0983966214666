import { AUTHENTICATED } from "./access/user.ts";
import type { Cluster } from "./cluster.ts";
import { isJsonObject } from "./objects/json-value.ts";
import { asDraft } from "./objects/kube-object.ts";
import type { Served } from "./resources/registry.ts";
import { createObject } from "./verbs/create.ts";

const RBAC = "rbac.authorization.k8s.io";
const EVERYONE = [AUTHENTICATED, "system:unauthenticated"];

type Rule = {
  verbs: string[];
  apiGroups?: string[];
  resources?: string[];
  nonResourceURLs?: string[];
  resourceNames?: string[];
};

const reads = (...nonResourceURLs: string[]): Rule[] => [{ verbs: ["get"], nonResourceURLs }];

const HEALTH = ["/healthz", "/livez", "/readyz", "/version", "/version/"];
const DISCOVERY = ["/api", "/api/*", "/apis", "/apis/*", "/openapi", "/openapi/*", ...HEALTH];

/** The bootstrap policy of kube-apiserver, as far as a tenant meets it (plugin/pkg/auth/authorizer/rbac/bootstrappolicy). */
const CLUSTER_ROLES: Readonly<Record<string, Rule[]>> = {
  "cluster-admin": [
    { verbs: ["*"], apiGroups: ["*"], resources: ["*"] },
    { verbs: ["*"], nonResourceURLs: ["*"] },
  ],
  "system:discovery": reads(...DISCOVERY),
  "system:public-info-viewer": reads(...HEALTH),
  "system:basic-user": [
    {
      verbs: ["create"],
      apiGroups: ["authorization.k8s.io"],
      resources: ["selfsubjectaccessreviews", "selfsubjectrulesreviews"],
    },
    { verbs: ["create"], apiGroups: ["authentication.k8s.io"], resources: ["selfsubjectreviews"] },
  ],
  "system:auth-delegator": [
    { verbs: ["create"], apiGroups: ["authentication.k8s.io"], resources: ["tokenreviews"] },
    { verbs: ["create"], apiGroups: ["authorization.k8s.io"], resources: ["subjectaccessreviews"] },
  ],
};

const CLUSTER_ROLE_BINDINGS: Readonly<Record<string, string[]>> = {
  "cluster-admin": ["system:masters"],
  "system:discovery": [AUTHENTICATED],
  "system:basic-user": [AUTHENTICATED],
  "system:public-info-viewer": EVERYONE,
};

/** Writes what every Kubernetes cluster has before anyone has touched it. */
export function bootstrap(cluster: Cluster, frontProxyCa: string): void {
  for (const name of ["default", "kube-system", "kube-public", "kube-node-lease"]) {
    put(cluster, "", "v1", "namespaces", "", { metadata: { name } });
  }
  for (const [name, rules] of Object.entries(CLUSTER_ROLES)) {
    put(cluster, RBAC, "v1", "clusterroles", "", { metadata: bootstrapMetadata(name), rules });
  }
  for (const [name, groups] of Object.entries(CLUSTER_ROLE_BINDINGS)) {
    put(cluster, RBAC, "v1", "clusterrolebindings", "", {
      metadata: bootstrapMetadata(name),
      roleRef: { apiGroup: RBAC, kind: "ClusterRole", name },
      subjects: groups.map((group) => ({ apiGroup: RBAC, kind: "Group", name: group })),
    });
  }
  publishFrontProxy(cluster, frontProxyCa);
}

/** Where an aggregated server learns whose word it may take for who is calling. */
function publishFrontProxy(cluster: Cluster, frontProxyCa: string): void {
  put(cluster, "", "v1", "configmaps", "kube-system", {
    metadata: { name: "extension-apiserver-authentication" },
    data: {
      "requestheader-client-ca-file": frontProxyCa,
      "requestheader-allowed-names": '["front-proxy-client"]',
      "requestheader-username-headers": '["X-Remote-User"]',
      "requestheader-group-headers": '["X-Remote-Group"]',
      "requestheader-extra-headers-prefix": '["X-Remote-Extra-"]',
    },
  });
  put(cluster, RBAC, "v1", "roles", "kube-system", {
    metadata: bootstrapMetadata("extension-apiserver-authentication-reader"),
    rules: [
      {
        verbs: ["get", "list", "watch"],
        apiGroups: [""],
        resources: ["configmaps"],
        resourceNames: ["extension-apiserver-authentication"],
      },
    ],
  });
}

const bootstrapMetadata = (name: string) => ({ name, labels: { "kubernetes.io/bootstrapping": "rbac-defaults" } });

function put(
  cluster: Cluster,
  group: string,
  version: string,
  plural: string,
  namespace: string,
  object: object,
): void {
  const served: Served | undefined = cluster.registry.find(group, version, plural);
  const draft = isJsonObject(object) ? asDraft(object) : undefined;
  if (served === undefined || draft === undefined) throw new Error(`bootstrap: ${plural} is not served`);
  createObject(cluster, served, draft, { namespace });
}
