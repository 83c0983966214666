import { randomBytes, randomUUID } from "node:crypto";
import { type Cluster, timestamp } from "../cluster.ts";
import type { WriteOptions } from "../http/write-options.ts";
import { isJsonObject } from "../objects/json-value.ts";
import { type DraftObject, groupVersion, type KubeObject } from "../objects/kube-object.ts";
import { labelProblems, nameProblems } from "../objects/name-rules.ts";
import { alreadyExists, badRequest, invalid, invalidValue, requiredValue } from "../objects/status-error.ts";
import { withDefaults } from "../resources/built-in-defaults.ts";
import { keyOf } from "../resources/definition.ts";
import type { Served } from "../resources/registry.ts";
import { StoredObject } from "../storage/stored-object.ts";
import { customContent } from "./custom-content.ts";
import { writableMetadata } from "./writable-metadata.ts";

export type CreateOptions = { namespace: string } & Partial<WriteOptions>;

export function createObject(
  cluster: Cluster,
  served: Served,
  body: DraftObject,
  { namespace, dryRun = false, fieldValidation = "Warn", warn = () => {} }: CreateOptions,
): StoredObject {
  const { definition, version } = served;
  assertKind(served, body);
  assertNamespace(served, body, namespace);
  const draft = customContent(served, body, fieldValidation, warn);
  const name = nameFor(served, draft);
  const { status: _status, metadata: _metadata, ...content } = draft;
  const object: KubeObject = withDefaults(definition, cluster, {
    ...content,
    apiVersion: groupVersion(definition.group, definition.storageVersion),
    kind: definition.kind,
    metadata: {
      ...writableMetadata(draft.metadata),
      name,
      ...(definition.namespaced ? { namespace } : {}),
      uid: randomUUID(),
      resourceVersion: "",
      ...(definition.generation ? { generation: 1 } : {}),
      creationTimestamp: timestamp(cluster),
    },
    ...(version.status || draft.status === undefined ? {} : { status: draft.status }),
  });
  const existing = cluster.store.get(keyOf(definition), object.metadata.namespace ?? "", name);
  if (existing !== undefined) {
    throw alreadyExists(definition, name, existing.object.metadata.deletionTimestamp !== undefined);
  }
  cluster.admission.beforeCreate(definition, object);
  return dryRun ? new StoredObject(object, 0) : cluster.store.put(keyOf(definition), object);
}

/** The body must be of the kind and version of the URL; for built-ins it may leave both out. */
export function assertKind({ definition, version }: Served, draft: DraftObject): void {
  const expected = groupVersion(definition.group, version.name);
  const { apiVersion, kind } = draft;
  if (kind === undefined && definition.custom) throw badRequest("Object 'Kind' is missing");
  const given = typeof kind === "string" ? kind : definition.kind;
  const givenVersion = typeof apiVersion === "string" ? apiVersion : expected;
  if (given === definition.kind && givenVersion === expected) return;
  if (definition.custom && given !== definition.kind) {
    const problem = invalidValue("kind", given, `must be ${definition.kind}`);
    throw invalid({ group: definition.group, kind: given }, String(draft.metadata.name ?? ""), [problem]);
  }
  if (definition.custom) {
    throw badRequest(
      `the API version in the data (${givenVersion}) does not match the expected API version (${expected})`,
    );
  }
  throw badRequest(
    `${given} in version ${JSON.stringify(givenVersion)} cannot be handled as a ${definition.kind}: no kind ${JSON.stringify(given)} is registered for version ${JSON.stringify(givenVersion)} here`,
  );
}

function assertNamespace({ definition }: Served, draft: DraftObject, namespace: string): void {
  const given = draft.metadata.namespace;
  if (definition.namespaced && given !== undefined && given !== "" && given !== namespace) {
    throw badRequest("the namespace of the provided object does not match the namespace sent on the request");
  }
}

/** kube's `names.SimpleNameGenerator`: five characters that spell no words. */
const SUFFIX_ALPHABET = "bcdfghjklmnpqrstvwxz2456789";
const LONGEST_GENERATED_BASE = 58;

function nameFor({ definition }: Served, draft: DraftObject): string {
  const { name: given, generateName, labels } = draft.metadata;
  let name = typeof given === "string" ? given : "";
  if (name === "" && typeof generateName === "string" && generateName !== "") {
    const suffix = [...randomBytes(5)].map((byte) => SUFFIX_ALPHABET[byte % SUFFIX_ALPHABET.length]).join("");
    name = `${generateName.slice(0, LONGEST_GENERATED_BASE)}${suffix}`;
  }
  const problems =
    name === ""
      ? [requiredValue("metadata.name", "name or generateName is required")]
      : nameProblems(definition.kind, name);
  if (labels !== undefined && labels !== null && !isJsonObject(labels)) {
    problems.push(invalidValue("metadata.labels", labels, "must be an object"));
  }
  problems.push(...labelProblems(isJsonObject(labels) ? labels : {}));
  if (problems.length > 0) throw invalid(definition, name, problems);
  return name;
}
