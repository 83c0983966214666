import { timestamp } from "../clock.ts";
import { type MemoryDumpRequest, virtualMachines } from "../kinds/kubevirt.ts";
import { type Context, type Controller, createController } from "./controller.ts";

const attachMs = 1_000;
const dumpMs = 2_000;

/** KubeVirt's memory dumps: a request in a machine's status goes through its phases. No claim of the demo holds data. */
export const startMemoryDumps = async (context: Context): Promise<Controller> => {
  const { client, clock } = context;
  const machines = client.informer(virtualMachines);
  const controller = createController(context, "memory-dump-controller", async (key, pace) => {
    const vm = machines.get(key);
    const request = vm?.status?.memoryDumpRequest;
    if (!vm || !request) return;
    const { uid } = vm.metadata;
    const show = (memoryDumpRequest: MemoryDumpRequest | null) =>
      client.patchStatus(virtualMachines, vm.metadata, { memoryDumpRequest });
    const passed = (phase: MemoryDumpRequest["phase"], ms: number): boolean => {
      const step = `${uid} ${phase}`;
      const isOver = request.phase === phase && pace.elapsed(step, ms);
      if (isOver) pace.restart(step);
      return isOver;
    };
    const now = timestamp(clock);
    if (passed("Associating", attachMs)) await show({ ...request, phase: "InProgress", startTimestamp: now });
    if (passed("InProgress", dumpMs)) {
      const fileName = `${vm.metadata.name}-${request.claimName}-${now.replaceAll(":", "")}.memory.dump`;
      await show({ ...request, phase: "Completed", endTimestamp: now, fileName });
    }
    if (passed("Dissociating", attachMs)) await show(null);
  });
  await controller.watch(machines);
  return controller;
};
