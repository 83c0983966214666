import { chmod, mkdir, writeFile } from "node:fs/promises";
import { resolve } from "node:path";

type Access = {
  /** PEM of the authority that signed the API server's certificate. */
  caPem: string;
  /** YAML of the administrator's kubeconfig. */
  adminKubeconfig: string;
};

/** Writes what is needed to reach the cluster into a folder that only its owner can read; answers the paths. */
export const writeAccess = async (
  folder: string,
  { caPem, adminKubeconfig }: Access,
): Promise<{ caFile: string; kubeconfig: string }> => {
  const root = resolve(folder);
  await mkdir(root, { recursive: true, mode: 0o700 });
  const write = async (name: string, text: string): Promise<string> => {
    const path = resolve(root, name);
    await writeFile(path, text, { mode: 0o600 });
    // The mode of writeFile counts for new files only.
    await chmod(path, 0o600);
    return path;
  };
  return { caFile: await write("ca.crt", caPem), kubeconfig: await write("admin.kubeconfig", adminKubeconfig) };
};
