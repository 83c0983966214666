import type { KubeClient } from "../client.ts";
import { kubevirts } from "../kinds/kubevirt.ts";
import { badRequest } from "./refusal.ts";

/** Refuses with 400 unless KubeVirt's own object names the feature gate: an operator may take it away while all runs. */
export const assertGate = async (client: KubeClient, gate: string, refusal: string): Promise<void> => {
  const [kubeVirt] = await client.list(kubevirts);
  // The CR's schema: configuration.developerConfiguration.featureGates is a list of names.
  const { configuration } = (kubeVirt?.spec ?? {}) as {
    configuration?: { developerConfiguration?: { featureGates?: string[] } };
  };
  if (!configuration?.developerConfiguration?.featureGates?.includes(gate)) throw badRequest(refusal);
};

/** What Cozystack's gates keep shut; the demo has nothing behind them. */
export const shut = {
  objectGraph: () => Promise.reject(badRequest("ObjectGraph feature gate not enabled: Unable to return object graph.")),
  sev: () => Promise.reject(badRequest("'WorkloadEncryptionSEV' feature gate is not enabled")),
} as const;
