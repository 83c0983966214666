import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { upstream, upstreamJson } from "../../upstream.fixture.ts";
import { faultsOf } from "./check.ts";
import { cloudConfig } from "./cloud-config.ts";
import type { SpecKey, SpecNode } from "./node.ts";
import { broken, resolved, type Schema, samples, topKeys } from "./upstream.fixture.ts";

describe.skipIf(upstream === "")("against the schema that cloud-init 26.2 published", () => {
  const { $schema: _, ...root }: Schema & { $schema?: string } =
    upstreamJson("cloud-init/schema-cloud-config-v1.json") ?? {};
  const keys = topKeys(root);

  it("the description has every key, kind, word and warning, and no other", () => {
    const theirs = new Set<string>();
    for (const [key, schemas] of keys) {
      theirs.add(key);
      for (const schema of schemas) theirLines(schema, key, root, theirs);
    }
    const ours = new Set<string>();
    ourLines(cloudConfig, "", ours);
    ours.delete(" is map");
    expect([...ours].sort()).toEqual([...theirs].sort());
    expect([...ours].filter((line) => !line.includes(" ")).length).toBeGreaterThan(500);
  });

  describe("both judges say the same", () => {
    const ajv = new Ajv({ strict: false, validateSchema: false });
    addFormats(ajv, ["uri", "hostname", "date"]);
    const judge = ajv.compile(root);
    const accepts = (value: unknown) => faultsOf(value).every(({ fault }) => fault === "deprecated");

    /** Whether upstream takes it, which is what we must say too. */
    const agreed = (value: unknown): boolean => {
      const theirs = judge(value);
      if (theirs !== accepts(value))
        expect.fail(
          `${JSON.stringify(value)}\ntheirs: ${ajv.errorsText(judge.errors)}\nours: ${JSON.stringify(faultsOf(value))}`,
        );
      return theirs;
    };

    it.each([...keys])("of %s", (key, [schema = {}]) => {
      const values = fc.sample(samples(schema, root), { seed: 26_2, numRuns: 100 });
      const valid = values.filter((value) => agreed({ [key]: value }));
      expect(valid.length).toBeGreaterThan(10);
      for (const other of broken(valid, root)) agreed({ [key]: other });
    });

    it("of what is no map, and of keys at the top", () => {
      for (const value of [null, 1, "runcmd", ["runcmd"], true]) expect(agreed(value)).toBe(false);
      for (const value of [{ nonsense: 1 }, { Runcmd: ["ls"] }, { "run-cmd": ["ls"] }])
        expect(agreed(value)).toBe(false);
      expect(agreed({})).toBe(true);
    });
  });
});

const kindNames: Record<string, string> = { string: "text", array: "list", object: "map" };

/** One line per key, per kind that may stand there, per word, and per warning. */
const theirLines = (schema: Schema, path: string, root: Schema, lines: Set<string>): void => {
  const { items, properties, patternProperties, additionalProperties, ...own } = resolved(schema, root);
  const since = own.deprecated_version ?? own.changed_version;
  // A map of groups is old as soon as one stands in it; we say so of the map.
  if (since) lines.add(`${path.replace(/\.groups\.\*$/, ".groups")} old since ${since}`);
  const narrowed = own.oneOf?.length === 1;
  for (const one of [own.allOf, own.anyOf, own.oneOf].flatMap((parts) => parts ?? []))
    theirLines(one, path, root, lines);
  for (const kind of narrowed ? [] : [own.type ?? []].flat()) lines.add(`${path} is ${kindNames[kind] ?? kind}`);
  for (const value of own.enum ?? []) {
    lines.add(typeof value === "string" ? `${path} is text` : `${path} is boolean`);
    if (typeof value === "string") lines.add(`${path} may be ${value}`);
  }
  if (items && own.type !== "object") theirLines(items, path, root, lines);
  for (const [key, inner] of Object.entries(properties ?? {})) {
    lines.add(`${path}.${key}`);
    theirLines(inner, `${path}.${key}`, root, lines);
  }
  const others = [Object.values(patternProperties ?? {}), additionalProperties ?? []].flat();
  for (const inner of others) if (typeof inner === "object") theirLines(inner, `${path}.*`, root, lines);
};

const ourLines = (node: SpecNode, path: string, lines: Set<string>): void => {
  if (node.deprecated) lines.add(`${path} old since ${node.deprecated.since}`);
  if (node.is === "oneOf") for (const one of node.of) ourLines(one, path, lines);
  else if (node.is !== "any") lines.add(`${path} is ${node.is}`);
  if (node.is === "text") for (const one of node.enum ?? []) lines.add(`${path} may be ${one}`);
  if (node.is === "list") ourLines(node.of, path, lines);
  if (node.is !== "map") return;
  for (const [name, key] of Object.entries<SpecKey>(node.keys)) {
    const at = path ? `${path}.${name}` : name;
    lines.add(at);
    ourLines(key.node, at, lines);
  }
  if (node.others) ourLines(node.others, `${path}.*`, lines);
};
