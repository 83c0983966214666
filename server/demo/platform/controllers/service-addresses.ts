import { type Service, services } from "../kinds/core.ts";
import { keyOf } from "../object.ts";
import { firstTroubleMs, vmSentinel } from "../sentinels.ts";
import { type Context, type Controller, createController } from "./controller.ts";

const pool = Array.from({ length: 240 }, (_, index) => `185.19.28.${index + 10}`);
const assignMs = 300;

const addressOf = ({ status }: Service): string | undefined => status?.loadBalancer?.ingress?.[0]?.ip;

/** MetalLB: an address of the pool for every LoadBalancer Service; free again when the Service is gone. */
export const startServiceAddresses = async (context: Context): Promise<Controller> => {
  const { client, events } = context;
  const all = client.informer(services);
  await all.ready;
  /** Given by this process but perhaps not in the informer yet; by the Service's uid. */
  const given = new Map<string, string>();

  const free = (service: Service): string | undefined => {
    const others = all.list().filter(({ metadata }) => metadata.uid !== service.metadata.uid);
    const uids = new Set(others.map(({ metadata }) => metadata.uid));
    for (const uid of given.keys()) if (!uids.has(uid)) given.delete(uid);
    const taken = new Set([...others.flatMap((it) => addressOf(it) ?? []), ...given.values()]);
    return pool.find((address) => !taken.has(address));
  };

  const controller = createController(context, "metallb-controller", async (key, pace) => {
    const service = all.get(key);
    if (service?.spec.type !== "LoadBalancer" || addressOf(service) !== undefined) return;
    const { uid = "" } = service.metadata;
    if (!pace.elapsed(`${uid} assign`, assignMs)) return;
    const isEmptyAtFirst = vmSentinel(service) === "no-address-once" && !pace.elapsed(`${uid} pool`, firstTroubleMs);
    const ip = isEmptyAtFirst ? undefined : (given.get(uid) ?? free(service));
    if (ip === undefined) {
      const message = `Failed to allocate IP for "${key}": no available IPs`;
      return events(service, "metallb-controller", "Warning", "AllocationFailed", message);
    }
    given.set(uid, ip);
    const ingress = [{ ip, ipMode: "VIP" }];
    await client.patchStatus(services, service.metadata, { loadBalancer: { ingress } });
    await events(service, "metallb-controller", "Normal", "IPAllocated", `Assigned IP ["${ip}"]`);
  });
  await controller.watch(all, (service) => (service.spec.type === "LoadBalancer" ? [keyOf(service)] : []));
  return controller;
};
