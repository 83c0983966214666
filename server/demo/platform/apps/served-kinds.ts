import type { KubeClient } from "../client.ts";
import type { Era } from "../eras/era.ts";
import { type ApplicationDefinition, definitionsOf } from "../kinds/cozystack.ts";
import { type ApplicationKind, type Definition, definitions } from "./definitions.ts";
import type { Schema } from "./schema.ts";

/** What Cozystack's server serves: as defined when it started, so a kind that is defined later is 404 until it starts anew. */
export type ServedKinds = { all: () => readonly Definition[]; load: () => Promise<void> };

export const createServedKinds = (client: KubeClient, { definitionKind }: Era): ServedKinds => {
  let all: readonly Definition[] = definitions;
  return {
    all: () => all,
    load: async () => {
      if (definitionKind === undefined) return;
      const defined = await client.list(definitionsOf(definitionKind));
      all = [...definitions, ...defined.filter(({ spec }) => !isOwn(spec.application.kind)).map(toDefinition)];
    },
  };
};

/** The schema of a kind's values: an operator's definition carries it, the platform's own is the era's. */
export const schemaOf = ({ schemas }: Era, { kind, schema }: Definition): Schema =>
  schema ?? (isOwn(kind) ? schemas[kind] : { type: "object" });

const isOwn = (kind: string): kind is ApplicationKind => definitions.some((it) => it.kind === kind);

const toDefinition = ({ metadata, spec: { application, release } }: ApplicationDefinition): Definition => ({
  kind: application.kind,
  plural: application.plural,
  singular: application.singular,
  prefix: release.prefix,
  chart: metadata.name,
  schema: readSchema(application.openAPISchema),
});

const readSchema = (text: string): Schema => {
  try {
    return JSON.parse(text);
  } catch {
    // A definition that nobody can read defines values of any shape.
    return { type: "object" };
  }
};
