import type { IncomingMessage } from "node:http";
import { parse as parseYaml } from "yaml";
import { asDraft, type DraftObject } from "../objects/kube-object.ts";
import { badRequest, StatusError, unsupportedMediaType } from "../objects/status-error.ts";

/** kube-apiserver's `MaxRequestBodyBytes`. */
const MAX_BODY_BYTES = 3 * 1024 * 1024;

export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > MAX_BODY_BYTES) {
      throw new StatusError(413, "RequestEntityTooLarge", `Request entity too large: limit is ${MAX_BODY_BYTES}`);
    }
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

export const mediaType = (request: IncomingMessage): string =>
  (request.headers["content-type"] ?? "").split(";", 1)[0]?.trim().toLowerCase() ?? "";

/** An object of a POST or PUT, as JSON or YAML. */
export async function readObject(request: IncomingMessage): Promise<DraftObject> {
  const type = mediaType(request);
  if (type !== "" && type !== "application/json" && type !== "application/yaml") {
    throw unsupportedMediaType(["application/json", "application/yaml"]);
  }
  const text = (await readBody(request)).toString("utf8");
  const draft = asDraft(type === "application/yaml" ? parse(text, parseYaml) : parse(text, JSON.parse));
  if (draft === undefined)
    throw badRequest("couldn't get version/kind; json parse error: cannot unmarshal into an object");
  return draft;
}

/** A body that may be absent, such as DeleteOptions. */
export async function readOptionalJson(request: IncomingMessage): Promise<unknown> {
  const body = await readBody(request);
  return body.length === 0 ? undefined : parse(body.toString("utf8"), JSON.parse);
}

export function parse(text: string, reader: (text: string) => unknown): unknown {
  try {
    return reader(text);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : "unreadable";
    throw badRequest(`couldn't get version/kind; json parse error: ${why}`);
  }
}
