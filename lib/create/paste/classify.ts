import { apiVersion } from "../manifest.ts";
import { knownSpecFields } from "../yaml-schema.ts";
import type { PasteProblem } from "./change.ts";
import type { AddChange, PastedObject } from "./documents.ts";
import { at, fieldsOf, isFields, listOf, textOf } from "./fields.ts";
import { isWorkload } from "./recognise.ts";

/** What is wanted of a text: machines, disks, and parts of either without a kind. */
export type Wanted = {
  machines: PastedObject[];
  raw: PastedObject[];
  disks: PastedObject[];
  rawDisks: PastedObject[];
  /** `spec:` alone, or what stands below it: `value` holds it as `spec`. */
  snippets: PastedObject[];
  /** Everything else. */
  others: PastedObject[];
};

const diskFields: ReadonlySet<string> = new Set(["source", "optical", "storage", "storageClass"]);
const isAny = (fields: ReadonlySet<string>, value: unknown): boolean =>
  Object.keys(fieldsOf(value)).some((name) => fields.has(name));

export const classified = (objects: readonly PastedObject[], add: AddChange): Wanted => {
  const wanted: Wanted = { machines: [], raw: [], disks: [], rawDisks: [], snippets: [], others: [] };
  for (const object of objects) {
    const { kind, value, lineOf } = object;
    const group = textOf(value.apiVersion).split("/")[0];
    if (kind === "VMInstance") wanted.machines.push(object);
    else if (kind === "VMDisk") wanted.disks.push(object);
    else if (group === "kubevirt.io" && ["VirtualMachine", "VirtualMachineInstance"].includes(kind))
      wanted.raw.push(object);
    else if (kind === "DataVolume") wanted.rawDisks.push(object);
    else if (kind !== "") wanted.others.push(object);
    else if (isFields(value.metadata) && Object.hasOwn(value, "spec"))
      (isAny(diskFields, value.spec) ? wanted.disks : wanted.machines).push(object);
    else if (isFields(value.spec)) wanted.snippets.push(object);
    else if (isAny(knownSpecFields, value) || isAny(diskFields, value)) {
      add(lineOf([]), "bare");
      const below: PastedObject["lineOf"] = (path) => lineOf(path[0] === "spec" ? path.slice(1) : path);
      wanted.snippets.push({ kind, value: { spec: value }, lineOf: below });
    } else wanted.others.push(object);
  }
  return wanted;
};

export const isDiskSnippet = ({ value }: PastedObject): boolean =>
  isAny(diskFields, value.spec) && !isAny(knownSpecFields, value.spec);

/** Why an object that is neither machine nor disk cannot be taken. */
export const foreignProblem = ({ kind, value, lineOf }: PastedObject): PasteProblem => {
  if (kind === "" && isFields(at(value, "services")))
    return { line: lineOf(["services"]), rule: "compose", values: {} };
  const line = lineOf(["kind"]);
  if (isWorkload(kind)) return { line, rule: "workload", values: { kind } };
  return kind === ""
    ? { line, rule: "nothing", values: {} }
    : { line, rule: "kind", values: { kind: kind.slice(0, 60) } };
};

export const emptyManifest = (kind: "VMInstance" | "VMDisk", name: string, spec: unknown) => ({
  apiVersion,
  kind,
  metadata: { name },
  spec,
});

export const isListed = (spec: unknown, name: string): boolean =>
  listOf(at(spec, "disks")).some((entry) => textOf(isFields(entry) ? entry.name : entry) === name);
