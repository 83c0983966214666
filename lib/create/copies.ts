import type { FieldProblem } from "../api/problem.ts";
import { freeName } from "../resources/free-name.ts";
import type { CatalogueView } from "../resources/image/view.ts";
import { vmNameLimit } from "../resources/names.ts";
import type { QuotaView } from "../resources/tenant/view.ts";
import type { CreateDisk, CreateInput } from "./input.ts";
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
        disks: input.disks.map((disk) => withNumber(disk, index + 1)),
      }))
    : [input];

/** A name that somebody gave to a disk is that of each machine's own, with the machine's number. */
const withNumber = (disk: CreateDisk, number: number): CreateDisk =>
  disk.kind === "new" && disk.name ? { ...disk, name: `${disk.name}-${number}` } : disk;

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
export const copiesProblems = (input: CreateInput, copies: number, { gpus }: CatalogueView): FieldProblem[] => {
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
  return [...disks, ...scarce];
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
