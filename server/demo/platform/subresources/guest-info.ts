import type { KubeClient } from "../client.ts";
import { hostnameOf, isRunning } from "../guests/guests.ts";
import { instances } from "../kinds/kubevirt.ts";
import { Refusal } from "./refusal.ts";

/** What the guest agent says of the guest. Every failure is a text with code 500, unlike all other refusals. */
export const readGuestInfo = async (client: KubeClient, ref: { namespace: string; name: string }): Promise<object> => {
  const fail = (text: string) => new Refusal(500, `Internal error occurred: ${text}`);
  const vmi = await client.get(instances, ref);
  if (!vmi) throw fail(`virtualmachineinstance.kubevirt.io "${ref.name}" not found`);
  if (!isRunning(vmi)) throw fail("VMI is not running");
  const agent = vmi.status?.conditions?.find(({ type }) => type === "AgentConnected");
  if (agent?.status !== "True") throw fail("VMI does not have guest agent connected");
  return {
    guestAgentVersion: "8.2.2",
    hostname: hostnameOf(vmi),
    os: vmi.status?.guestOSInfo ?? {},
    timezone: "UTC, 0",
    userList: [],
    fsInfo: { disks: [] },
    fsFreezeStatus: "thawed",
  };
};
