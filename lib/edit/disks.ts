import type { Consequence } from "./consequences.ts";
import type { VmSettings } from "./settings.ts";

export type AttachedDisk = VmSettings["disks"][number];

export type DiskListFacts = {
  /** Null: nobody here can say whether it runs. */
  isRunning: boolean | null;
  isOptical: (disk: string) => boolean;
};

type Disks = readonly AttachedDisk[];

const namesOf = (disks: Disks): string[] => disks.map(({ name }) => name);
const inWords = (names: readonly string[]) => ({ count: names.length, names: names.join(", ") });

/** Whether two lists are the same to the platform: it takes place for place as boot order. */
export const isSameDisks = (before: Disks, after: Disks): boolean =>
  before.length === after.length &&
  after.every(({ name, bus }, index) => before[index]?.name === name && before[index]?.bus === bus);

/**
 * What follows from another disk list, the gravest first; nothing where nothing changes. From the charts: each disk is rendered into the
 * VirtualMachine's template with its place as boot order, never hotpluggable, so a running machine keeps its disks and says
 * `RestartRequired` (platform-api.md 2.1, 4.7).
 * https://github.com/cozystack/cozystack/blob/main/packages/apps/vm-instance/templates/vm.yaml
 */
export const diskConsequences = (before: Disks, after: Disks, facts: DiskListFacts): Consequence[] => {
  if (isSameDisks(before, after)) return [];
  const had = namesOf(before);
  const has = namesOf(after);
  const gone = had.filter((name) => !has.includes(name));
  const come = has.filter((name) => !had.includes(name));
  return [
    ...bootSaid(had, has, facts),
    ...whenSaid(facts),
    ...goneSaid(gone, facts),
    ...comeSaid(come, facts),
    ...busSaid(before, after),
  ];
};

const bootSaid = (had: readonly string[], has: readonly string[], { isOptical }: DiskListFacts): Consequence[] => {
  const [first] = has;
  if (first === undefined) return [{ id: "disks-nothing-boots", tone: "danger" }];
  if (has.every(isOptical)) return [{ id: "disks-only-optical", tone: "warning" }];
  return first === had[0] ? [] : [{ id: "disks-boots-first", tone: "warning", values: { name: first } }];
};

const whenSaid = ({ isRunning }: DiskListFacts): Consequence[] => {
  if (isRunning === null) return [{ id: "disks-restart-unknown", tone: "warning" }];
  return isRunning ? [{ id: "disks-restart", tone: "warning" }] : [{ id: "disks-next-start", tone: "info" }];
};

const goneSaid = (gone: readonly string[], { isRunning, isOptical }: DiskListFacts): Consequence[] => {
  if (gone.length === 0) return [];
  const held: Consequence = { id: "disks-still-held", tone: "warning", values: inWords(gone) };
  const ejected = gone.filter(isOptical);
  const kept = gone.filter((name) => !isOptical(name));
  return [
    ...(isRunning === false ? [] : [held]),
    ...(kept.length > 0 ? [{ id: "disks-kept", tone: "info", values: inWords(kept) } as const] : []),
    ...(ejected.length > 0 ? [{ id: "disks-ejected", tone: "info", values: inWords(ejected) } as const] : []),
  ];
};

const comeSaid = (come: readonly string[], { isOptical }: DiskListFacts): Consequence[] => {
  const bare = come.filter((name) => !isOptical(name));
  return bare.length > 0 ? [{ id: "disks-guest-mounts", tone: "info", values: inWords(bare) }] : [];
};

const busSaid = (before: Disks, after: Disks): Consequence[] => {
  const other = after.filter(({ name, bus }) => before.some((disk) => disk.name === name && disk.bus !== bus));
  return other.length > 0 ? [{ id: "disks-bus", tone: "warning", values: inWords(namesOf(other)) }] : [];
};

/** The list with one disk somewhere else; outside the list nothing moves. */
export const movedDisk = (disks: Disks, from: number, to: number): AttachedDisk[] => {
  const disk = disks[from];
  if (!disk || from === to || to < 0 || to >= disks.length) return [...disks];
  const rest = disks.filter((_, index) => index !== from);
  return [...rest.slice(0, to), disk, ...rest.slice(to)];
};
