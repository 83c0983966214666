import { isDeepStrictEqual } from "node:util";
import { isJsonObject, type JsonObject } from "./json-value.ts";

/** An operation that is none, or does not apply to this document: 422 for the client. */
export class PatchFailure extends Error {}

/** RFC 6902 on a copy of `document`. Throws PatchFailure. */
export function jsonPatch(document: unknown, operations: readonly unknown[]): unknown {
  return operations.reduce<unknown>((current, operation) => applyOne(current, operation), structuredClone(document));
}

function applyOne(document: unknown, operation: unknown): unknown {
  if (!isJsonObject(operation)) throw new PatchFailure("an operation of a JSON patch is an object");
  const path = pointer(operation.path);
  switch (operation.op) {
    case "add":
      return set(document, path, operation.value, true);
    case "replace":
      return set(document, path, operation.value, false);
    case "remove":
      return remove(document, path);
    case "test":
      if (!isDeepStrictEqual(read(document, path), operation.value)) throw new PatchFailure("testing value failed");
      return document;
    case "copy":
      return set(document, path, structuredClone(read(document, pointer(operation.from))), true);
    case "move": {
      const from = pointer(operation.from);
      const moved = read(document, from);
      return set(remove(document, from), path, moved, true);
    }
    default:
      throw new PatchFailure(`unexpected kind of operation: ${String(operation.op)}`);
  }
}

function pointer(text: unknown): string[] {
  if (typeof text !== "string" || (text !== "" && !text.startsWith("/")))
    throw new PatchFailure("a path starts with /");
  return text
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
}

function read(document: unknown, path: string[]): unknown {
  return path.reduce<unknown>((current, key) => {
    if (Array.isArray(current)) return current[indexIn(current, key, false)];
    if (isJsonObject(current) && Object.hasOwn(current, key)) return current[key];
    throw new PatchFailure(`missing path: ${key}`);
  }, document);
}

function set(document: unknown, path: string[], value: unknown, create: boolean): unknown {
  const last = path.at(-1);
  if (last === undefined) return value;
  const parent = container(document, path);
  if (Array.isArray(parent)) {
    const index = indexIn(parent, last, create);
    parent.splice(index, create ? 0 : 1, value);
    return document;
  }
  if (!create && !Object.hasOwn(parent, last)) throw new PatchFailure(`missing path: ${last}`);
  // defineProperty: a key called __proto__ is data here, never a prototype.
  Object.defineProperty(parent, last, { value, writable: true, enumerable: true, configurable: true });
  return document;
}

function remove(document: unknown, path: string[]): unknown {
  const last = path.at(-1);
  if (last === undefined) return null;
  const parent = container(document, path);
  if (Array.isArray(parent)) parent.splice(indexIn(parent, last, false), 1);
  else if (Object.hasOwn(parent, last)) delete parent[last];
  else throw new PatchFailure(`unable to remove nonexistent key: ${last}`);
  return document;
}

function container(document: unknown, path: string[]): JsonObject | unknown[] {
  const parent = read(document, path.slice(0, -1));
  if (Array.isArray(parent) || isJsonObject(parent)) return parent;
  throw new PatchFailure(`no container at /${path.slice(0, -1).join("/")}`);
}

function indexIn(list: unknown[], key: string, append: boolean): number {
  if (append && key === "-") return list.length;
  const index = /^(0|[1-9]\d*)$/.test(key) ? Number(key) : -1;
  if (index < 0 || index > (append ? list.length : list.length - 1)) throw new PatchFailure(`invalid index: ${key}`);
  return index;
}
