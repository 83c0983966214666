import type { FieldProblem } from "../api/problem.ts";
import { derivedName, freeName } from "../resources/free-name.ts";
import type { CatalogueView } from "../resources/image/view.ts";
import { diskNameLimit, vmNameLimit } from "../resources/names.ts";
import type { QuotaView } from "../resources/tenant/view.ts";
import type { CreateDisk, CreateInput } from "./input.ts";
import { type CreatePlan, planOf } from "./plan.ts";
import { vmDisksOf } from "./plan-disks.ts";
import { quotaEffects } from "./quota.ts";

/** As many tasks as one person may have under way (server/verbs/task-board.ts). */
export const copiesLimit = 20;

export const isSeveral = (copies: number): boolean => Number.isInteger(copies) && copies > 1 && copies <= copiesLimit;

/** `web-1` to `web-3` of `web`; a single machine keeps its name. */
export const copyNames = (name: string, copies: number): string[] =>
  isSeveral(copies) ? Array.from({ length: copies }, (_, index) => `${name}-${index + 1}`) : [name];

/** One input for each machine: they differ in their names alone. */
export const copiesOf = (input: CreateInput, copies: number): CreateInput[] =>
  isSeveral(copies)
    ? copyNames(input.name, copies).map((name, index) => ({
        ...input,
        name,
        disks: input.disks.map((disk) => withNumber(disk, input.name, index + 1)),
      }))
    : [input];

/**
 * A name that somebody gave to a disk is that of each machine's own, with the machine's number. A name made of a machine's long one would be
 * cut before its number, and be that of every machine.
 */
const withNumber = (disk: CreateDisk, vm: string, number: number): CreateDisk => {
  if (disk.kind !== "new") return disk;
  if (disk.name) return { ...disk, name: `${disk.name}-${number}` };
  if (`${vm}-${number}-${disk.part}`.length <= diskNameLimit) return disk;
  return { ...disk, name: derivedName(vm, `${number}-${disk.part}`, [], diskNameLimit) };
};

/** What the runs of all of them make, each in its order. */
export const plansOf = (input: CreateInput, copies: number, tenant: string, catalogue: CatalogueView): CreatePlan[] =>
  copiesOf(input, copies).map((one) => planOf(one, tenant, catalogue));

/** A name from which all copies get one that is free: `web`, else `web-2`, … */
export const freeStem = (stem: string, copies: number, taken: readonly string[]): string => {
  const isFree = (name: string) => copyNames(name, copies).every((one) => !taken.includes(one));
  const tried: string[] = [];
  for (let name = stem; ; name = freeName(stem, tried, vmNameLimit - 3)) {
    if (isFree(name)) return name;
    tried.push(name);
  }
};

/** What speaks against several machines that would not speak against one of them. */
export const copiesProblems = (input: CreateInput, copies: number, catalogue: CatalogueView): FieldProblem[] => {
  const { gpus } = catalogue;
  if (copies === 1) return [];
  if (!isSeveral(copies)) return [{ path: "copies", rule: "copiesRange", values: { max: copiesLimit } }];
  const disks = input.disks.flatMap((disk, index): FieldProblem[] =>
    disk.kind === "existing" ? [{ path: `disks.${index}.name`, rule: "diskOnce" }] : [],
  );
  const scarce = [...new Set(input.gpus)].flatMap((name): FieldProblem[] => {
    const free = gpus.find((gpu) => gpu.name === name)?.free ?? null;
    const wanted = copies * input.gpus.filter((one) => one === name).length;
    return free !== null && wanted > free ? [{ path: "gpus", rule: "gpuNone", values: { gpu: name } }] : [];
  });
  return [...disks, ...twiceNamed(input, copies, catalogue), ...scarce];
};

/** `web-1-data` of one machine with its number may be what another one's second data disk is called. */
const twiceNamed = (input: CreateInput, copies: number, catalogue: CatalogueView): FieldProblem[] => {
  const names = copiesOf(input, copies).flatMap((one) =>
    vmDisksOf(one, "", catalogue).made.map(({ metadata }) => metadata.name),
  );
  const twice = new Set(names.filter((name, index) => names.indexOf(name) !== index));
  if (twice.size === 0) return [];
  return input.disks.flatMap((disk, index): FieldProblem[] =>
    disk.kind === "new" && disk.name ? [{ path: `disks.${index}.name`, rule: "nameTaken" }] : [],
  );
};

/** How many of these the quota has room for, and the limit that is reached first; null where no limit is nearer than our own. */
export const roomFor = (
  input: CreateInput,
  catalogue: CatalogueView,
  quota: QuotaView | null,
): { most: number; key: string } | null => {
  const rooms = quotaEffects(input, catalogue, quota).map(({ key, before, after, hard }) => ({
    key,
    most: Math.max(0, Math.floor((hard - before) / (after - before))),
  }));
  const nearest = rooms.reduce<(typeof rooms)[number] | null>(
    (least, room) => (least && least.most <= room.most ? least : room),
    null,
  );
  return nearest && nearest.most < copiesLimit ? nearest : null;
};
