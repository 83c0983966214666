import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startApiServer } from "./api-server/start.ts";
import { createCertificates } from "./certificates.ts";
import type { EraName } from "./platform/eras/eras.ts";
import { startPlatform } from "./platform/start.ts";

export type InProcess = { url: string; caPem: string; dispose: () => Promise<void> };

type Options = {
  era?: EraName /** By name; the person's token is `token-of-<name>`. */;
  groups: Record<string, string>;
  /** False: nothing changes but what a test writes. */
  hasControllers?: boolean;
};

/** The stand-in with the whole platform on it, without seed and identity provider, twenty times as fast: for tests in one process. */
export const startInProcess = async ({
  era = "current",
  groups,
  hasControllers = true,
}: Options): Promise<InProcess> => {
  const certificates = await createCertificates();
  const tokens = Object.entries(groups).map(([user, group]) => ({ token: `token-of-${user}`, user, groups: [group] }));
  const apiServer = await startApiServer({ certificates, tokens });
  const folder = await mkdtemp(join(tmpdir(), "porthole-test-"));
  const kubeconfig = join(folder, "kubeconfig");
  await writeFile(kubeconfig, apiServer.adminKubeconfig(), { mode: 0o600 });
  const certificate = { ...certificates.platform, ca: certificates.ca.cert };
  const platform = await startPlatform({ kubeconfig, certificate, era, speed: 20, hasControllers });
  return {
    url: apiServer.url,
    caPem: apiServer.caPem,
    dispose: async () => {
      await platform.dispose();
      await apiServer.dispose();
      await rm(folder, { recursive: true, force: true });
    },
  };
};
