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

/** The values that have something somewhere which none before them had; names and words that the schema does not know count as one. */
export const varied = (values: readonly unknown[], root: Schema): unknown[] => {
  const known = new Set(JSON.stringify(root).match(/(?<=")[^"]+(?=")/g));
  const seen = new Set<string>();
  return values.filter((value) => {
    const before = seen.size;
    for (const place of placesIn(value, "", known)) seen.add(place);
    return seen.size > before;
  });
};

function* placesIn(value: unknown, path: string, known: ReadonlySet<string>): Generator<string> {
  yield `${path} ${Array.isArray(value) ? "list" : value === null ? "null" : typeof value}`;
  if (typeof value === "string" && known.has(value)) yield `${path} ${value}`;
  if (Array.isArray(value)) for (const item of value) yield* placesIn(item, `${path}[]`, known);
  else if (typeof value === "object" && value !== null)
    for (const [key, item] of Object.entries(value))
      yield* placesIn(item, `${path}.${known.has(key) ? key : "*"}`, known);
}

/** Each value that differs from the given one at a single place. */
export function* mutations(value: unknown): Generator<unknown> {
  yield* [
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
  if (Array.isArray(value)) {
    yield [...value, ...value];
    yield [...value, ...value, ...value, ...value, ...value, ...value, ...value];
    for (const [index, item] of value.entries()) {
      yield value.toSpliced(index, 1);
      for (const other of mutations(item)) yield value.toSpliced(index, 1, other);
    }
  } else if (typeof value === "object" && value !== null) {
    yield* [
      { ...value, nonsense: true },
      { ...value, "": Object.values(value)[0] },
    ];
    for (const [key, item] of Object.entries(value)) {
      const rest = Object.fromEntries(Object.entries(value).filter(([other]) => other !== key));
      yield* [rest, { ...rest, [`${key}s`]: item }, { ...value, [key.replaceAll("_", "-")]: item }];
      for (const other of mutations(item)) yield { ...value, [key]: other };
    }
  }
}
