import type { ClusterFacts } from "#lib/access/kubeconfig.ts";
import type { Config } from "./config.ts";

/** What a kubeconfig for people says of the cluster. Nothing of it is secret: no client secret, no token. */
export const clusterFactsOf = ({
  cluster,
  clusterPublicUrl,
  kubectlClientId,
  oidc,
}: Pick<Config, "cluster" | "clusterPublicUrl" | "kubectlClientId" | "oidc">): ClusterFacts => ({
  server: clusterPublicUrl ?? cluster.server,
  ca: cluster.ca,
  oidc: oidc && { issuer: oidc.issuer, clientId: kubectlClientId, scopes: oidc.scopes.split(" ").filter(Boolean) },
});
