import { stringify } from "yaml";
import type { Condition, KubeObject } from "../object.ts";
import { Failure } from "./failure.ts";
import { writtenOf } from "./written.ts";

type Item = KubeObject & { status?: { version?: string; conditions?: Condition[] } };
type ListMeta = { resourceVersion?: string };

/** How objects are written for one Accept header. */
export type Rendering = {
  contentType: string;
  one: (item: Item) => unknown;
  list: (items: Item[], metadata: ListMeta, apiVersion: string, kind: string) => unknown;
  /** The object of a watch event. */
  event: (item: Item) => unknown;
  text: (body: unknown) => string;
  /** The list's text in parts, where that is cheaper than writing `list` as a text. */
  listParts?: (items: Item[], metadata: ListMeta, apiVersion: string, kind: string) => string[];
};

type Shape = Pick<Rendering, "one" | "list" | "event">;

const plain: Shape = {
  one: (item) => item,
  list: (items, metadata, apiVersion, kind) => ({ kind: `${kind}List`, apiVersion, metadata, items }),
  event: (item) => item,
};

const plainListParts: Rendering["listParts"] = (items, metadata, apiVersion, kind) => {
  const head = JSON.stringify({ kind: `${kind}List`, apiVersion, metadata });
  const parts = [head.slice(0, -1), ',"items":['];
  for (const item of items) {
    if (parts.length > 2) parts.push(",");
    parts.push(writtenOf(item));
  }
  parts.push("]}\n");
  return parts;
};

const metaVersion = "meta.k8s.io/v1";
const metadataOnly = ({ metadata }: Item) => ({ kind: "PartialObjectMetadata", apiVersion: metaVersion, metadata });

const partial: Shape = {
  one: metadataOnly,
  list: (items, metadata) => ({
    kind: "PartialObjectMetadataList",
    apiVersion: metaVersion,
    metadata,
    items: items.map(metadataOnly),
  }),
  event: metadataOnly,
};

const columnDefinitions = [
  { name: "NAME", type: "string", format: "name", description: "Name of the resource", priority: 0 },
  { name: "READY", type: "string", format: "", description: "Ready status of the resource", priority: 0 },
  { name: "AGE", type: "string", format: "", description: "Creation timestamp of the resource", priority: 0 },
  { name: "VERSION", type: "string", format: "", description: "Version of the resource", priority: 0 },
];

const table = (includeObject: string): Shape => {
  const rows = (items: Item[]) =>
    items.map((item) => ({
      cells: [
        item.metadata.name,
        item.status?.conditions?.find(({ type }) => type === "Ready")?.status ?? "Unknown",
        age(item.metadata.creationTimestamp),
        item.status?.version ?? "",
      ],
      ...(includeObject === "Object" && { object: item }),
      ...(includeObject === "Metadata" && { object: metadataOnly(item) }),
    }));
  const of = (items: Item[], metadata: ListMeta) => ({
    kind: "Table",
    apiVersion: metaVersion,
    metadata,
    columnDefinitions,
    rows: rows(items),
  });
  const single = (item: Item) => of([item], { resourceVersion: item.metadata.resourceVersion });
  return { one: single, list: of, event: single };
};

const units: [string, number][] = [
  ["d", 86_400],
  ["h", 3_600],
  ["m", 60],
  ["s", 1],
];

const age = (created: string | undefined): string => {
  if (created === undefined) return "<unknown>";
  const seconds = Math.max(0, Math.floor((Date.now() - Date.parse(created)) / 1_000));
  const [unit, size] = units.find(([, length]) => seconds >= length) ?? ["s", 1];
  return `${Math.floor(seconds / size)}${unit}`;
};

const json = { contentType: "application/json", text: (body: unknown) => `${JSON.stringify(body)}\n` };
const yaml = { contentType: "application/yaml", text: (body: unknown) => stringify(body) };

/** The first media type of the header that is served: JSON, Table, PartialObjectMetadata, YAML; else 406. */
export const renderingFor = (accept: string | undefined, query: URLSearchParams): Rendering => {
  for (const part of (accept || "application/json").split(",")) {
    const [type = "", ...parameters] = part.split(";").map((it) => it.trim());
    const as = parameters.find((it) => it.startsWith("as="))?.slice(3);
    const shape = as === undefined ? plain : shapes(query)[as];
    if (!shape) continue;
    if (type === "application/json" || type === "application/*" || type === "*/*") {
      return { ...json, ...shape, ...(shape === plain && { listParts: plainListParts }) };
    }
    if (type === "application/yaml") return { ...yaml, ...shape };
  }
  throw new Failure(
    406,
    "NotAcceptable",
    "only the following media types are accepted: application/json, application/yaml",
  );
};

const shapes = (query: URLSearchParams): Record<string, Shape> => ({
  Table: table(query.get("includeObject") ?? "Metadata"),
  PartialObjectMetadata: partial,
  PartialObjectMetadataList: partial,
});
