import type { RequestOptions } from "node:https";
import { KubeConfig } from "@kubernetes/client-node";
import { Agent, type Dispatcher } from "undici";
import { StatusError } from "./status-error.ts";

export type Call = {
  method: string;
  /** Path and query on the API server. */
  path: string;
  body?: unknown;
  contentType?: string;
  accept?: string;
  signal?: AbortSignal;
};

/** One connection pool to the API server under the kubeconfig's identity. */
export type Transport = {
  /** The parsed answer; throws StatusError for anything but 2xx. */
  json: (call: Call) => Promise<unknown>;
  /** The open answer of a watch; throws StatusError for anything but 2xx. */
  stream: (call: Call) => Promise<AsyncIterable<Buffer>>;
  dispose: () => Promise<void>;
};

const callConnections = 16;

/** `kubeconfig` is the file's path; its current context is used. */
export const openTransport = async (kubeconfig: string): Promise<Transport> => {
  const config = new KubeConfig();
  config.loadFromFile(kubeconfig);
  const cluster = config.getCurrentCluster();
  if (!cluster) throw new Error(`${kubeconfig} names no current cluster`);
  const tls: RequestOptions = {};
  await config.applyToHTTPSOptions(tls);
  // client-node opens a TLS connection per request (stack.md 4.11), so only its kubeconfig loading is used.
  const connectOptions = {
    ca: tls.ca,
    cert: tls.cert,
    key: tls.key,
    rejectUnauthorized: cluster.skipTLSVerify !== true,
  };
  const calls = new Agent({ connect: connectOptions, connections: callConnections, headersTimeout: 60_000 });
  // A watch holds its connection, and is silent for as long as nothing changes.
  const watches = new Agent({ connect: connectOptions, headersTimeout: 60_000, bodyTimeout: 0 });
  const identity = identityHeaders(tls.headers);

  const send = async (agent: Agent, call: Call): Promise<Dispatcher.ResponseData> => {
    const response = await agent.request({
      origin: cluster.server,
      path: call.path,
      // Only our own client builds calls, with the verbs of the Kubernetes API.
      method: call.method as Dispatcher.HttpMethod,
      headers: {
        ...identity,
        accept: call.accept ?? "application/json",
        ...(call.body === undefined ? {} : { "content-type": call.contentType ?? "application/json" }),
      },
      body: call.body === undefined ? null : JSON.stringify(call.body),
      signal: call.signal,
    });
    if (response.statusCode >= 200 && response.statusCode < 300) return response;
    throw new StatusError(response.statusCode, await response.body.text());
  };

  return {
    json: async (call) => (await send(calls, call)).body.json(),
    stream: async (call) => (await send(watches, call)).body,
    dispose: async () => {
      await Promise.all([calls.destroy(), watches.destroy()]);
    },
  };
};

const identityHeaders = (headers: RequestOptions["headers"]): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers ?? {}).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  );
