import type { CreateInput } from "#lib/create/input.ts";
import { quotaEffects } from "#lib/create/quota.ts";
import { typeFitsProfile } from "#lib/create/size.ts";
import type { CatalogueView, InstanceTypeView } from "#lib/resources/image/view.ts";
import type { QuotaView } from "#lib/resources/tenant/view.ts";

/** Why a size cannot be chosen; `kind` is a key of messages `create.size.unfit`. */
export type Unfit =
  | { kind: "minimum-cpu"; profile: string; cpu: number }
  | { kind: "minimum-memory"; profile: string; memoryBytes: number }
  | { kind: "quota-cpu"; left: number }
  | { kind: "quota-memory"; leftBytes: number }
  | { kind: "quota-machines" };

/** What speaks against this size for this input; null when it can be chosen. */
export const unfitOf = (
  type: InstanceTypeView,
  input: CreateInput,
  catalogue: CatalogueView,
  quota: QuotaView | null,
): Unfit | null => {
  const profile = catalogue.profiles.find(({ name }) => name === input.profile);
  if (profile && !typeFitsProfile(type, profile))
    return type.cpu < profile.minimumCpu
      ? { kind: "minimum-cpu", profile: profile.label, cpu: profile.minimumCpu }
      : { kind: "minimum-memory", profile: profile.label, memoryBytes: profile.minimumMemoryBytes };
  const over = quotaEffects({ ...input, size: { kind: "type", instanceType: type.name } }, catalogue, quota).filter(
    ({ exceeds }) => exceeds,
  );
  const left = (pattern: RegExp): number | null => {
    const found = over.filter(({ key }) => pattern.test(key)).map(({ hard, before }) => Math.max(0, hard - before));
    return found.length > 0 ? Math.min(...found) : null;
  };
  const cpu = left(/^((requests|limits)\.)?cpu$/);
  if (cpu !== null) return { kind: "quota-cpu", left: cpu };
  const memory = left(/^((requests|limits)\.)?memory$/);
  if (memory !== null) return { kind: "quota-memory", leftBytes: memory };
  return left(/^(count\/)?pods$/) === null ? null : { kind: "quota-machines" };
};

export type Series = { name: string; types: InstanceTypeView[] };

/** Sizes by series, each sorted as the catalogue is: by vCPU, then memory. Known series first, in the order people compare them. */
export const seriesOf = (types: readonly InstanceTypeView[], knownFirst: readonly string[]): Series[] => {
  const series = new Map<string, InstanceTypeView[]>();
  for (const type of types) series.set(type.series, [...(series.get(type.series) ?? []), type]);
  const rank = (name: string) => (knownFirst.includes(name) ? knownFirst.indexOf(name) : knownFirst.length);
  return [...series]
    .map(([name, all]) => ({ name, types: all }))
    .sort((a, b) => rank(a.name) - rank(b.name) || a.name.localeCompare(b.name, "en"));
};

/** The ratio most sizes of a series have: GiB for each vCPU. */
export const usualRatio = (ratios: readonly number[]): number | null => {
  const counts = new Map<number, number>();
  for (const ratio of ratios) counts.set(ratio, (counts.get(ratio) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? null;
};
