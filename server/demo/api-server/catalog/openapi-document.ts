import type { JsonObject } from "../objects/json-value.ts";
import { groupVersion } from "../objects/kube-object.ts";
import { type ResourceDefinition, versionOf } from "../resources/definition.ts";
import type { ResourceRegistry } from "../resources/registry.ts";
import { VERSION } from "./version.ts";

const OBJECT_META = "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta";

const META_SCHEMA: JsonObject = {
  type: "object",
  properties: {
    name: { type: "string" },
    namespace: { type: "string" },
    uid: { type: "string" },
    resourceVersion: { type: "string" },
    generation: { type: "integer", format: "int64" },
    creationTimestamp: { type: "string", format: "date-time" },
    labels: { type: "object", additionalProperties: { type: "string" } },
    annotations: { type: "object", additionalProperties: { type: "string" } },
    finalizers: { type: "array", items: { type: "string" } },
    ownerReferences: { type: "array", items: { type: "object" } },
  },
};

/** The OpenAPI v3 document of one API version: schemas and the operations kubectl looks for before it writes. */
export function openApiDocument(registry: ResourceRegistry, group: string, version: string): unknown {
  const definitions = registry.all().filter((one) => one.group === group && versionOf(one, version) !== undefined);
  return {
    openapi: "3.0.0",
    info: { title: "Kubernetes", version: VERSION.gitVersion },
    paths: Object.fromEntries(definitions.flatMap((definition) => pathsOf(definition, version))),
    components: {
      schemas: {
        [OBJECT_META]: META_SCHEMA,
        ...Object.fromEntries(
          definitions.map((definition) => [schemaName(definition, version), schemaOf(definition, version)]),
        ),
      },
    },
  };
}

/** `io.kubevirt.v1.VirtualMachine`: the group's labels reversed. */
function schemaName({ group, kind }: ResourceDefinition, version: string): string {
  const reversed = group === "" ? "io.k8s.api.core" : group.split(".").reverse().join(".");
  return `${reversed}.${version}.${kind}`;
}

const gvk = ({ group, kind }: ResourceDefinition, version: string) => ({ group, version, kind });

function schemaOf(definition: ResourceDefinition, version: string): JsonObject {
  const schema = versionOf(definition, version)?.schema ?? { type: "object" };
  const properties = {
    ...(typeof schema.properties === "object" ? schema.properties : {}),
    apiVersion: { type: "string" },
    kind: { type: "string" },
    metadata: { allOf: [{ $ref: `#/components/schemas/${OBJECT_META}` }] },
  };
  return { ...schema, type: "object", properties, "x-kubernetes-group-version-kind": [gvk(definition, version)] };
}

const query = (name: string) => ({ name, in: "query", schema: { type: "string", uniqueItems: true } });
const WRITE_PARAMETERS = [query("dryRun"), query("fieldManager"), query("fieldValidation")];

function pathsOf(definition: ResourceDefinition, version: string): [string, unknown][] {
  const root = definition.group === "" ? `/api/${version}` : `/apis/${groupVersion(definition.group, version)}`;
  const collection = `${root}${definition.namespaced ? "/namespaces/{namespace}" : ""}/${definition.plural}`;
  const content = {
    "application/json": { schema: { $ref: `#/components/schemas/${schemaName(definition, version)}` } },
  };
  const operation = (action: string, parameters: unknown[]) => ({
    parameters,
    responses: { 200: { description: "OK", content } },
    "x-kubernetes-action": action,
    "x-kubernetes-group-version-kind": gvk(definition, version),
  });
  return [
    [
      collection,
      {
        get: operation("list", []),
        post: operation("post", WRITE_PARAMETERS),
        delete: operation("deletecollection", []),
      },
    ],
    [
      `${collection}/{name}`,
      {
        get: operation("get", []),
        put: operation("put", WRITE_PARAMETERS),
        patch: operation("patch", [...WRITE_PARAMETERS, query("force")]),
        delete: operation("delete", [query("dryRun")]),
      },
    ],
  ];
}
