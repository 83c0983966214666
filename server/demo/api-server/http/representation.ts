import { groupVersion, type KubeObject } from "../objects/kube-object.ts";
import type { Served } from "../resources/registry.ts";
import type { StoredObject } from "../storage/stored-object.ts";
import type { Format, TableFormat } from "./negotiation.ts";

export type ListMetadata = { resourceVersion: string; continue?: string; remainingItemCount?: number };

export const apiVersionOf = ({ definition, version }: Served): string => groupVersion(definition.group, version.name);

/** One object in the format asked for. */
export function objectText(stored: StoredObject, served: Served, format: Format): string {
  const shown = stored.as(apiVersionOf(served));
  if (format.kind === "metadata") return metadataText(shown);
  if (format.kind === "object") return shown.json;
  return tableText([shown], served, format, { resourceVersion: shown.object.metadata.resourceVersion });
}

/** A list whose items are joined from their cached texts: 5,000 objects are not serialised again. */
export function listText(
  items: readonly StoredObject[],
  metadata: ListMetadata,
  served: Served,
  format: Format,
): string {
  const apiVersion = apiVersionOf(served);
  const shown = items.map((item) => item.as(apiVersion));
  if (format.kind === "table") return tableText(shown, served, format, metadata);
  const wrapped = JSON.stringify(metadata);
  if (format.kind === "metadata") {
    const texts = shown.map(metadataText).join(",");
    return `{"kind":"PartialObjectMetadataList","apiVersion":"meta.k8s.io/v1","metadata":${wrapped},"items":[${texts}]}`;
  }
  const head = `{"kind":${JSON.stringify(served.definition.listKind)},"apiVersion":${JSON.stringify(apiVersion)}`;
  const texts = shown.map((item) => (served.definition.custom ? item.keptJson : item.untypedJson));
  return `${head},"metadata":${wrapped},"items":[${texts.join(",")}]}`;
}

function metadataText({ object }: StoredObject): string {
  return `{"kind":"PartialObjectMetadata","apiVersion":"meta.k8s.io/v1","metadata":${JSON.stringify(object.metadata)}}`;
}

function tableText(
  items: readonly StoredObject[],
  { version }: Served,
  { includeObject, withoutColumns }: TableFormat,
  metadata: ListMetadata,
): string {
  const columns = version.columns.map(({ name, type, format = "", description = "", priority = 0 }) => ({
    name,
    type,
    format,
    description,
    priority,
  }));
  const rows = items.map((item) => {
    const cells = JSON.stringify(version.columns.map((column) => cellOf(column.cell, item.object)));
    if (includeObject === "None") return `{"cells":${cells}}`;
    return `{"cells":${cells},"object":${includeObject === "Object" ? item.json : metadataText(item)}}`;
  });
  const head = `{"kind":"Table","apiVersion":"meta.k8s.io/v1","metadata":${JSON.stringify(metadata)}`;
  const defined = withoutColumns ? "" : `,"columnDefinitions":${JSON.stringify(columns)}`;
  return `${head}${defined},"rows":[${rows.join(",")}]}`;
}

const cellOf = (cell: (object: KubeObject) => unknown, object: KubeObject): unknown => cell(object) ?? null;
