import { refuseUpgrade, sendJson, sendText } from "../aggregated/answers.ts";
import type { AggregatedGroup, Call, UpgradeCall } from "../aggregated/group.ts";
import { isStatus } from "../client/status-error.ts";
import type { KubeClient } from "../client.ts";
import type { Guests } from "../guests/guests.ts";
import { clusterWide, discoveryOf, group, versions } from "./discovery.ts";
import { createGuestControl } from "./guest-control.ts";
import { readFileSystems, readGuestInfo, readUsers } from "./guest-info.ts";
import { createMigrate } from "./migrate.ts";
import { createPause } from "./pause.ts";
import { createPower } from "./power.ts";
import { methodNotAllowed, pageNotFound, Refusal } from "./refusal.ts";
import { requireWildcard } from "./request-options.ts";
import { sendScreenshot } from "./screenshot.ts";
import { createStreams } from "./streams.ts";
import { createVolumes } from "./volumes.ts";

type Ref = { namespace: string; name: string };

type Options = {
  client: KubeClient;
  guests: Guests;
  /** Its version, as `version` and `guestfs` say it. */
  kubeVirt: string;
  now?: () => number;
};

/** A path below a namespace: `virtualmachines/web/start`, and what follows it. */
const readPath = (path: readonly string[]) => {
  const [, scope, namespace, resource, name, verb, ...rest] = path;
  if (scope !== "namespaces" || namespace === undefined || resource === undefined) return undefined;
  if (name === undefined) throw new Refusal(401, `unknown resource type ${resource}`);
  if (verb === undefined) throw new Refusal(401, `unknown api endpoint: /apis/${group}/${path.join("/")}`);
  return { ref: { namespace, name }, target: `${resource}/${verb}`, rest };
};

type Put = { code: 200 | 202; run: (call: Call, ref: Ref) => Promise<void> };
type Get = (call: Call, ref: Ref) => Promise<void>;

/** KubeVirt's subresources, as virt-api answers them: its codes, texts and oddities (platform-api.md 4.1–4.3). */
export const subresourcesGroup = ({ client, guests, kubeVirt, now = Date.now }: Options): AggregatedGroup => {
  const power = createPower(client);
  const pause = createPause(client, now);
  const control = createGuestControl(client, guests);
  const streams = createStreams(client, guests);
  const volumes = createVolumes(client);
  const ofMachine = volumes("virtualmachine");
  const ofInstance = volumes("virtualmachineinstance");
  const wide = clusterWide(kubeVirt);

  const puts: Record<string, Put> = {
    "virtualmachines/start": { code: 202, run: power.start },
    "virtualmachines/stop": { code: 202, run: power.stop },
    "virtualmachines/restart": { code: 202, run: power.restart },
    "virtualmachines/migrate": { code: 202, run: createMigrate(client) },
    "virtualmachines/addvolume": { code: 202, run: ofMachine.add },
    "virtualmachines/removevolume": { code: 202, run: ofMachine.remove },
    "virtualmachineinstances/addvolume": { code: 202, run: ofInstance.add },
    "virtualmachineinstances/removevolume": { code: 202, run: ofInstance.remove },
    "virtualmachineinstances/pause": { code: 200, run: pause.pause },
    "virtualmachineinstances/unpause": { code: 200, run: pause.unpause },
    "virtualmachineinstances/softreboot": { code: 200, run: control.softReboot },
    "virtualmachineinstances/reset": { code: 200, run: control.reset },
    "virtualmachineinstances/freeze": { code: 200, run: control.freeze },
    "virtualmachineinstances/unfreeze": { code: 200, run: control.unfreeze },
  };
  const json =
    (read: (client: KubeClient, ref: Ref) => Promise<object>): Get =>
    async ({ response }, ref) =>
      sendJson(response, 200, await read(client, ref));
  const gets: Record<string, Get> = {
    "virtualmachineinstances/console": (call, ref) => streams.plain(call, "console", ref),
    "virtualmachineinstances/vnc": (call, ref) => streams.plain(call, "vnc", ref),
    "virtualmachineinstances/vnc/screenshot": async (call, ref) => {
      requireWildcard(call.headers.accept);
      await sendScreenshot(client, guests, call, ref);
    },
    "virtualmachineinstances/guestosinfo": json(readGuestInfo),
    "virtualmachineinstances/userlist": json(readUsers),
    "virtualmachineinstances/filesystemlist": json(readFileSystems),
  };

  const answer = async (call: Call): Promise<void> => {
    const { method, path, response } = call;
    const [version = "", word = ""] = path;
    if (path.length === 1) return sendJson(response, 200, discoveryOf(version));
    if (path.length === 2 && Object.hasOwn(wide, word)) return sendJson(response, 200, wide[word] ?? {});
    const known = readPath(path);
    if (!known) throw pageNotFound();
    const { ref, rest } = known;
    const target = [known.target, ...rest].join("/");
    const put = Object.hasOwn(puts, target) ? puts[target] : undefined;
    const get = Object.hasOwn(gets, target) ? gets[target] : undefined;
    if (!put && !get) throw pageNotFound();
    if (put && method === "PUT") {
      requireWildcard(call.headers.accept);
      await put.run(call, ref);
      response.writeHead(put.code, { "Content-Length": 0 }).end();
    } else if (get && method === "GET") await get(call, ref);
    else throw methodNotAllowed();
  };

  const upgrade = async (call: UpgradeCall): Promise<void> => {
    const known = readPath(call.path);
    if (!known) throw pageNotFound();
    const { ref, target, rest } = known;
    const [port, protocol = "tcp", ...more] = rest;
    if (call.method !== "GET") throw methodNotAllowed();
    if (target === "virtualmachineinstances/console" && port === undefined) await streams.upgrade(call, "console", ref);
    else if (target === "virtualmachineinstances/vnc" && port === undefined) await streams.upgrade(call, "vnc", ref);
    else if (target === "virtualmachineinstances/portforward" && port !== undefined && more.length === 0) {
      await streams.forward(call, ref, port, protocol);
    } else if (target === "virtualmachines/portforward" && port !== undefined && more.length === 0) {
      await streams.forward(call, ref, port, protocol, "virtualmachine");
    } else throw pageNotFound();
  };

  return {
    group,
    versions,
    handle: async (call) => {
      try {
        await answer(call);
      } catch (error) {
        const { code, body } = refusalOf(error);
        if (body === "") call.response.writeHead(code, { "Content-Length": 0 }).end();
        else if (typeof body === "string") sendText(call.response, code, body);
        else sendJson(call.response, code, body);
      }
    },
    upgrade: async (call) => {
      try {
        await upgrade(call);
      } catch (error) {
        const { code, body } = refusalOf(error);
        refuseUpgrade(call.socket, code, body);
      }
    },
  };
};

/** What the API server refused reaches the caller as virt-api passes it on; anything else is the server's own failure. */
const refusalOf = (error: unknown): Refusal => {
  if (error instanceof Refusal) return error;
  for (const code of [403, 409, 422]) if (isStatus(error, code)) return new Refusal(code, error.status);
  throw error;
};
