/** What JSON can hold. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export type JsonObject = { readonly [key: string]: Json };

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const isSame = (one: unknown, other: unknown): boolean => {
  if (Object.is(one, other)) return true;
  if (Array.isArray(one)) {
    return (
      Array.isArray(other) && one.length === other.length && one.every((each, index) => isSame(each, other[index]))
    );
  }
  if (!isObject(one) || !isObject(other)) return false;
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && isSame(one[key], other[key]))
  );
};

/** Keys of an object that are null are keys it does not have: so a merge patch (RFC 7396) means them. Lists stay as they are. */
export const withoutNulls = (value: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) =>
      inner === null ? [] : [[key, isObject(inner) ? withoutNulls(inner) : inner]],
    ),
  );

/** The smallest merge patch that makes `after` of `before`: changed keys alone, null for what is gone, lists whole. */
export const mergePatchOf = (before: JsonObject, after: JsonObject): JsonObject => {
  const gone = Object.keys(before)
    .filter((key) => !Object.hasOwn(after, key))
    .map((key) => [key, null] as const);
  const changed = Object.entries(after).flatMap(([key, value]): [string, Json][] => {
    const old = Object.hasOwn(before, key) ? before[key] : undefined;
    if (isSame(old, value)) return [];
    return [[key, isObject(value) && isObject(old) ? mergePatchOf(old, value) : value]];
  });
  return Object.fromEntries([...gone, ...changed]);
};

/** What a merge patch makes of a value, as the API server reads it. */
export const applyMergePatch = (target: Json | undefined, patch: Json): Json => {
  if (!isObject(patch)) return patch;
  const result = new Map(isObject(target) ? Object.entries(target) : []);
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) result.delete(key);
    else result.set(key, applyMergePatch(result.get(key), value));
  }
  return Object.fromEntries(result);
};

export const isNothing = (patch: JsonObject): boolean => Object.keys(patch).length === 0;

/** The paths that a patch writes, the innermost ones. */
export const pathsOf = (patch: JsonObject, path: readonly string[] = []): string[][] =>
  Object.entries(patch).flatMap(([key, value]) =>
    isObject(value) && !isNothing(value) ? pathsOf(value, [...path, key]) : [[...path, key]],
  );
