/** Data of unknown shape, as pasted text has it. */
export type Fields = Readonly<Record<string, unknown>>;

export const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Nothing is an object without fields. */
export const fieldsOf = (value: unknown): Fields => (isFields(value) ? value : {});

export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

export const at = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>((inner, key) => (isFields(inner) && Object.hasOwn(inner, key) ? inner[key] : undefined), value);

/** Scalars as people write them; "" for everything else. */
export const textOf = (value: unknown): string =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : "";

export const isNothing = (value: unknown): boolean => value === undefined || value === null || value === "";

/** Nothing in it, however deep: `{cpu: "", memory: ""}`, `[]`. */
export const isHollow = (value: unknown): boolean =>
  isNothing(value) ||
  (Array.isArray(value) ? value.length === 0 : isFields(value) && Object.values(value).every(isHollow));

export const without = (fields: Fields, ...names: readonly string[]): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));

/** How deep it is nested; a scalar is 0. */
export const depthOf = (value: unknown, most: number): number => {
  if (most === 0 || typeof value !== "object" || value === null) return 0;
  return 1 + Object.values(value).reduce<number>((deepest, inner) => Math.max(deepest, depthOf(inner, most - 1)), 0);
};
