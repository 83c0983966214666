import { notAcceptable } from "../objects/status-error.ts";

/** How objects are shown: whole, as `kubectl get` rows, or as metadata only. */
export type Format = { kind: "object" } | { kind: "metadata" } | TableFormat;

export type TableFormat = {
  kind: "table";
  includeObject: "None" | "Metadata" | "Object";
  /** A watch sends the columns with its first event only. */
  withoutColumns?: boolean;
};

export type Negotiated = { format: Format; yaml: boolean };

const ACCEPTED = ["application/json", "application/yaml"] as const;

/** Picks the first entry of an Accept header that can be served; throws 406 when there is none. */
export function negotiate(accept: string | undefined, includeObject: string | null): Negotiated {
  for (const entry of (accept ?? "*/*").split(",")) {
    const [type = "", ...parameters] = entry.split(";").map((part) => part.trim().toLowerCase());
    const yaml = type === "application/yaml";
    if (!yaml && type !== "application/json" && type !== "*/*" && type !== "application/*" && type !== "") continue;
    const format = formatOf(parameters, includeObject);
    if (format !== undefined) return { format, yaml };
  }
  throw notAcceptable(ACCEPTED);
}

function formatOf(parameters: string[], includeObject: string | null): Format | undefined {
  const as = parameters.find((parameter) => parameter.startsWith("as="))?.slice(3);
  if (as === undefined) return { kind: "object" };
  if (!parameters.includes("g=meta.k8s.io") || !parameters.includes("v=v1")) return undefined;
  if (as === "partialobjectmetadata" || as === "partialobjectmetadatalist") return { kind: "metadata" };
  if (as !== "table") return undefined;
  const included = includeObject === "None" || includeObject === "Object" ? includeObject : "Metadata";
  return { kind: "table", includeObject: included };
}
