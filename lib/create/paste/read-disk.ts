import { apiVersion } from "../manifest.ts";
import { diskManifest } from "../plan-disks.ts";
import { newDiskOf } from "../yaml-disks.ts";
import type { Written } from "../yaml-input.ts";
import { vmDiskSchema, type WrittenDisk } from "../yaml-schema.ts";
import { type PastedObject, tidyHead } from "./documents.ts";
import { type Fields, without } from "./fields.ts";
import type { PastedDisk, PasteReading } from "./read.ts";
import { tidyDisk } from "./tidy-disk.ts";
import { problemsInto, writtenAs } from "./written.ts";

/** A disk's document in the shape of its kind, on this cluster. */
export const tidiedDisk = (
  object: PastedObject,
  { catalogue, tenant, add, problems }: PasteReading,
  over: Fields = {},
): Written<WrittenDisk> | null => {
  const { lineOf } = object;
  const isPart = object.kind === "" && !Object.hasOwn(object.value, "metadata");
  const head = isPart ? { name: "", spec: object.value.spec as Fields } : tidyHead(object, tenant, apiVersion, add);
  const spec = tidyDisk(head.spec, catalogue, (rule, path, values) => add(lineOf(["spec", ...path]), rule, values));
  const ground = Object.hasOwn(head.spec, "source") ? without(over, "source") : over;
  const value = { apiVersion, kind: "VMDisk", metadata: { name: head.name }, spec: { ...ground, ...spec } };
  return writtenAs(vmDiskSchema.safeParse(value), lineOf, problems);
};

/** A disk alone. What a part of a manifest leaves out stays as the form has it, and so does a name that is not said. */
export const readDisk = (object: PastedObject, reading: PasteReading): PastedDisk | null => {
  const { overDisk, catalogue, tenant, problems } = reading;
  const { defaults } = catalogue.dialect;
  const form: Fields = diskManifest(overDisk.name, tenant, overDisk.disk, catalogue.dialect).spec;
  const isPart = !Object.hasOwn(object.value, "metadata");
  const unsaid = [...(defaults.storage ? ["storage"] : []), ...(defaults.storageClass ? ["storageClass"] : [])];
  // A whole manifest means what the platform takes for what it leaves out, where anybody knows that.
  const written = tidiedDisk(object, reading, isPart ? form : without(form, "source", "optical", ...unsaid));
  if (!written) return null;
  const disk = newDiskOf(written, catalogue, problemsInto(problems));
  const name = written.object.metadata.name || overDisk.name;
  return { name, disk: { ...disk, part: overDisk.disk.part, bus: "" } };
};
