/** What a request asks for, in the words RBAC and the audit log use (apiserver `request.RequestInfoFactory`). */
export type ResourceRequest = {
  verb: string;
  group: string;
  version: string;
  namespace: string;
  resource: string;
  subresource: string;
  /** Everything after the subresource, as in `portforward/22/tcp`. */
  rest: string[];
  name: string;
};

export type RequestInfo = { path: string; query: URLSearchParams; method: string; target?: ResourceRequest };

const VERB_OF_METHOD: Readonly<Record<string, string>> = {
  POST: "create",
  GET: "get",
  HEAD: "get",
  PUT: "update",
  PATCH: "patch",
  DELETE: "delete",
};

const NAMESPACE_SUBRESOURCES = new Set(["status", "finalize"]);

/** Undefined when the URL is no URL (a broken escape): the caller answers 400. */
export function parseRequest(method: string, url: string): RequestInfo | undefined {
  const [rawPath = "/", rawQuery = ""] = splitOnce(url, "?");
  const segments = decodeSegments(rawPath);
  if (segments === undefined) return undefined;
  const info: RequestInfo = { path: rawPath, query: new URLSearchParams(rawQuery), method };
  const target = targetOf(method, segments, info.query);
  return target === undefined ? info : { ...info, target };
}

function targetOf(method: string, segments: string[], query: URLSearchParams): ResourceRequest | undefined {
  const [prefix, ...others] = segments;
  let group = "";
  if (prefix === "apis") group = others.shift() ?? "";
  else if (prefix !== "api") return undefined;
  const version = others.shift() ?? "";
  let parts = others;
  let verb = VERB_OF_METHOD[method] ?? "";
  if (parts.length === 0) return undefined;
  const legacyWatch = parts[0] === "watch";
  if (legacyWatch) {
    verb = "watch";
    parts = parts.slice(1);
  }
  let namespace = "";
  if (parts[0] === "namespaces" && parts[1] !== undefined) {
    namespace = parts[1];
    if (parts.length > 2 && !NAMESPACE_SUBRESOURCES.has(parts[2] ?? "")) parts = parts.slice(2);
  }
  const [resource = "", pathName = "", subresource = "", ...rest] = parts;
  if (resource === "") return undefined;
  let name = pathName;
  if (name === "" && (verb === "get" || legacyWatch)) {
    verb = legacyWatch || isTrue(query.get("watch")) ? "watch" : "list";
    name = nameOf(query.get("fieldSelector") ?? "");
  }
  if (pathName === "" && verb === "delete") verb = "deletecollection";
  return { verb, group, version, namespace, resource, subresource, rest, name };
}

/** apimachinery's conversion of a query value: present and neither `false` nor `0`. */
export const isTrue = (value: string | null): boolean =>
  value !== null && value.toLowerCase() !== "false" && value !== "0";

const nameOf = (fieldSelector: string): string => /(?:^|,)metadata\.name==?([^,]+)/.exec(fieldSelector)?.[1] ?? "";

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at === -1 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}

function decodeSegments(path: string): string[] | undefined {
  try {
    return path
      .split("/")
      .filter((segment) => segment !== "")
      .map(decodeURIComponent);
  } catch {
    return undefined;
  }
}
