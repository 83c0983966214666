import { sendJson } from "../aggregated/answers.ts";
import type { Call } from "../aggregated/group.ts";
import type { KubeClient } from "../client.ts";
import type { Guests } from "../guests/guests.ts";
import { instances } from "../kinds/kubevirt.ts";
import { createEvacuateCancel } from "./evacuation.ts";
import { createExpand } from "./expand.ts";
import { shut } from "./gates.ts";
import { createGuestControl } from "./guest-control.ts";
import { readFileSystems, readGuestInfo, readUsers } from "./guest-info.ts";
import { createMemoryDump } from "./memory-dump.ts";
import { createMigrate } from "./migrate.ts";
import { createPause } from "./pause.ts";
import { createPower } from "./power.ts";
import { conflict, notFound } from "./refusal.ts";
import { requireWildcard } from "./request-options.ts";
import { sendScreenshot } from "./screenshot.ts";
import type { Streams } from "./streams.ts";
import { createVolumes } from "./volumes.ts";

type Ref = { namespace: string; name: string };

export type Put = { code: 200 | 202; run: (call: Call, ref: Ref) => Promise<void> };
export type Get = (call: Call, ref: Ref) => Promise<void>;

type Parts = { client: KubeClient; guests: Guests; streams: Streams; now: () => number };

/** What the subresources do, by `resource/verb`; the streams' upgrades are not among them. */
export const createVerbs = ({ client, guests, streams, now }: Parts) => {
  const power = createPower(client);
  const pause = createPause(client, now);
  const control = createGuestControl(client, guests);
  const volumes = createVolumes(client);
  const ofMachine = volumes("virtualmachine");
  const ofInstance = volumes("virtualmachineinstance");
  const memory = createMemoryDump(client);
  const expand = createExpand(client);

  const put = (code: Put["code"], run: Put["run"]): Put => ({ code, run });
  const puts: Record<string, Put> = {
    "virtualmachines/start": put(202, power.start),
    "virtualmachines/stop": put(202, power.stop),
    "virtualmachines/restart": put(202, power.restart),
    "virtualmachines/migrate": put(202, createMigrate(client)),
    "virtualmachines/addvolume": put(202, ofMachine.add),
    "virtualmachines/removevolume": put(202, ofMachine.remove),
    "virtualmachines/memorydump": put(202, memory.dump),
    "virtualmachines/removememorydump": put(202, memory.remove),
    "virtualmachines/evacuate/cancel": put(200, createEvacuateCancel(client, "virtualmachine")),
    "virtualmachineinstances/addvolume": put(202, ofInstance.add),
    "virtualmachineinstances/removevolume": put(202, ofInstance.remove),
    "virtualmachineinstances/pause": put(200, pause.pause),
    "virtualmachineinstances/unpause": put(200, pause.unpause),
    "virtualmachineinstances/softreboot": put(200, control.softReboot),
    "virtualmachineinstances/reset": put(200, control.reset),
    "virtualmachineinstances/freeze": put(200, control.freeze),
    "virtualmachineinstances/unfreeze": put(200, control.unfreeze),
    "virtualmachineinstances/evacuate/cancel": put(200, createEvacuateCancel(client, "virtualmachineinstance")),
    "virtualmachineinstances/backup": put(200, withoutBlockTracking(client)),
    "virtualmachineinstances/redefine-checkpoint": put(200, withoutBlockTracking(client)),
    "virtualmachineinstances/sev/setupsession": put(202, shut.sev),
    "virtualmachineinstances/sev/injectlaunchsecret": put(202, shut.sev),
  };

  const json =
    (read: (client: KubeClient, ref: Ref) => Promise<object>): Get =>
    async ({ response }, ref) =>
      sendJson(response, 200, await read(client, ref));
  const gets: Record<string, Get> = {
    "virtualmachines/expand-spec": expand.known,
    "virtualmachines/objectgraph": shut.objectGraph,
    "virtualmachineinstances/objectgraph": shut.objectGraph,
    "virtualmachineinstances/console": (call, ref) => streams.plain(call, "console", ref),
    "virtualmachineinstances/vnc": (call, ref) => streams.plain(call, "vnc", ref),
    "virtualmachineinstances/usbredir": (call, ref) => streams.plain(call, "usbredir", ref),
    "virtualmachineinstances/vsock": (call, ref) => streams.plain(call, "vsock", ref),
    "virtualmachineinstances/vnc/screenshot": async (call, ref) => {
      requireWildcard(call.headers.accept);
      await sendScreenshot(client, guests, call, ref);
    },
    "virtualmachineinstances/guestosinfo": json(readGuestInfo),
    "virtualmachineinstances/userlist": json(readUsers),
    "virtualmachineinstances/filesystemlist": json(readFileSystems),
    "virtualmachineinstances/sev/fetchcertchain": shut.sev,
    "virtualmachineinstances/sev/querylaunchmeasurement": shut.sev,
  };
  return { puts, gets, expandGiven: expand.given };
};

/** Incremental backup: its gate is shut on Cozystack, so no instance's disks are tracked. */
const withoutBlockTracking =
  (client: KubeClient) =>
  async (_call: Call, { namespace, name }: Ref): Promise<never> => {
    if (!(await client.get(instances, { namespace, name }))) throw notFound("virtualmachineinstance", name);
    throw conflict("virtualmachineinstance", name, "ChangedBlockTracking is not enabled");
  };
