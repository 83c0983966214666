import { Failure } from "./failure.ts";

type Operation = { op?: unknown; path?: unknown; from?: unknown; value?: unknown };
type Container = Record<string, unknown> | unknown[];

/** RFC 7386: null removes. */
export const mergePatched = (target: unknown, patch: unknown): unknown => {
  if (!isContainer(patch) || Array.isArray(patch)) return patch;
  const result: Record<string, unknown> = isContainer(target) && !Array.isArray(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete result[key];
    else if (key !== "__proto__") result[key] = mergePatched(result[key], value);
  }
  return result;
};

/** RFC 6902; a failed `test` or a path that does not exist is 422 without details, as on a real server. */
export const jsonPatched = (target: unknown, patch: unknown): unknown => {
  if (!Array.isArray(patch)) throw new Failure(400, "BadRequest", "error decoding patch: a JSON patch is an array");
  const root = { document: structuredClone(target) };
  for (const operation of patch as unknown[]) {
    if (!isContainer(operation)) throw refused();
    // Every field of an operation is unknown until it is looked at.
    applyOne(root, operation as Operation);
  }
  return root.document;
};

const refused = () => new Failure(422, "Invalid", "the server rejected our request due to an error in our request", {});

const applyOne = (root: { document: unknown }, operation: Operation): void => {
  const place = locate(root, operation.path);
  switch (operation.op) {
    case "add":
      insert(place, operation.value);
      break;
    case "replace":
      read(place);
      assign(place, operation.value);
      break;
    case "remove":
      remove(place);
      break;
    case "test":
      if (!isEqual(read(place), operation.value)) throw refused();
      break;
    case "move": {
      const from = locate(root, operation.from);
      const value = read(from);
      remove(from);
      insert(locate(root, operation.path), value);
      break;
    }
    case "copy":
      insert(place, structuredClone(read(locate(root, operation.from))));
      break;
    default:
      throw refused();
  }
};

type Place = { parent: Container; key: string };

const locate = (root: { document: unknown }, pointer: unknown): Place => {
  if (typeof pointer !== "string" || (pointer !== "" && !pointer.startsWith("/"))) throw refused();
  const keys = pointer
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
  let parent: Container = root;
  let key = "document";
  for (const next of keys) {
    const child = read({ parent, key });
    if (!isContainer(child)) throw refused();
    parent = child;
    key = next;
  }
  return { parent, key };
};

const indexIn = (list: unknown[], key: string, limit: number): number => {
  const index = key === "-" ? list.length : /^(0|[1-9]\d*)$/.test(key) ? Number(key) : -1;
  if (index < 0 || index > limit) throw refused();
  return index;
};

const read = ({ parent, key }: Place): unknown => {
  if (Array.isArray(parent)) return parent[indexIn(parent, key, parent.length - 1)];
  if (!Object.hasOwn(parent, key)) throw refused();
  return parent[key];
};

const assign = ({ parent, key }: Place, value: unknown): void => {
  if (Array.isArray(parent)) parent[indexIn(parent, key, parent.length - 1)] = value;
  else if (key === "__proto__") throw refused();
  else parent[key] = value;
};

const insert = (place: Place, value: unknown): void => {
  const { parent, key } = place;
  if (Array.isArray(parent)) parent.splice(indexIn(parent, key, parent.length), 0, value);
  else assign(place, value);
};

const remove = (place: Place): void => {
  read(place);
  const { parent, key } = place;
  if (Array.isArray(parent)) parent.splice(indexIn(parent, key, parent.length - 1), 1);
  else delete parent[key];
};

const isContainer = (value: unknown): value is Container => typeof value === "object" && value !== null;

export const isEqual = (left: unknown, right: unknown): boolean => {
  if (!isContainer(left) || !isContainer(right)) return left === right;
  if (Array.isArray(left) !== Array.isArray(right)) return false;
  const keys = Object.keys(left);
  // Both are containers of the same sort, so index access by key is what JSON equality means.
  const [a, b] = [left as Record<string, unknown>, right as Record<string, unknown>];
  return keys.length === Object.keys(right).length && keys.every((key) => isEqual(a[key], b[key]));
};
