import type { IncomingMessage } from "node:http";
import { parse as parseYaml } from "yaml";
import { asDraft, type DraftObject } from "../objects/kube-object.ts";
import { badRequest, StatusError, unsupportedMediaType } from "../objects/status-error.ts";
import { decodeProtobufObject, PROTOBUF } from "./protobuf-kinds.ts";

/** kube-apiserver's `MaxRequestBodyBytes`. */
const MAX_BODY_BYTES = 3 * 1024 * 1024;

export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  // What is too much is read to its end and dropped: a client that still sends would not see the answer.
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size <= MAX_BODY_BYTES) chunks.push(bytes);
  }
  if (size > MAX_BODY_BYTES) {
    throw new StatusError(413, "RequestEntityTooLarge", `Request entity too large: limit is ${MAX_BODY_BYTES}`);
  }
  return Buffer.concat(chunks);
}

export const mediaType = (request: IncomingMessage): string =>
  (request.headers["content-type"] ?? "").split(";", 1)[0]?.trim().toLowerCase() ?? "";

const OBJECT_TYPES = ["application/json", "application/yaml"] as const;

/** An object of a POST or PUT, as JSON, YAML or (for the kinds kubectl sends so) protobuf. */
export async function readObject(request: IncomingMessage): Promise<DraftObject> {
  const type = mediaType(request);
  const body = await readBody(request);
  const draft = asDraft(decode(type === "" ? "application/json" : type, body));
  if (draft === undefined)
    throw badRequest("couldn't get version/kind; json parse error: cannot unmarshal into an object");
  return draft;
}

function decode(type: string, body: Buffer): unknown {
  if (type === "application/json") return parse(body.toString("utf8"), JSON.parse);
  if (type === "application/yaml") return parse(body.toString("utf8"), parseYaml);
  const decoded = type === PROTOBUF ? parse(body, decodeProtobufObject) : undefined;
  if (decoded === undefined) throw unsupportedMediaType(OBJECT_TYPES);
  return decoded;
}

/** A body that may be absent, such as DeleteOptions. */
export async function readOptionalJson(request: IncomingMessage): Promise<unknown> {
  const body = await readBody(request);
  return body.length === 0 ? undefined : parse(body.toString("utf8"), JSON.parse);
}

export function parse<Source>(source: Source, reader: (source: Source) => unknown): unknown {
  try {
    return reader(source);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : "unreadable";
    throw badRequest(`couldn't get version/kind; json parse error: ${why}`);
  }
}
