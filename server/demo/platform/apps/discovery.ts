import type { Era } from "../eras/era.ts";
import { type Definition, groupName, version } from "./definitions.ts";
import type { Schema } from "./schema.ts";
import { schemaOf } from "./served-kinds.ts";

const verbs = ["create", "delete", "get", "list", "patch", "update", "watch"];

export const resourceList = (kinds: readonly Definition[]) => ({
  kind: "APIResourceList",
  apiVersion: "v1",
  groupVersion: `${groupName}/${version}`,
  resources: kinds.map(({ kind, plural, singular }) => ({
    name: plural,
    singularName: singular,
    namespaced: true,
    kind,
    verbs,
  })),
});

const schemaPrefix = "com.github.cozystack.cozystack.pkg.apis.apps.v1alpha1";
const metaPrefix = "io.k8s.apimachinery.pkg.apis.meta.v1";
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const text = { type: "string" };

const schemasOf = (kind: string, spec: Schema) => ({
  [`${schemaPrefix}.${kind}`]: {
    type: "object",
    properties: {
      apiVersion: text,
      kind: text,
      metadata: { default: {}, allOf: [ref(`${metaPrefix}.ObjectMeta`)] },
      spec: { ...spec, "x-kubernetes-preserve-unknown-fields": true },
      status: { ...ref(`${schemaPrefix}.${kind}Status`), default: {}, allOf: [ref(`${schemaPrefix}.${kind}Status`)] },
    },
    "x-kubernetes-group-version-kind": [{ group: groupName, version, kind }],
  },
  [`${schemaPrefix}.${kind}List`]: {
    type: "object",
    required: ["items"],
    properties: {
      apiVersion: text,
      kind: text,
      metadata: { default: {}, allOf: [ref(`${metaPrefix}.ListMeta`)] },
      items: { type: "array", items: { default: {}, allOf: [ref(`${schemaPrefix}.${kind}`)] } },
    },
    "x-kubernetes-group-version-kind": [{ group: groupName, version, kind: `${kind}List` }],
  },
  [`${schemaPrefix}.${kind}Status`]: {
    type: "object",
    properties: {
      version: text,
      namespace: text,
      externalIPsCount: { type: "integer", format: "int32" },
      conditions: { type: "array", items: { default: {}, allOf: [ref(`${metaPrefix}.Condition`)] } },
    },
  },
});

const map = { type: "object", additionalProperties: text };

const metaSchemas = {
  [`${metaPrefix}.ObjectMeta`]: {
    type: "object",
    properties: {
      name: text,
      namespace: text,
      uid: text,
      resourceVersion: text,
      labels: map,
      annotations: map,
      creationTimestamp: { type: "string", format: "date-time" },
      deletionTimestamp: { type: "string", format: "date-time" },
    },
  },
  [`${metaPrefix}.ListMeta`]: { type: "object", properties: { resourceVersion: text, continue: text } },
  [`${metaPrefix}.Condition`]: {
    type: "object",
    required: ["type", "status", "lastTransitionTime", "reason", "message"],
    properties: {
      type: text,
      status: text,
      reason: text,
      message: text,
      lastTransitionTime: { type: "string", format: "date-time" },
    },
  },
};

const operation = (kind: string, action: string, patchTypes: string[] = []) => ({
  "x-kubernetes-action": action,
  "x-kubernetes-group-version-kind": { group: groupName, version, kind },
  parameters: ["dryRun", "fieldManager", "fieldValidation"].map((name) => ({ name, in: "query", schema: text })),
  ...(patchTypes.length > 0 && {
    requestBody: { content: Object.fromEntries(patchTypes.map((type) => [type, { schema: { type: "object" } }])) },
  }),
  responses: {
    200: { description: "OK", content: { "application/json": { schema: ref(`${schemaPrefix}.${kind}`) } } },
  },
});

const patchTypes = ["application/json-patch+json", "application/merge-patch+json", "application/apply-patch+yaml"];

const pathsOf = (kind: string, plural: string) => {
  const collection = `/apis/${groupName}/${version}/namespaces/{namespace}/${plural}`;
  return {
    [collection]: { get: operation(kind, "list"), post: operation(kind, "post") },
    [`${collection}/{name}`]: {
      get: operation(kind, "get"),
      put: operation(kind, "put"),
      patch: operation(kind, "patch", patchTypes),
      delete: operation(kind, "delete"),
    },
  };
};

/** The document a console reads defaults, enums and option sources from. */
export const openApiDocument = (era: Era, kinds: readonly Definition[]) => ({
  openapi: "3.0.0",
  info: { title: "Cozystack API", version },
  paths: Object.assign({}, ...kinds.map(({ kind, plural }) => pathsOf(kind, plural))),
  components: {
    schemas: Object.assign({}, metaSchemas, ...kinds.map((it) => schemasOf(it.kind, schemaOf(era, it)))),
  },
});
