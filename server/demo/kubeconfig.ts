import { access, chmod, mkdir, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import { KubeConfig } from "@kubernetes/client-node";

type Access = {
  /** PEM of the authority that signed the API server's certificate. */
  caPem: string;
  /** YAML of the administrator's kubeconfig. */
  adminKubeconfig: string;
};

/** Writes a file into a folder that only its owner can read; answers its path. */
export const writePrivate = async (folder: string, name: string, text: string): Promise<string> => {
  const root = resolve(folder);
  await mkdir(root, { recursive: true, mode: 0o700 });
  const path = resolve(root, name);
  await writeFile(path, text, { mode: 0o600 });
  // The mode of writeFile counts for new files only.
  await chmod(path, 0o600);
  return path;
};

/** Writes what is needed to reach the cluster; answers the paths. */
export const writeAccess = async (
  folder: string,
  { caPem, adminKubeconfig }: Access,
): Promise<{ caFile: string; kubeconfig: string }> => ({
  caFile: await writePrivate(folder, "ca.crt", caPem),
  kubeconfig: await writePrivate(folder, "admin.kubeconfig", adminKubeconfig),
});

/** Waits until there is a file of that path: its cluster is started by somebody else, and may want to know us first. */
export const appearance = async (kubeconfig: string): Promise<void> => {
  const isThere = () =>
    access(kubeconfig).then(
      () => true,
      () => false,
    );
  while (!(await isThere())) await setTimeout(100);
};

/** Where the kubeconfig's current cluster is, and the PEM of its authority. */
export const clusterOf = (kubeconfig: string): { url: string; caPem: string } => {
  const config = new KubeConfig();
  config.loadFromFile(kubeconfig);
  const cluster = config.getCurrentCluster();
  if (!cluster?.caData) throw new Error(`${kubeconfig} names no cluster with its authority inside`);
  return { url: cluster.server, caPem: Buffer.from(cluster.caData, "base64").toString("utf8") };
};
