import type { CatalogueView } from "../../resources/image/view.ts";
import type { Wanted } from "./classify.ts";
import { isListed } from "./classify.ts";
import type { AddChange, PastedObject } from "./documents.ts";
import { at, listOf, textOf } from "./fields.ts";
import { diskOfRaw } from "./raw-disk.ts";
import { machineOfRaw } from "./raw-machine.ts";

/** One of the machines that a text describes, to be chosen by. */
export type PastedMachine = { name: string; namespace: string; kind: string; line: number; disks: number };

type Translated = { written: PastedObject; made: PastedObject };

const nowhere: AddChange = () => {};
const nameOf = ({ value }: PastedObject): string => textOf(at(value, "metadata", "name"));
const namespaceOf = ({ value }: PastedObject): string => textOf(at(value, "metadata", "namespace"));

const isMachine = ({ kind }: PastedObject): boolean => kind === "VMInstance";

/** The machines in the order of the text, each as a VMInstance. */
const translated = ({ machines, raw }: Wanted, catalogue: CatalogueView): Translated[] =>
  [
    ...machines.map((machine) => ({ written: machine, made: machine })),
    ...raw.flatMap((one) => {
      const made = machineOfRaw(one, catalogue, nowhere).find(isMachine);
      return made ? [{ written: one, made }] : [];
    }),
  ].sort((a, b) => a.written.lineOf(["kind"]) - b.written.lineOf(["kind"]));

/** Who lists a disk; in a text of several namespaces those of its own before any others. */
const ownersOf = (disk: PastedObject, all: readonly Translated[]): Translated[] => {
  const listing = all.filter(({ made }) => isListed(made.value.spec, nameOf(disk)));
  const near = listing.filter(({ written }) => namespaceOf(written) === namespaceOf(disk));
  return near.length > 0 ? near : listing;
};

/** The one machine that a text means, with what may be its disks: the only one there is, or the chosen one of several. */
export type OneOf = {
  /** To choose from; nothing where there is no choice. */
  machines: PastedMachine[];
  machine: PastedObject | null;
  disks: PastedObject[];
};

/** What belongs to the others alone is left out, and said. */
export const oneOf = (wanted: Wanted, chosen: number | null, catalogue: CatalogueView, add: AddChange): OneOf => {
  const all = translated(wanted, catalogue);
  const one = all.length === 1 ? all[0] : chosen === null ? undefined : all[chosen];
  const machines = all.length < 2 ? [] : all.map(machineOf);
  const parts = one && wanted.raw.includes(one.written) ? machineOfRaw(one.written, catalogue, add) : [];
  const isLeft = (disk: PastedObject): boolean => {
    const owners = one ? ownersOf(disk, all) : [];
    if (!one || owners.length === 0 || owners.includes(one)) return false;
    const machine = owners.map(({ made }) => nameOf(made)).join(", ");
    add(disk.lineOf(["metadata", "name"]), "diskOfOther", { name: nameOf(disk), machine });
    return true;
  };
  const disks = [
    ...wanted.disks.filter((disk) => !isLeft(disk)),
    ...wanted.rawDisks.flatMap((raw) => (isLeft(diskOfRaw(raw, nowhere)) ? [] : diskOfRaw(raw, add))),
    ...parts.filter((part) => !isMachine(part)),
  ];
  if (one)
    for (const { written, made } of all)
      if (written !== one.written) add(written.lineOf(["kind"]), "machineLeft", { name: nameOf(made) || "–" });
  return { machines, machine: parts.find(isMachine) ?? one?.made ?? null, disks: nearestFirst(disks, one?.written) };
};

/** Of two disks of one name that of the machine's own namespace is meant. */
const nearestFirst = (disks: PastedObject[], machine: PastedObject | undefined): PastedObject[] => {
  const isFar = (disk: PastedObject) => Number(machine !== undefined && namespaceOf(disk) !== namespaceOf(machine));
  return disks.sort((a, b) => isFar(a) - isFar(b));
};

const machineOf = ({ written, made }: Translated): PastedMachine => ({
  name: nameOf(made).slice(0, 80),
  namespace: namespaceOf(written).slice(0, 80),
  kind: written.kind || "VMInstance",
  line: written.lineOf(["kind"]),
  disks: listOf(at(made.value, "spec", "disks")).length,
});
