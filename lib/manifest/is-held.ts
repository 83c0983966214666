import { holdsCover } from "./covered.ts";
import type { ManifestPatch } from "./edited.ts";
import { isObject, isSame, type JsonObject, pathsOf } from "./merge-patch.ts";

const valueAt = (object: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((value, key) => (isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined), object);

/**
 * Whether a change is in an object by now; null where the object does not show it. A removed key reads as the schema's default
 * afterwards, so it is gone when it is not what it was.
 */
export const isPatchIn = (patch: ManifestPatch, before: JsonObject, now: JsonObject): boolean | null => {
  const whole: JsonObject = { ...patch };
  const paths = pathsOf(whole);
  if (paths.some((path) => holdsCover(valueAt(now, path)))) return null;
  return paths.every((path) => {
    const [wanted, found] = [valueAt(whole, path), valueAt(now, path)];
    return wanted === null ? found === undefined || !isSame(found, valueAt(before, path)) : isSame(wanted, found);
  });
};
