import { parse } from "yaml";
import type { Call } from "../aggregated/group.ts";
import type { Values } from "../kinds/cozystack.ts";
import type { Meta } from "../object.ts";
import { badRequest, Failure } from "./failure.ts";

/** What a client may send: the rest of an application is not its to write. */
export type Written = { metadata: Partial<Meta> & { generateName?: string }; spec: Values; keys: string[] };

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The request's body by its content type; bodies over 3 MiB are 413, others than JSON and YAML 415. */
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
  const body = await call.body().catch((error: unknown) => {
    throw new Failure(413, "RequestEntityTooLarge", error instanceof Error ? error.message : "too large");
  });
  try {
    const text = body.toString("utf8");
    return isYaml ? parse(text) : JSON.parse(text);
  } catch (error) {
    throw badRequest(`error decoding request body: ${error instanceof Error ? error.message : "not parsable"}`);
  }
};

/** Only what Cozystack checks: an object, a spec that is one, no reserved keys. */
export const toWritten = (document: unknown): Written => {
  if (!isRecord(document)) throw badRequest("error decoding request body: not an object");
  const { metadata = {}, spec = {} } = document;
  if (!isRecord(metadata)) throw badRequest("json: cannot unmarshal metadata into Go value of type v1.ObjectMeta");
  if (!isRecord(spec)) {
    const sort = Array.isArray(spec) ? "array" : typeof spec;
    throw badRequest(`json: cannot unmarshal ${sort} into Go value of type map[string]interface {}`);
  }
  const reserved = Object.keys(spec).find((key) => key.startsWith("_"));
  if (reserved !== undefined) {
    throw badRequest(`values key "${reserved}" is reserved (keys starting with '_' are not allowed)`);
  }
  return { metadata: toMeta(metadata), spec, keys: Object.keys(document) };
};

const toMeta = (metadata: Record<string, unknown>): Written["metadata"] => ({
  ...texts(metadata, ["name", "generateName", "namespace", "uid", "resourceVersion"]),
  ...(isRecord(metadata.labels) && { labels: strings("labels", metadata.labels) }),
  ...(isRecord(metadata.annotations) && { annotations: strings("annotations", metadata.annotations) }),
});

const texts = (from: Record<string, unknown>, keys: string[]): Record<string, string> =>
  Object.fromEntries(
    keys.flatMap((key) => {
      const value = from[key];
      return typeof value === "string" && value !== "" ? [[key, value]] : [];
    }),
  );

const strings = (field: string, from: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(from).map(([key, value]) => {
      if (typeof value !== "string") {
        throw badRequest(
          `json: cannot unmarshal ${typeof value} into Go struct field ObjectMeta.metadata.${field} of type string`,
        );
      }
      return [key, value];
    }),
  );
