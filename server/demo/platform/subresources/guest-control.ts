import type { Call } from "../aggregated/group.ts";
import type { KubeClient } from "../client.ts";
import { type Guests, isRunning } from "../guests/guests.ts";
import { instances, type VirtualMachineInstance } from "../kinds/kubevirt.ts";
import { conflict, notFound } from "./refusal.ts";

type Ref = { namespace: string; name: string };

/** What reaches into a running guest: reboots without a new instance, and its file systems at rest. */
export const createGuestControl = (client: KubeClient, guests: Guests) => {
  const refuse = (ref: Ref, text: string) => conflict("virtualmachineinstance", ref.name, text);

  const read = async (ref: Ref, notRunning: string): Promise<VirtualMachineInstance> => {
    const vmi = await client.get(instances, ref);
    if (!vmi) throw notFound("virtualmachineinstance", ref.name);
    if (!isRunning(vmi)) throw refuse(ref, notRunning);
    return vmi;
  };
  const freezing = (fsFreezeStatus: "frozen" | null, notRunning: string) => async (_call: Call, ref: Ref) => {
    await read(ref, notRunning);
    await client.mergePatch(instances, ref, { status: { fsFreezeStatus } });
  };

  return {
    softReboot: async (_call: Call, ref: Ref): Promise<void> => {
      const vmi = await read(ref, "VM is not running");
      const paused = vmi.status?.conditions?.find(({ type }) => type === "Paused");
      // Unlike pause, this one looks at the status (platform-api.md 4.1).
      if (paused?.status === "True") throw refuse(ref, "VMI is paused");
      const hasAgent = vmi.status?.conditions?.some(({ type }) => type === "AgentConnected");
      if (!hasAgent && vmi.spec.domain.features?.acpi?.enabled === false) {
        throw refuse(ref, "VMI neither have the agent connected nor the ACPI feature enabled");
      }
      (await guests.of(vmi)).guest.reboot();
    },
    reset: async (_call: Call, ref: Ref): Promise<void> => {
      const vmi = await read(ref, "VM is not running");
      (await guests.of(vmi)).guest.reset();
    },
    freeze: freezing("frozen", "VM is not running"),
    unfreeze: freezing(null, "VMI is not running"),
  };
};
