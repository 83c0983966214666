import fc from "fast-check";

/** The part of JSON Schema that cloud-init's published schema is written in. */
export type Schema = {
  $ref?: string;
  $defs?: Record<string, Schema>;
  allOf?: Schema[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  type?: string | string[];
  enum?: unknown[];
  pattern?: string;
  format?: string;
  minimum?: number;
  items?: Schema;
  minItems?: number;
  maxItems?: number;
  uniqueItems?: boolean;
  properties?: Record<string, Schema>;
  patternProperties?: Record<string, Schema>;
  additionalProperties?: boolean | Schema;
  required?: string[];
  not?: { required?: string[] };
  minProperties?: number;
  deprecated?: boolean;
  deprecated_version?: string;
  changed?: boolean;
  changed_version?: string;
};

/** References put in place; what stands beside one stays, as both judges read it. */
export const resolved = (schema: Schema, root: Schema): Schema => {
  const { $ref, ...beside } = schema;
  if (!$ref) return schema;
  const target = root.$defs?.[$ref.replace("#/$defs/", "")];
  if (!target) throw new Error(`no ${$ref}`);
  return { ...resolved(target, root), ...beside };
};

/** What each module says of each key at the top. */
export const topKeys = (root: Schema): Map<string, Schema[]> => {
  const keys = new Map<string, Schema[]>(Object.keys(root.properties ?? {}).map((key) => [key, []]));
  for (const part of root.allOf ?? [])
    for (const [key, schema] of Object.entries(resolved(part, root).properties ?? {})) {
      const before = keys.get(key);
      if (before) before.push(schema);
      else keys.set(key, [schema]);
    }
  return keys;
};

/** Values as a schema asks for them. Nearly all are valid; the judges tell which. */
export const samples = (schema: Schema, root: Schema): fc.Arbitrary<unknown> => {
  const { oneOf, anyOf, allOf, ...rest } = resolved(schema, root);
  const alternatives = oneOf ?? anyOf;
  if (alternatives) return fc.oneof(...alternatives.map((one) => samples({ ...rest, ...resolved(one, root) }, root)));
  if (allOf) {
    const apart = allOf.flatMap((part) => (part.not?.required ? [part.not.required] : []));
    const merged = Object.assign({}, rest, ...allOf.filter((part) => !part.not).map((part) => resolved(part, root)));
    return samples(merged, root).map((value) => withoutPairs(value, apart));
  }
  if (rest.enum) return fc.constantFrom(...rest.enum);
  const kinds = typeof rest.type === "string" ? [rest.type] : (rest.type ?? (rest.properties ? ["object"] : []));
  return kinds.length === 0
    ? fc.jsonValue({ maxDepth: 1 })
    : fc.oneof(...kinds.map((kind) => ofKind(kind, rest, root)));
};

const withoutPairs = (value: unknown, apart: readonly (readonly string[])[]): unknown =>
  typeof value === "object" && value !== null
    ? Object.fromEntries(
        Object.entries(value).filter(([key]) => !apart.some(([one = "", other]) => key === other && one in value)),
      )
    : value;

const ofKind = (kind: string, schema: Schema, root: Schema): fc.Arbitrary<unknown> => {
  if (kind === "null") return fc.constant(null);
  if (kind === "boolean") return fc.boolean();
  if (kind === "integer") return fc.integer({ min: schema.minimum ?? -9, max: 2000 });
  if (kind === "number") return fc.double({ min: schema.minimum ?? -9, max: 2000, noNaN: true });
  if (kind === "string") return texts(schema);
  return kind === "array" ? lists(schema, root) : maps(schema, root);
};

const urls = fc.webUrl({ size: "small" });
const domains = fc.domain({ size: "small" });

const texts = ({ pattern, format }: Schema): fc.Arbitrary<string> => {
  if (pattern) return fc.stringMatching(new RegExp(pattern, "u"), { size: "small" });
  if (format === "uri") return urls;
  if (format === "hostname") return domains;
  if (format === "date")
    return fc.date({ noInvalidDate: true, min: new Date(0) }).map((day) => day.toISOString().slice(0, 10));
  return fc.oneof(fc.string({ maxLength: 8 }), fc.constantFrom("now", "auto", "true", "12", "root:x", "8G"));
};

const lists = ({ items, minItems = 0, maxItems = minItems + 2, uniqueItems }: Schema, root: Schema) => {
  const item = items ? samples(items, root) : fc.jsonValue({ maxDepth: 1 });
  const size = { minLength: minItems, maxLength: maxItems };
  return uniqueItems ? fc.uniqueArray(item, { ...size, comparator: "SameValueZero" }) : fc.array(item, size);
};

const maps = (schema: Schema, root: Schema): fc.Arbitrary<Record<string, unknown>> => {
  const { properties = {}, patternProperties = {}, additionalProperties: others, required = [] } = schema;
  const named = Object.fromEntries(Object.entries(properties).map(([key, inner]) => [key, samples(inner, root)]));
  const chosen = Object.entries(patternProperties).map(([pattern, inner]) =>
    fc.dictionary(fc.stringMatching(new RegExp(pattern, "u"), { size: "small" }), samples(inner, root), { maxKeys: 2 }),
  );
  const free =
    typeof others === "object"
      ? [fc.dictionary(fc.string({ maxLength: 4 }), samples(others, root), { maxKeys: 2 })]
      : [];
  return fc
    .tuple(...chosen, ...free, fc.record(named, { requiredKeys: required.filter((key) => key in named) }))
    .map((parts) => Object.assign({}, ...parts));
};

/** Values that differ from the given ones at one place each; what looks alike at the same place is broken once. */
export function* broken(values: readonly unknown[], root: Schema): Generator<unknown> {
  const known = new Set(JSON.stringify(root).match(/(?<=")[^"]+(?=")/g));
  const seen = new Set<string>();
  const isNew = (place: string): boolean => seen.size < seen.add(place).size;
  for (const value of values) yield* brokenAt(value, "", { known, isNew });
}

type Sight = { known: ReadonlySet<string>; isNew: (place: string) => boolean };

const others = [
  null,
  true,
  false,
  7,
  -7,
  1.5,
  "",
  "nonsense",
  "two\nlines",
  [],
  [null],
  ["nonsense"],
  {},
  { nonsense: 1 },
  [[]],
  [{}],
];

function* brokenAt(value: unknown, path: string, sight: Sight): Generator<unknown> {
  const { known, isNew } = sight;
  if (Array.isArray(value)) {
    if (isNew(`${path} list ${value.length}`)) {
      const twice = [...value, ...value];
      yield* [...others, twice, [...twice, ...twice, ...twice], value.slice(1), value.slice(0, -1)];
    }
    for (const [index, item] of value.entries())
      for (const other of brokenAt(item, `${path}[]`, sight)) yield value.toSpliced(index, 1, other);
  } else if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value);
    const named = (key: string) => (known.has(key) ? key : "*");
    if (isNew(`${path} map`)) yield* others;
    if (isNew(`${path} map ${entries.map(([key]) => named(key))}`)) {
      yield* [
        { ...value, nonsense: true },
        { ...value, "": entries[0]?.[1] },
      ];
      for (const [key, item] of entries) {
        const rest = Object.fromEntries(entries.filter(([other]) => other !== key));
        yield rest;
        if (isNew(`${path}.${named(key)} named otherwise`))
          yield* [
            { ...rest, [`${key}s`]: item },
            { ...value, [key.replaceAll("_", "-")]: item },
          ];
      }
    }
    for (const [key, item] of entries)
      for (const other of brokenAt(item, `${path}.${named(key)}`, sight)) yield { ...value, [key]: other };
  } else if (isNew(`${path} ${typeof value === "string" && known.has(value) ? value : typeof value}`)) yield* others;
}
