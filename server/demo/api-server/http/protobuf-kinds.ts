import { type JsonObject, objectAt, textAt } from "../objects/json-value.ts";
import { decodeMessage, type Field, type FieldType, type Message } from "./protobuf.ts";

export const PROTOBUF = "application/vnd.kubernetes.protobuf";

const MAGIC = [0x6b, 0x38, 0x73, 0x00];

const one = (name: string, type: FieldType = "string"): Field => ({ name, type });
const many = (name: string, type: FieldType = "string"): Field => ({ name, type, repeated: true });
const map = (name: string, type: FieldType = "string"): Field => ({ name, type, map: true });

const QUANTITY: Message = { 0: one("unwrap"), 1: one("string") };
const META: Message = {
  1: one("name"),
  2: one("generateName"),
  3: one("namespace"),
  5: one("uid"),
  6: one("resourceVersion"),
  11: map("labels"),
  12: map("annotations"),
  14: many("finalizers"),
};
const metadata = one("metadata", () => META);
const RESOURCE_ATTRIBUTES: Message = {
  1: one("namespace"),
  2: one("verb"),
  3: one("group"),
  4: one("version"),
  5: one("resource"),
  6: one("subresource"),
  7: one("name"),
};
const REVIEW_SPEC: Message = {
  1: one("resourceAttributes", () => RESOURCE_ATTRIBUTES),
  2: one("nonResourceAttributes", () => ({ 1: one("path"), 2: one("verb") })),
  3: one("user"),
  4: many("groups"),
};
const RULE: Message = {
  1: many("verbs"),
  2: many("apiGroups"),
  3: many("resources"),
  4: many("resourceNames"),
  5: many("nonResourceURLs"),
};
const BINDING: Message = {
  1: metadata,
  2: many("subjects", () => ({ 1: one("kind"), 2: one("apiGroup"), 3: one("name"), 4: one("namespace") })),
  3: one("roleRef", () => ({ 1: one("apiGroup"), 2: one("kind"), 3: one("name") })),
};
const ROLE: Message = { 1: metadata, 2: many("rules", () => RULE) };
const REVIEW: Message = { 1: metadata, 2: one("spec", () => REVIEW_SPEC) };

/**
 * The kinds kubectl's own subcommands write as protobuf (`auth can-i`, `create namespace`, `create token`, …; numbers from the generated.proto
 * files of k8s.io/api). All that is applied from a manifest comes as JSON.
 */
const KINDS: Readonly<Record<string, Message>> = {
  SelfSubjectAccessReview: REVIEW,
  SubjectAccessReview: REVIEW,
  LocalSubjectAccessReview: REVIEW,
  SelfSubjectRulesReview: { 1: metadata, 2: one("spec", () => ({ 1: one("namespace") })) },
  SelfSubjectReview: { 1: metadata },
  TokenRequest: { 1: metadata, 2: one("spec", () => ({ 1: many("audiences"), 4: one("expirationSeconds", "int") })) },
  Namespace: { 1: metadata },
  ConfigMap: { 1: metadata, 2: map("data"), 3: map("binaryData", "base64"), 4: one("immutable", "bool") },
  Secret: { 1: metadata, 2: map("data", "base64"), 3: one("type"), 4: map("stringData"), 5: one("immutable", "bool") },
  ServiceAccount: { 1: metadata },
  ResourceQuota: { 1: metadata, 2: one("spec", () => ({ 1: map("hard", () => QUANTITY) })) },
  Role: ROLE,
  ClusterRole: ROLE,
  RoleBinding: BINDING,
  ClusterRoleBinding: BINDING,
};

const ENVELOPE: Message = {
  1: one("typeMeta", () => ({ 1: one("apiVersion"), 2: one("kind") })),
  2: one("raw", "base64"),
};

/** The object in a protobuf body; undefined for a kind that is only known as JSON here. Throws RangeError for broken bytes. */
export function decodeProtobufObject(bytes: Uint8Array): JsonObject | undefined {
  if (!MAGIC.every((byte, index) => bytes[index] === byte)) throw new RangeError("the k8s magic number is missing");
  const envelope = decodeMessage(bytes.subarray(MAGIC.length), ENVELOPE);
  const type = objectAt(envelope, "typeMeta");
  const kind = textAt(type, "kind");
  const message = Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined;
  if (message === undefined) return undefined;
  return { ...type, ...decodeMessage(Buffer.from(textAt(envelope, "raw"), "base64"), message) };
}
