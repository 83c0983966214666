import type { CatalogueView } from "#lib/resources/image/view.ts";
import type { QuotaView } from "#lib/resources/tenant/view.ts";
import { type CustomSize, type Draft, inputOf } from "./draft.ts";
import { bytesOfGib } from "./draft-disks.ts";
import { unfitOf } from "./size-fit.ts";

export const withType = (draft: Draft, instanceType: string): Draft => ({
  ...draft,
  instanceType,
  isCustom: false,
  raised: null,
});

/** Another series keeps about the size: the first of its types that fits and is not smaller, else the first that fits. */
export const withSeries = (draft: Draft, series: string, catalogue: CatalogueView, quota: QuotaView | null): Draft => {
  const input = inputOf(draft, []);
  const cpu = catalogue.instanceTypes.find(({ name }) => name === draft.instanceType)?.cpu ?? 0;
  const fitting = catalogue.instanceTypes.filter(
    (type) => type.series === series && unfitOf(type, input, catalogue, quota) === null,
  );
  const type = fitting.find((each) => each.cpu >= cpu) ?? fitting[0];
  return type ? withType(draft, type.name) : draft;
};

export const withCustom = (draft: Draft, change: Partial<Omit<CustomSize, "memoryBytes">>): Draft => {
  const custom = { ...draft.custom, ...change };
  return { ...draft, isCustom: true, custom: { ...custom, memoryBytes: bytesOfGib(custom.memory) }, raised: null };
};

/** One device more or fewer of a kind; a list has each device once. */
export const withGpus = (draft: Draft, name: string, count: number): Draft => {
  const others = draft.input.gpus.filter((each) => each !== name);
  return { ...draft, input: { ...draft.input, gpus: [...others, ...Array<string>(Math.max(0, count)).fill(name)] } };
};
