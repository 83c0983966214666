import { stringify } from "yaml";
import { covered } from "./covered.ts";
import { isObject, isSame, type Json, type JsonObject } from "./merge-patch.ts";

/** An object as text: what people read, what of it they may edit, and what the cluster keeps for itself. */
export type ShownText = {
  /** Everything but what nobody reads. */
  text: string;
  /** `managedFields`; null where there are none. */
  managed: string | null;
  /** Whether secrets in it are covered. */
  isCovered: boolean;
};

/** Long lines stay lines: what is copied is what is stored. */
export const yamlText = (value: Json): string => stringify(value, { lineWidth: 0, aliasDuplicateObjects: false });

const pick = (object: JsonObject, keys: readonly string[]): [string, Json][] =>
  keys.flatMap((key) => {
    const value = object[key];
    return value === undefined ? [] : [[key, value] as [string, Json]];
  });

const without = (object: JsonObject, keys: readonly string[]): [string, Json][] =>
  Object.entries(object).filter(([key]) => !keys.includes(key));

const first = ["apiVersion", "kind"];
const firstOfMetadata = ["name", "namespace", "labels", "annotations"];

const metadataOf = ({ metadata }: JsonObject): JsonObject => (isObject(metadata) ? metadata : {});

/** In the order in which people write objects; `status`, which nobody writes, is last. */
const readable = (object: JsonObject): JsonObject => {
  const metadata = metadataOf(object);
  const own = [...pick(metadata, firstOfMetadata), ...without(metadata, [...firstOfMetadata, "managedFields"])];
  return Object.fromEntries([
    ...pick(object, first),
    ["metadata", Object.fromEntries(own)],
    ...pick(object, ["spec"]),
    ...without(object, [...first, "metadata", "spec", "status"]),
    ...pick(object, ["status"]),
  ]);
};

/** `open`: with its secrets, for who asked for them. */
export const shownText = (object: JsonObject, open: boolean): ShownText => {
  const whole = readable(object);
  const shown = open ? whole : covered(whole);
  const { managedFields } = metadataOf(object);
  return {
    text: yamlText(shown),
    managed: Array.isArray(managedFields) && managedFields.length > 0 ? yamlText(managedFields) : null,
    isCovered: !isSame(shown, whole),
  };
};

/** The part of an application that people edit. What is left out of it is left alone. */
export const editableText = (object: JsonObject, open: boolean): string => {
  const part = Object.fromEntries([
    ...pick(object, first),
    ["metadata", Object.fromEntries(pick(metadataOf(object), firstOfMetadata))],
    ...pick(object, ["spec"]),
  ]);
  return yamlText(open ? part : covered(part));
};
