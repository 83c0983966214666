import { statusBody } from "../aggregated/answers.ts";
import type { Call } from "../aggregated/group.ts";
import type { KubeClient } from "../client.ts";
import { isRunning } from "../guests/guests.ts";
import { claims } from "../kinds/core.ts";
import { instances, type MemoryDumpRequest, type VirtualMachineInstance, virtualMachines } from "../kinds/kubevirt.ts";
import { quantity } from "../quantity.ts";
import { assertGate } from "./gates.ts";
import { badRequest, conflict, notFound, Refusal } from "./refusal.ts";
import { memoryDumpOptions, readOptions } from "./request-options.ts";

type Ref = { namespace: string; name: string };

const mebibyte = 2 ** 20;
/** What a dump needs beside the guest's memory, and the share that CDI leaves to the file system. */
const overheadBytes = 100 * mebibyte;
const fileSystemShare = 0.06;

const noHotplug = "Unable to memory dump because HotplugVolumes feature gate is not enabled.";

/** Dumps of a running guest's memory to a claim, asked for in the machine's status (kubevirt/pkg/virt-api/rest/memorydump.go). */
export const createMemoryDump = (client: KubeClient) => {
  const find = async (ref: Ref) => {
    const vm = await client.get(virtualMachines, ref);
    if (!vm) throw notFound("virtualmachine", ref.name);
    return vm;
  };
  const write = (ref: Ref, memoryDumpRequest: MemoryDumpRequest) =>
    client.patchStatus(virtualMachines, ref, { memoryDumpRequest });

  const assertFits = async (namespace: string, claimName: string, vmi: VirtualMachineInstance): Promise<void> => {
    const claim = await client.get(claims, { namespace, name: claimName });
    const resource = "persistentvolumeclaim";
    if (!claim) {
      throw new Refusal(404, statusBody(404, "NotFound", `${resource}.kubevirt.io "${claimName}" not found`));
    }
    const refuse = (why: string) => conflict(resource, claimName, why);
    if (claim.spec.volumeMode === "Block") throw refuse("pvc should be filesystem pvc");
    if (claim.spec.accessModes.every((mode) => mode === "ReadOnlyMany")) {
      throw refuse("pvc access mode can't be read only");
    }
    const asked = claim.spec.resources.requests.storage;
    const needed = Math.ceil((quantity(vmi.status?.memory?.guestCurrent) + overheadBytes) * (1 + fileSystemShare));
    if (quantity(asked) < needed) throw refuse(`pvc size [${asked}] should be bigger then [${needed}]`);
  };

  return {
    dump: async (call: Call, ref: Ref): Promise<void> => {
      await assertGate(client, "HotplugVolumes", noHotplug);
      const asked = (await readOptions(call, memoryDumpOptions)).claimName ?? "";
      const vm = await find(ref);
      const known = vm.status?.memoryDumpRequest ?? undefined;
      const claimName = asked || known?.claimName;
      if (!claimName) throw badRequest("Memory dump requires claim name to be set");
      if (known && known.claimName !== claimName) {
        const why = `can't request memory dump for pvc [${claimName}] while pvc [${known.claimName}] is still associated as the memory dump pvc`;
        throw conflict("virtualmachine", ref.name, why);
      }
      const vmi = await client.get(instances, ref);
      if (!vmi) throw notFound("virtualmachineinstance", ref.name);
      if (!isRunning(vmi)) throw conflict("virtualmachineinstance", ref.name, "VMI is not running");
      await assertFits(ref.namespace, claimName, vmi);
      if (known && known.phase !== "Completed" && known.phase !== "Failed") {
        const why =
          known.phase === "Dissociating"
            ? `can't dump memory for pvc [${claimName}] a remove memory dump request is in progress`
            : `memory dump request for pvc [${claimName}] already in progress`;
        throw conflict("virtualmachine", ref.name, why);
      }
      // A `dryRun` in the body is ignored: platform-api.md 4.1 warns of it.
      await write(ref, { claimName, phase: "Associating" });
    },

    remove: async (_call: Call, ref: Ref): Promise<void> => {
      const known = (await find(ref)).status?.memoryDumpRequest;
      if (!known) {
        const why = `can't remove memory dump association for vm ${ref.name}, no association found`;
        throw conflict("virtualmachine", ref.name, why);
      }
      const { claimName, remove } = known;
      if (remove) {
        throw conflict("virtualmachine", ref.name, `memory dump remove request for pvc [${claimName}] already exists`);
      }
      await write(ref, { claimName, phase: "Dissociating", remove: true });
    },
  };
};
