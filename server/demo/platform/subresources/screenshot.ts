import type { Call } from "../aggregated/group.ts";
import type { KubeClient } from "../client.ts";
import { type Guests, isRunning } from "../guests/guests.ts";
import { instances } from "../kinds/kubevirt.ts";
import { assertAllowed } from "./authorize.ts";
import { guestFailure } from "./guest-info.ts";

type Ref = { namespace: string; name: string };

/** A PNG of what the guest's screen shows. The right to `vnc` brought the caller here, `vnc/screenshot` is asked now. */
export const sendScreenshot = async (client: KubeClient, guests: Guests, call: Call, ref: Ref): Promise<void> => {
  const resource = "virtualmachineinstances";
  await assertAllowed(client, call.caller, { ...ref, verb: "get", resource, subresource: "vnc/screenshot" });
  const vmi = await client.get(instances, ref);
  if (!vmi) throw guestFailure(`virtualmachineinstance.kubevirt.io "${ref.name}" not found`);
  if (vmi.spec.domain.devices.autoattachGraphicsDevice === false)
    throw guestFailure("No graphics devices are present.");
  if (!isRunning(vmi)) throw guestFailure("VMI is not running");
  const picture = await (await guests.of(vmi)).guest.picture();
  call.response.writeHead(200, { "Content-Type": "image/png", "Content-Length": picture.length }).end(picture);
};
