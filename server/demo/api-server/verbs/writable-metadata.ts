import { isJsonObject, type JsonObject, listAt, textAt, textsAt, valueAt } from "../objects/json-value.ts";
import type { Metadata, OwnerReference } from "../objects/kube-object.ts";

type WritableMetadata = Pick<Metadata, "labels" | "annotations" | "finalizers" | "ownerReferences" | "generateName">;

/** What a client may say in metadata; everything else belongs to the server, and what has the wrong type is left out. */
export function writableMetadata(metadata: JsonObject): WritableMetadata {
  const labels = textMap(metadata.labels);
  const annotations = textMap(metadata.annotations);
  const finalizers = [...new Set(textsAt(metadata, "finalizers"))];
  const owners = listAt(metadata, "ownerReferences").map(ownerReference);
  const generateName = textAt(metadata, "generateName");
  return {
    ...(generateName === "" ? {} : { generateName }),
    ...(labels === undefined ? {} : { labels }),
    ...(annotations === undefined ? {} : { annotations }),
    ...(finalizers.length === 0 ? {} : { finalizers }),
    ...(owners.length === 0 ? {} : { ownerReferences: owners }),
  };
}

function textMap(value: unknown): Record<string, string> | undefined {
  if (!isJsonObject(value)) return undefined;
  const pairs = Object.entries(value).filter((pair): pair is [string, string] => typeof pair[1] === "string");
  return pairs.length === 0 ? undefined : Object.fromEntries(pairs);
}

function ownerReference(value: unknown): OwnerReference {
  const controller = valueAt(value, "controller");
  const block = valueAt(value, "blockOwnerDeletion");
  return {
    apiVersion: textAt(value, "apiVersion"),
    kind: textAt(value, "kind"),
    name: textAt(value, "name"),
    uid: textAt(value, "uid"),
    ...(typeof controller === "boolean" ? { controller } : {}),
    ...(typeof block === "boolean" ? { blockOwnerDeletion: block } : {}),
  };
}
