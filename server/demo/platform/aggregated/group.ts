import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";

/** Who called, as the aggregation layer said in X-Remote-User and X-Remote-Group. */
export type Caller = { name: string; groups: string[] };

export type Call = {
  method: string;
  /**
   * Decoded segments after `/apis/{group}`: `["v1", "namespaces", "tenant-acme", "virtualmachines", "web", "start"]`.
   * Never empty; `["v1"]` is discovery, asked also by callers without a certificate.
   */
  path: string[];
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  caller: Caller;
  /** Whole request body, at most 3 MiB. */
  body: () => Promise<Buffer>;
  request: IncomingMessage;
  response: ServerResponse;
};

export type UpgradeCall = Omit<Call, "response" | "body"> & { socket: Duplex; head: Buffer };

/** One API group served behind the aggregation layer. */
export type AggregatedGroup = {
  group: string;
  versions: string[];
  /** Also answers discovery of a version (path `["v1alpha1"]`, an APIResourceList); `/apis` and `/apis/{group}` are the server's. */
  handle: (call: Call) => Promise<void>;
  /** The OpenAPI v3 document of a version, which the server publishes at `/openapi/v3/apis/{group}/{version}` and in its index. */
  openApi?: (version: string) => object;
  upgrade?: (call: UpgradeCall) => Promise<void>;
};
