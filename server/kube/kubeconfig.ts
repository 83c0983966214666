import { readFileSync } from "node:fs";

export type KubeconfigCluster = { server: string; ca: string | null; hasCredentials: boolean };

/**
 * Server and authority of a kubeconfig's current context. Its credentials are never used: Porthole has no identity of its own.
 * The package costs 60 MiB, hence the import on demand.
 */
export const clusterFromKubeconfig = async (path: string): Promise<KubeconfigCluster> => {
  const { KubeConfig } = await import("@kubernetes/client-node");
  const kubeconfig = new KubeConfig();
  kubeconfig.loadFromFile(path);
  const cluster = kubeconfig.getCurrentCluster();
  if (!cluster) throw new Error("its current context names no cluster");
  if (cluster.skipTLSVerify) throw new Error("insecure-skip-tls-verify is not supported: give the cluster's authority");
  if (cluster.tlsServerName) throw new Error("tls-server-name is not supported");
  const ca = cluster.caData
    ? Buffer.from(cluster.caData, "base64").toString("utf8")
    : cluster.caFile
      ? readFileSync(cluster.caFile, "utf8")
      : null;
  const { name: _, ...credentials } = kubeconfig.getCurrentUser() ?? { name: "" };
  return { server: cluster.server, ca, hasCredentials: Object.values(credentials).some(Boolean) };
};
