import type { FieldProblem } from "../api/problem.ts";
import type { CatalogueView } from "../resources/image/view.ts";
import type { QuotaView } from "../resources/tenant/view.ts";
import { newDisksOf } from "./disks.ts";
import type { CreateInput } from "./input.ts";
import { resourcesOf } from "./size.ts";

/** What the new machine does to one limit of the tenant, in the units of QuotaView. */
export type QuotaEffect = { key: string; before: number; after: number; hard: number; exceeds: boolean };

const classSuffix = ".storageclass.storage.k8s.io/";

/** Before and after, for each limit that the machine touches. A halted machine takes disks and addresses, no CPU or memory yet. */
export const quotaEffects = (
  input: CreateInput,
  catalogue: CatalogueView,
  quota: QuotaView | null,
  /** So many of the same. */
  copies = 1,
): QuotaEffect[] =>
  (quota?.items ?? []).flatMap(({ key, used, hard }) => {
    const amount = copies * amountOf(key, input, catalogue);
    return amount === 0 ? [] : [{ key, before: used, after: used + amount, hard, exceeds: used + amount > hard }];
  });

const amountOf = (key: string, input: CreateInput, catalogue: CatalogueView): number => {
  const [storageClass, what] = key.includes(classSuffix) ? key.split(classSuffix, 2) : [null, key];
  const disks = newDisksOf(input).filter((disk) => storageClass === null || disk.storageClass === storageClass);
  const running = input.start ? resourcesOf(input, catalogue) : null;
  switch (what) {
    case "cpu":
    case "requests.cpu":
    case "limits.cpu":
      return running?.cpu ?? 0;
    case "memory":
    case "requests.memory":
    case "limits.memory":
      return running?.memoryBytes ?? 0;
    case "requests.storage":
      return disks.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
    case "persistentvolumeclaims":
    case "count/persistentvolumeclaims":
      return disks.length;
    case "services.loadbalancers":
      return input.exposure.kind === "private" ? 0 : 1;
    case "services":
    case "count/services":
      return 1;
    case "pods":
    case "count/pods":
      return input.start ? 1 : 0;
    default:
      return input.start && what?.startsWith("requests.") ? countOf(input.gpus, what.slice("requests.".length)) : 0;
  }
};

const countOf = (names: readonly string[], name: string): number => names.filter((each) => each === name).length;

/** One problem for each limit that the machine would break, at the field whose change would make it fit. */
export const quotaProblems = (input: CreateInput, effects: readonly QuotaEffect[]): FieldProblem[] =>
  effects
    .filter(({ exceeds }) => exceeds)
    .map(({ key, before, hard }) => ({
      path: fieldOf(key, input),
      rule: "quota",
      values: { left: Math.max(0, hard - before), key },
    }));

const fieldOf = (key: string, { size, disks, gpus }: CreateInput): string => {
  if (/storage|persistentvolumeclaims/.test(key)) {
    const storageClass = key.includes(classSuffix) ? key.split(classSuffix, 1)[0] : null;
    const index = disks.findIndex(
      (disk) => disk.kind === "new" && (storageClass === null || disk.storageClass === storageClass),
    );
    return /requests\.storage$/.test(key) && index >= 0 ? `disks.${index}.sizeBytes` : "disks";
  }
  if (/(^|\.)cpu$/.test(key)) return size.kind === "type" ? "size.instanceType" : "size.cpu";
  if (/(^|\.)memory$/.test(key)) return size.kind === "type" ? "size.instanceType" : "size.memoryBytes";
  if (/^(count\/)?pods$/.test(key)) return "size";
  if (key === "services.loadbalancers") return "exposure";
  return gpus.some((gpu) => key === `requests.${gpu}`) ? "gpus" : "name";
};
