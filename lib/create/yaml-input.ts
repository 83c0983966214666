import type { CatalogueView } from "../resources/image/view.ts";
import type { CreateInput } from "./input.ts";
import { disksOfYaml } from "./yaml-disks.ts";
import { noValues, readDocuments, type YamlDocument, type YamlProblem, type YamlRule } from "./yaml-documents.ts";
import { vmDiskSchema, vmInstanceSchema, type WrittenDisk, type WrittenVm } from "./yaml-schema.ts";
import { machineOfYaml } from "./yaml-vm.ts";

export type YamlInput = { ok: true; input: CreateInput } | { ok: false; problems: YamlProblem[] };

/** A document that has the shape of its kind. */
export type Written<T> = { object: T; lineOf: YamlDocument["lineOf"] };

/** How the readers of a part say what the form has no place for. */
export type AddYamlProblem = (
  at: Pick<YamlDocument, "lineOf">,
  path: readonly PropertyKey[],
  rule: YamlRule,
  said?: string,
) => void;

/**
 * The input that a plan's YAML stands for after somebody edited it, or why the form cannot follow. What the input breaks is for the rules
 * to say; `previous` is the input the text was made from, so that its disks keep their part in it.
 */
export const inputOfYaml = (
  text: string,
  previous: CreateInput,
  catalogue: CatalogueView,
  tenant: string,
): YamlInput => {
  const { documents, problems } = readDocuments(text);
  if (problems.length > 0) return { ok: false, problems };
  const add: AddYamlProblem = ({ lineOf }, path, rule, said = "") =>
    problems.push({ line: lineOf(path), rule, values: { field: path.map(String).join("."), said } });
  const vms: Written<WrittenVm>[] = [];
  const disks: Written<WrittenDisk>[] = [];
  for (const document of documents) {
    const kind: unknown = isObject(document.value) ? Reflect.get(document.value, "kind") : null;
    if (kind === "VMInstance") pushParsed(vmInstanceSchema.safeParse(document.value), document, vms, add);
    else if (kind === "VMDisk") pushParsed(vmDiskSchema.safeParse(document.value), document, disks, add);
    else add(document, ["kind"], "kind", typeof kind === "string" ? kind : "");
  }
  for (const document of [...vms, ...disks]) metadataProblems(document, tenant, add);
  const [vm, second] = vms;
  if (second) add(second, ["kind"], "twoMachines");
  if (!vm) {
    if (problems.length === 0) problems.push({ line: 1, rule: "noMachine", values: noValues });
    return { ok: false, problems };
  }
  const input: CreateInput = {
    ...machineOfYaml(vm, previous, catalogue.dialect, add),
    disks: disksOfYaml(vm, disks, previous, catalogue, add),
  };
  return problems.length === 0 ? { ok: true, input } : { ok: false, problems };
};

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

type Parsed<T> =
  | { success: true; data: T }
  | {
      success: false;
      error: { issues: readonly { code: string; path: PropertyKey[]; keys?: string[]; message: string }[] };
    };

const pushParsed = <T>(parsed: Parsed<T>, document: YamlDocument, to: Written<T>[], add: AddYamlProblem): void => {
  if (parsed.success) {
    to.push({ object: parsed.data, lineOf: document.lineOf });
    return;
  }
  for (const { code, path, keys } of parsed.error.issues) {
    if (code === "unrecognized_keys") for (const key of keys ?? []) add(document, [...path, key], "unknownField");
    else add(document, path, "value");
  }
};

/** The form makes things in this tenant and under our label; nothing else of an object's metadata has a place in it. */
const metadataProblems = (document: Written<WrittenVm> | Written<WrittenDisk>, tenant: string, add: AddYamlProblem) => {
  const { namespace, labels } = document.object.metadata;
  if (namespace && namespace !== tenant) add(document, ["metadata", "namespace"], "namespace", tenant);
  for (const [key, value] of Object.entries(labels ?? {})) {
    if (key !== "created-by" || value !== "porthole") add(document, ["metadata", "labels", key], "labels");
  }
};
