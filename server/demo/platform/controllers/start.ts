import { chartsOf } from "../charts/charts.ts";
import type { KubeClient } from "../client.ts";
import type { Clock } from "../clock.ts";
import type { Era } from "../eras/era.ts";
import { startClaimProtection } from "./claim-protection.ts";
import type { Context, Controller } from "./controller.ts";
import { startDataVolumes } from "./data-volumes.ts";
import { createEventRecorder } from "./events.ts";
import { startInstances } from "./instances.ts";
import { startKubelets } from "./kubelets.ts";
import { startMemoryDumps } from "./memory-dumps.ts";
import { startMigrations } from "./migrations.ts";
import { startReleases } from "./releases.ts";
import { startServiceAddresses } from "./service-addresses.ts";
import { startVirtualMachines } from "./virtual-machines.ts";
import { startWorkloads } from "./workloads.ts";

/** Flux, CDI, KubeVirt, MetalLB, Cozystack's monitor, and what a cluster without nodes lacks; resolves when all have seen what is there. */
export const startControllers = async (
  client: KubeClient,
  clock: Clock,
  era: Era,
  onError: Context["onError"],
): Promise<{ dispose: () => Promise<void> }> => {
  const context: Context = { client, clock, events: createEventRecorder(client, clock), onError };
  const controllers: Controller[] = await Promise.all([
    startReleases(context, chartsOf(era)),
    startDataVolumes(context),
    startClaimProtection(context),
    startVirtualMachines(context),
    startInstances(context),
    startKubelets(context),
    startMigrations(context),
    startMemoryDumps(context),
    startServiceAddresses(context),
    startWorkloads(context),
  ]);
  return {
    dispose: async () => {
      await Promise.all(controllers.map((it) => it.dispose()));
    },
  };
};
