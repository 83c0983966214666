import type { MoreField } from "../resources/dialect/more.ts";
import type { MoreSettings } from "./input.ts";

type Nested = { [name: string]: unknown };

/** `placement.zone` becomes `placement: {zone}`; what the schema does not have is left out. */
export const moreSpec = (more: MoreSettings, fields: readonly MoreField[]): Nested =>
  fields.reduce<Nested>(
    (spec, { path }) => (Object.hasOwn(more, path) ? withAt(spec, path.split("."), more[path]) : spec),
    {},
  );

const withAt = (spec: Nested, [name = "", ...rest]: readonly string[], value: unknown): Nested => {
  const inner = spec[name];
  return { ...spec, [name]: rest.length === 0 ? value : withAt(isNested(inner) ? inner : {}, rest, value) };
};

const isNested = (value: unknown): value is Nested =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** `moreSpec` read back. What no reader knows must be a further setting of the cluster's schema, else the form would lose it. */
export const moreOfSpec = (
  spec: Readonly<Nested>,
  known: ReadonlySet<string>,
  fields: readonly MoreField[],
  onUnknown: (path: readonly string[]) => void,
): MoreSettings => {
  const more: MoreSettings = {};
  const visit = (value: unknown, path: readonly string[]) => {
    const dotted = path.join(".");
    if (fields.some((field) => field.path === dotted)) more[dotted] = value;
    else if (isNested(value) && fields.some((field) => field.path.startsWith(`${dotted}.`)))
      for (const [key, inner] of Object.entries(value)) visit(inner, [...path, key]);
    else onUnknown(path);
  };
  for (const [key, value] of Object.entries(spec)) if (!known.has(key)) visit(value, [key]);
  return more;
};
