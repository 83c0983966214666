import { refuseUpgrade, sendJson, sendText } from "../aggregated/answers.ts";
import type { AggregatedGroup, Call, UpgradeCall } from "../aggregated/group.ts";
import { isStatus } from "../client/status-error.ts";
import type { KubeClient } from "../client.ts";
import type { Guests } from "../guests/guests.ts";
import { readGuestInfo } from "./guest-info.ts";
import { createPause } from "./pause.ts";
import { createPower } from "./power.ts";
import { methodNotAllowed, pageNotFound, Refusal } from "./refusal.ts";
import { requireWildcard } from "./request-options.ts";
import { createStreams } from "./streams.ts";

type Ref = { namespace: string; name: string };

type Options = { client: KubeClient; guests: Guests; now?: () => number };

const group = "subresources.kubevirt.io";
const versions = ["v1", "v1alpha3"];

/** Verbs by resource, as RBAC names them. Discovery of the real server leaves `verbs` null. */
const resourceNames = [
  "virtualmachines/start",
  "virtualmachines/stop",
  "virtualmachines/restart",
  "virtualmachineinstances/pause",
  "virtualmachineinstances/unpause",
  "virtualmachineinstances/console",
  "virtualmachineinstances/vnc",
  "virtualmachineinstances/portforward",
  "virtualmachineinstances/guestosinfo",
];

const discovery = (version: string) => ({
  kind: "APIResourceList",
  apiVersion: "v1",
  groupVersion: `${group}/${version}`,
  resources: resourceNames.map((name) => ({ name, singularName: "", namespaced: true, kind: "", verbs: null })),
});

const virtVersion = {
  gitVersion: "v1.6.2",
  gitCommit: "",
  gitTreeState: "clean",
  buildDate: "",
  goVersion: "",
  compiler: "gc",
  platform: "linux/amd64",
};

/** A path below a namespace: `virtualmachines/web/start`, and what follows it. */
const readPath = (path: readonly string[]) => {
  const [, scope, namespace, resource, name, verb, ...rest] = path;
  if (scope !== "namespaces" || namespace === undefined || resource === undefined) return undefined;
  if (name === undefined) throw new Refusal(401, `unknown resource type ${resource}`);
  if (verb === undefined) throw new Refusal(401, `unknown api endpoint: /apis/${group}/${path.join("/")}`);
  return { ref: { namespace, name }, target: `${resource}/${verb}`, rest };
};

/** KubeVirt's subresources, as virt-api answers them: its codes, texts and oddities (platform-api.md 4.1–4.3). */
export const subresourcesGroup = ({ client, guests, now = Date.now }: Options): AggregatedGroup => {
  const power = createPower(client);
  const pause = createPause(client, now);
  const streams = createStreams(client, guests);

  const puts: Record<string, { code: 200 | 202; run: (call: Call, ref: Ref) => Promise<void> }> = {
    "virtualmachines/start": { code: 202, run: power.start },
    "virtualmachines/stop": { code: 202, run: power.stop },
    "virtualmachines/restart": { code: 202, run: power.restart },
    "virtualmachineinstances/pause": { code: 200, run: pause.pause },
    "virtualmachineinstances/unpause": { code: 200, run: pause.unpause },
  };
  const gets: Record<string, (call: Call, ref: Ref) => Promise<void>> = {
    "virtualmachineinstances/console": (call, ref) => streams.plain(call, "console", ref),
    "virtualmachineinstances/vnc": (call, ref) => streams.plain(call, "vnc", ref),
    "virtualmachineinstances/guestosinfo": async ({ response }, ref) =>
      sendJson(response, 200, await readGuestInfo(client, ref)),
  };

  const answer = async (call: Call): Promise<void> => {
    const { method, path, response } = call;
    const [version = "", word] = path;
    if (path.length === 1) return sendJson(response, 200, discovery(version));
    if (path.length === 2 && word === "version") return sendJson(response, 200, virtVersion);
    if (path.length === 2 && word === "healthz") return sendJson(response, 200, { apiserver: { connectivity: "ok" } });
    const known = readPath(path);
    if (!known || known.rest.length > 0) throw pageNotFound();
    const { ref, target } = known;
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
        if (typeof body === "string") sendText(call.response, code, body);
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
