import { parse } from "yaml";
import type { Call } from "../aggregated/group.ts";
import type { Values } from "../kinds/cozystack.ts";
import type { Meta } from "../object.ts";
import { type Definition, version } from "./definitions.ts";
import { badRequest, Failure } from "./failure.ts";

/** What a client may send: the rest of an application is not its to write. */
export type Written = { metadata: Partial<Meta> & { generateName?: string }; spec: Values };

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The request's bytes; over 3 MiB is 413. */
export const readText = async (call: Call): Promise<string> => {
  const body = await call.body().catch((error: unknown) => {
    throw new Failure(413, "RequestEntityTooLarge", error instanceof Error ? error.message : "too large");
  });
  return body.toString("utf8");
};

/** The request's body by its content type; others than JSON and YAML are 415. */
export const readDocument = async (call: Call): Promise<unknown> => {
  const type = (call.headers["content-type"] ?? "application/json").split(";")[0]?.trim() ?? "";
  const isYaml = type.endsWith("yaml");
  if (!isYaml && !type.endsWith("json")) {
    throw new Failure(
      415,
      "UnsupportedMediaType",
      `the body of the request was in an unknown format - accepted media types include: application/json, application/yaml`,
    );
  }
  const text = await readText(call);
  try {
    return isYaml ? parse(text) : JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : "unreadable";
    throw badRequest(
      `the object provided is unrecognized (must be of type Tenant): couldn't get version/kind; json parse error: ${why}`,
    );
  }
};

/** A quirk of Cozystack: every kind is one Go type to its decoder, and Tenant is the name that type got. */
export const undecodable = (kind: string, why: string): Failure =>
  badRequest(`${kind} in version "${version}" cannot be handled as a Tenant: ${why}`);

/** Only what Cozystack checks: an object, a spec that is one, no reserved keys. */
export const toWritten = ({ kind }: Definition, document: unknown): Written => {
  if (!isRecord(document))
    throw undecodable(kind, `json: cannot unmarshal ${sortOf(document)} into Go value of type v1alpha1.Application`);
  const metadata = document.metadata ?? {};
  const spec = document.spec ?? {};
  if (!isRecord(metadata)) {
    throw undecodable(
      kind,
      `json: cannot unmarshal ${sortOf(metadata)} into Go struct field Application.metadata of type v1.ObjectMeta`,
    );
  }
  if (!isRecord(spec)) {
    throw badRequest(`json: cannot unmarshal ${sortOf(spec)} into Go value of type map[string]interface {}`);
  }
  const reserved = Object.keys(spec).find((key) => key.startsWith("_"));
  if (reserved !== undefined) {
    throw badRequest(`values key "${reserved}" is reserved (keys starting with '_' are not allowed)`);
  }
  return { metadata: toMeta(kind, metadata), spec };
};

/** What Go's decoder calls a JSON value. */
const sortOf = (value: unknown): string => {
  if (Array.isArray(value)) return "array";
  return typeof value === "boolean" ? "bool" : typeof value;
};

const toMeta = (kind: string, metadata: Record<string, unknown>): Written["metadata"] => ({
  ...texts(metadata, ["name", "generateName", "namespace", "uid", "resourceVersion"]),
  ...(isRecord(metadata.labels) && { labels: strings(kind, "labels", metadata.labels) }),
  ...(isRecord(metadata.annotations) && { annotations: strings(kind, "annotations", metadata.annotations) }),
});

const texts = (from: Record<string, unknown>, keys: string[]): Record<string, string> =>
  Object.fromEntries(
    keys.flatMap((key) => {
      const value = from[key];
      return typeof value === "string" && value !== "" ? [[key, value]] : [];
    }),
  );

const strings = (kind: string, field: string, from: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(from).map(([key, value]) => {
      if (typeof value !== "string") {
        throw undecodable(
          kind,
          `json: cannot unmarshal ${sortOf(value)} into Go struct field ObjectMeta.metadata.${field} of type string`,
        );
      }
      return [key, value];
    }),
  );
