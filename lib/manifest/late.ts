import { readDocuments } from "../create/yaml-documents.ts";
import { conditionOf, conditionsSchema } from "../resources/kube-object.ts";
import { isObject, type JsonObject } from "./merge-patch.ts";

/** What the platform says of a machine after it took it: its own words, and the lines of the text they are about. */
export type Late = { message: string; lines: { line: number; field: string }[] };

const longest = 1_000;
const mostLines = 10;

/** Helm names what its schema refuses by JSON pointers into the values: `at '/disks/0': got string, want object`. */
const pointers = (message: string): string[][] =>
  [...message.matchAll(/\bat '((?:\/[^'/]{1,100}){1,8})'/g)].map(([, pointer = ""]) =>
    pointer
      .slice(1)
      .split("/")
      .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~")),
  );

/** Why the platform could not carry out what is stored; null while it does not say so. */
export const lateOf = (object: JsonObject, text: string): Late | null => {
  const status = isObject(object.status) ? object.status : {};
  const ready = conditionOf(conditionsSchema.parse(status.conditions), "Ready");
  if (ready?.status !== "False") return null;
  const [document] = readDocuments(text).documents;
  const lines = pointers(ready.message)
    .slice(0, mostLines)
    .map((pointer) => {
      const path = ["spec", ...pointer.map((part) => (/^\d+$/.test(part) ? Number(part) : part))];
      return { line: document?.lineOf(path) ?? 1, field: path.join(".") };
    });
  return { message: ready.message.slice(0, longest), lines };
};
