import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";

/** Who called, as the aggregation layer said in X-Remote-User and X-Remote-Group. */
export type Caller = { name: string; groups: string[] };

export type Call = {
  method: string;
  /** Decoded segments after `/apis/{group}`: `["v1", "namespaces", "tenant-acme", "virtualmachines", "web", "start"]`. */
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
  handle: (call: Call) => Promise<void>;
  upgrade?: (call: UpgradeCall) => Promise<void>;
};
