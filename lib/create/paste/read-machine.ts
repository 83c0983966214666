import { nextPart } from "../disks.ts";
import type { CreateDisk, CreateInput } from "../input.ts";
import { systemPart } from "../installers.ts";
import { apiVersion } from "../manifest.ts";
import { planOf } from "../plan.ts";
import { disksOfYaml, usualPart } from "../yaml-disks.ts";
import type { Written } from "../yaml-input.ts";
import { vmInstanceSchema, type WrittenDisk, type WrittenVm } from "../yaml-schema.ts";
import { machineOfYaml } from "../yaml-vm.ts";
import type { Say } from "./change.ts";
import { isListed } from "./classify.ts";
import { type PastedObject, tidyHead } from "./documents.ts";
import { type Fields, fieldsOf, isHollow, isNothing, textOf, without } from "./fields.ts";
import type { PasteReading } from "./read.ts";
import { tidiedDisk } from "./read-disk.ts";
import { tidyMachine } from "./tidy-machine.ts";
import { problemsInto, writtenAs } from "./written.ts";

/** A machine with its disks, or parts of one laid over the form; null where a value stops it. */
export const readMachine = (
  machine: PastedObject | null,
  snippets: readonly PastedObject[],
  disks: readonly PastedObject[],
  reading: PasteReading,
): CreateInput | null => {
  const { over, catalogue, problems } = reading;
  const head = machine
    ? wholeMachine(machine, reading)
    : { name: over.name, spec: without(formSpec(reading), "disks") };
  const spec = snippets.reduce((ground, snippet) => laidOver(ground, snippet, reading), head.spec);
  const [first] = machine ? [machine] : snippets;
  const lineOf = first?.lineOf ?? (() => 1);
  const listed = listedDisks(disks, spec, reading);
  const value = { apiVersion, kind: "VMInstance", metadata: { name: head.name }, spec };
  const written = writtenAs(vmInstanceSchema.safeParse(value), lineOf, problems);
  if (!written) return null;
  const chosen = machineOfYaml(written, over, catalogue.dialect, problemsInto(problems));
  return { ...chosen, disks: machineDisks(written, listed, machine !== null, reading) };
};

const saying =
  ({ lineOf }: PastedObject, { add }: PasteReading): Say =>
  (rule, path, values) =>
    add(lineOf(["spec", ...path]), rule, values);

/** The form as this cluster's VMInstance. */
const formSpec = ({ over, tenant, catalogue }: PasteReading): Fields => ({
  ...planOf(over, tenant, catalogue).vm.spec,
});

/** What a whole manifest leaves out is what the platform takes for it; where this cluster does not have that, the form's own. */
const wholeMachine = (machine: PastedObject, reading: PasteReading): { name: string; spec: Fields } => {
  const { over, catalogue, tenant, add } = reading;
  const { name, spec: raw } = tidyHead(machine, tenant, apiVersion, add);
  if (name === "") add(machine.lineOf(["metadata"]), "nameMissing", { name: over.name });
  const spec = tidyMachine(raw, catalogue, saying(machine, reading));
  const { defaults } = catalogue.dialect;
  const form = formSpec(reading);
  const isSized = !isNothing(spec.instanceType) || !isHollow(spec.resources);
  const hasDefault = catalogue.instanceTypes.some((type) => type.name === defaults.instanceType);
  const { instanceType, resources } = form;
  const size = isSized || (isNothing(raw.instanceType) && hasDefault) ? {} : { instanceType, resources };
  const isProfiled =
    !isNothing(spec.instanceProfile) ||
    spec.instanceProfile === "" ||
    catalogue.profiles.some((one) => one.name === defaults.profile);
  const profile = isProfiled ? {} : { instanceProfile: form.instanceProfile };
  return { name: name || over.name, spec: { ...spec, ...size, ...profile } };
};

/** Only what a part says is another thing afterwards. */
const laidOver = (ground: Fields, snippet: PastedObject, reading: PasteReading): Fields => {
  const raw = fieldsOf(snippet.value.spec);
  const says = (fields: Fields, ...names: string[]) => names.some((name) => Object.hasOwn(fields, name));
  // Ports mean nothing without the rest of what exposes a machine, and the form has that.
  const { external, externalMethod } = ground;
  const stated = {
    ...(says(raw, "externalMethod", "externalPorts") && { external }),
    ...(says(raw, "externalPorts") && !isNothing(externalMethod) && { externalMethod }),
  };
  const part = tidyMachine({ ...stated, ...raw }, reading.catalogue, saying(snippet, reading));
  const gone = [
    ...(says(part, "running", "runStrategy") ? ["running", "runStrategy"] : []),
    ...(says(part, "instanceType", "resources") ? ["instanceType", "resources"] : []),
  ];
  return { ...without(ground, ...gone), ...part };
};

/** The disks that the machine lists and that are described here; the others are left out, which is said. */
const listedDisks = (disks: readonly PastedObject[], spec: Fields, reading: PasteReading): Written<WrittenDisk>[] => {
  const seen = new Set<string>();
  return disks.flatMap((object) => {
    const name = textOf(fieldsOf(object.value.metadata).name);
    const line = object.lineOf(["metadata", "name"]);
    const isTwice = seen.has(name);
    seen.add(name);
    if (!isTwice && isListed(spec, name)) return tidiedDisk(object, reading) ?? [];
    reading.add(line, isTwice ? "diskTwice" : "unattached", { name });
    return [];
  });
};

const machineDisks = (
  written: Written<WrittenVm>,
  listed: readonly Written<WrittenDisk>[],
  isWhole: boolean,
  { over, catalogue, tenant, add, problems }: PasteReading,
): CreateDisk[] => {
  if (isHollow(written.object.spec.disks)) {
    if (isWhole) add(written.lineOf(["spec"]), "disksKept");
    return over.disks;
  }
  const formDisks = new Map(
    planOf(over, tenant, catalogue).vm.spec.disks.map((entry, index) => [
      typeof entry === "string" ? entry : entry.name,
      over.disks[index],
    ]),
  );
  const disks = disksOfYaml(written, listed, over, catalogue, problemsInto(problems));
  const parts = disks.flatMap((disk) => (disk.kind === "new" ? [disk.part] : []));
  return disks.map((disk, index) => {
    if (disk.kind === "new") return disk;
    const known = formDisks.get(disk.name);
    if (known && !isWhole) return { ...known, bus: disk.bus };
    // Of a whole machine's disks the form has those that were pasted before it: they have names of their own.
    if (known?.kind === "new" && known.name !== undefined) {
      const part = nextPart(parts, usualPart(known, index === 0 && !parts.includes(systemPart)));
      parts.push(part);
      return { ...known, part, bus: disk.bus };
    }
    if (!catalogue.missing.includes("names") && !catalogue.disks.some(({ name }) => name === disk.name))
      add(written.lineOf(["spec", "disks", index]), "diskAbsent", { name: disk.name });
    return disk;
  });
};
