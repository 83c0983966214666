import type { Application } from "./apps.ts";

type Json = Readonly<Record<string, unknown>>;

type Texts = Readonly<Record<string, string | null>>;

/** What a merge patch writes of an application: keys of its spec, its annotations and its labels; null takes one away. */
export type AppChange = { spec: Json; annotations: Texts; labels?: Texts };

/** The later one wins; objects are merged as the server would merge them. */
export const mergedChange = (one: AppChange, other: AppChange): AppChange => ({
  spec: merged(one.spec, other.spec),
  annotations: { ...one.annotations, ...other.annotations },
  labels: { ...one.labels, ...other.labels },
});

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const merged = (one: Json, other: Json): Json => {
  const both = Object.entries(other).map(([key, value]) => {
    const before = one[key];
    return [key, isObject(before) && isObject(value) ? merged(before, value) : value];
  });
  return { ...one, ...Object.fromEntries(both) };
};

/** Whether an application says already what a change would make it say. */
export const holds =
  ({ spec, annotations, labels = {} }: AppChange) =>
  (application: Application | null): boolean =>
    application !== null &&
    isMergedIn(spec, application.spec) &&
    areIn(annotations, application.metadata.annotations) &&
    areIn(labels, application.metadata.labels);

const areIn = (texts: Texts, found: Readonly<Record<string, string>>): boolean =>
  Object.entries(texts).every(([key, value]) => (found[key] ?? null) === value);

const isMergedIn = (patch: Json, found: unknown): boolean =>
  Object.entries(patch).every(([key, value]) => {
    const stored = isObject(found) ? found[key] : undefined;
    if (value === null) return stored === undefined || stored === null;
    return isObject(value) ? isMergedIn(value, stored) : isEqual(value, stored);
  });

/** Reads carry the schema's defaults inside of lists as well, so an empty value that was not sent is no difference. */
const isEqual = (sent: unknown, found: unknown): boolean => {
  if (Array.isArray(sent))
    return Array.isArray(found) && sent.length === found.length && sent.every((one, at) => isEqual(one, found[at]));
  if (!isObject(sent) || !isObject(found)) return sent === found;
  const keys = new Set([...Object.keys(sent), ...Object.keys(found)]);
  return [...keys].every((key) => isEqual(sent[key], found[key]) || (sent[key] === undefined && isEmpty(found[key])));
};

const isEmpty = (value: unknown): boolean =>
  value === "" || value === null || (typeof value === "object" && Object.keys(value ?? {}).length === 0);

/**
 * What the cluster made of a change, by its own answer: a key that was taken away reads as the schema's default from then on. As sent
 * where the answer does not say.
 */
export const settled = (change: AppChange, answer: Application | null): AppChange =>
  answer ? { ...change, spec: settledIn(change.spec, answer.spec) } : change;

const settledIn = (patch: Json, answer: Json): Json =>
  Object.fromEntries(
    Object.entries(patch).map(([key, value]) => {
      const now = answer[key];
      if (value === null) return [key, now ?? null];
      return [key, isObject(value) && isObject(now) ? settledIn(value, now) : value];
    }),
  );
