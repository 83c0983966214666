import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Platform, startDemo, startDemoOnCluster } from "../../running.mjs";

export type Demo = { platform: Platform; end: () => Promise<void> };

/**
 * A demo platform of its own, with a folder and an authority of its own. With E2E_REFCLUSTER, the folder of a real control plane's `up`,
 * behind one of those: an era's definitions and roles are cluster-wide, so two platforms never share one.
 */
export const startOwnDemo = async (origin: string, settings: Record<string, string>): Promise<Demo> => {
  const folder = mkdtempSync(join(tmpdir(), "porthole-e2e-"));
  const env = { DEMO_DIR: folder, ...settings };
  const refcluster = process.env.E2E_REFCLUSTER;
  const demo = refcluster
    ? await startDemoOnCluster({ origin, refcluster, folder, env })
    : await startDemo({ origin, env });
  return {
    platform: demo.platform,
    end: async () => {
      await demo.end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
