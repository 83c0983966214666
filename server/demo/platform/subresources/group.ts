import { refuseUpgrade, sendJson, sendText } from "../aggregated/answers.ts";
import type { AggregatedGroup, Call, UpgradeCall } from "../aggregated/group.ts";
import { isStatus } from "../client/status-error.ts";
import type { KubeClient } from "../client.ts";
import type { Guests } from "../guests/guests.ts";
import { clusterWide, discoveryOf, group, versions } from "./discovery.ts";
import { methodNotAllowed, pageNotFound, Refusal } from "./refusal.ts";
import { requireWildcard } from "./request-options.ts";
import { createStreams, isStream } from "./streams.ts";
import { createVerbs } from "./verbs.ts";

type Options = {
  client: KubeClient;
  guests: Guests;
  /** Its version, as `version` and `guestfs` say it. */
  kubeVirt: string;
  now?: () => number;
};

/** Go's mux answers a path with an empty part by a redirect to the clean one, which no aggregation layer follows. */
const isUnclean = ({ request }: Pick<Call, "request">): boolean => request.url?.split("?")[0]?.includes("//") ?? false;

/** A path below a namespace: `virtualmachines/web/start`, and what follows it. */
const readPath = (path: readonly string[]) => {
  const [, scope, namespace, resource, name, verb, ...rest] = path;
  if (scope !== "namespaces" || namespace === undefined || resource === undefined) return undefined;
  if (name === undefined) throw new Refusal(401, `unknown resource type ${resource}`);
  if (verb === undefined) throw new Refusal(401, `unknown api endpoint: /apis/${group}/${path.join("/")}`);
  return { ref: { namespace, name }, target: `${resource}/${verb}`, rest };
};

/** KubeVirt's subresources, as virt-api answers them: its codes, texts and oddities (platform-api.md 4.1–4.3). */
export const subresourcesGroup = ({ client, guests, kubeVirt, now = Date.now }: Options): AggregatedGroup => {
  const streams = createStreams(client, guests);
  const { puts, gets, expandGiven } = createVerbs({ client, guests, streams, now });
  const wide = clusterWide(kubeVirt);

  const answer = async (call: Call): Promise<void> => {
    const { method, path, response } = call;
    const [version = "", word = ""] = path;
    if (isUnclean(call)) {
      response.writeHead(301, { Location: `/apis/${group}/${path.join("/")}` }).end();
      return;
    }
    if (path.length === 1) return sendJson(response, 200, discoveryOf(version));
    if (path.length === 2 && Object.hasOwn(wide, word)) return sendJson(response, 200, wide[word] ?? {});
    if (path.length === 4 && path[1] === "namespaces" && path[3] === "expand-vm-spec") {
      if (method !== "PUT") throw methodNotAllowed();
      return expandGiven(call, path[2] ?? "");
    }
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
    if (isUnclean(call)) throw new Refusal(301, "Moved Permanently");
    const known = readPath(call.path);
    if (!known) throw pageNotFound();
    const { ref, target, rest } = known;
    const [port, protocol = "tcp", ...more] = rest;
    if (call.method !== "GET") throw methodNotAllowed();
    const [resource, word = ""] = target.split("/");
    const isForward = word === "portforward" && port !== undefined && more.length === 0;
    if (isForward && resource === "virtualmachines") await streams.forward(call, ref, port, protocol, "virtualmachine");
    else if (isForward && resource === "virtualmachineinstances") await streams.forward(call, ref, port, protocol);
    else if (isStream(word) && resource === "virtualmachineinstances" && port === undefined) {
      await streams.upgrade(call, word, ref);
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
