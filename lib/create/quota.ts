import type { CatalogueView } from "../resources/image/view.ts";
import type { QuotaView } from "../resources/tenant/view.ts";
import type { CreateInput } from "./input.ts";

/** What the new machine does to one limit of the tenant, in the units of QuotaView. */
export type QuotaEffect = { key: string; before: number; after: number; hard: number; exceeds: boolean };

const classStorageSuffix = ".storageclass.storage.k8s.io/requests.storage";

/** Before and after, for each limit that the machine touches. A halted machine takes disks and addresses, no CPU or memory yet. */
export const quotaEffects = (input: CreateInput, catalogue: CatalogueView, quota: QuotaView | null): QuotaEffect[] =>
  (quota?.items ?? []).flatMap(({ key, used, hard }) => {
    const amount = amountOf(key, input, catalogue);
    return amount === 0 ? [] : [{ key, before: used, after: used + amount, hard, exceeds: used + amount > hard }];
  });

const amountOf = (key: string, input: CreateInput, catalogue: CatalogueView): number => {
  const type = catalogue.instanceTypes.find(({ name }) => name === input.instanceType);
  const image = catalogue.images.find(({ name }) => name === input.image);
  const installerBytes = image?.kind === "installer" ? image.minimumBytes : 0;
  const storageBytes = input.systemDisk.sizeBytes + installerBytes;
  if (key === `${input.systemDisk.storageClass}${classStorageSuffix}`) return storageBytes;
  switch (key) {
    case "cpu":
    case "requests.cpu":
    case "limits.cpu":
      return input.start ? (type?.cpu ?? 0) : 0;
    case "memory":
    case "requests.memory":
    case "limits.memory":
      return input.start ? (type?.memoryBytes ?? 0) : 0;
    case "requests.storage":
      return storageBytes;
    case "persistentvolumeclaims":
    case "count/persistentvolumeclaims":
      return installerBytes > 0 ? 2 : 1;
    case "services.loadbalancers":
      return input.exposure.kind === "private" ? 0 : 1;
    case "services":
    case "count/services":
      return 1;
    case "pods":
    case "count/pods":
      return input.start ? 1 : 0;
    default:
      return 0;
  }
};
