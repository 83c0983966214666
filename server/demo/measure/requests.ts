import { randomUUID } from "node:crypto";
import { KubeConfig } from "@kubernetes/client-node";
import { Agent, fetch } from "undici";
import { clusterOf } from "../kubeconfig.ts";

export type Answered = { code: number; bytes: number /** As the client waited for it. */; ms: number };

/** Requests of the administrator, each by a connection of a small pool. */
export type Requests = {
  url: string;
  send: (method: string, path: string, body?: object, headers?: Record<string, string>) => Promise<Answered>;
  json: (path: string) => Promise<unknown>;
  /** GETs one after another with what the audit log says of each: milliseconds from its receipt to the end of its answer. */
  serverTimes: (
    path: string,
    headers: Record<string, string>,
    times: number,
  ) => Promise<{ ms: number[]; bytes: number }>;
  dispose: () => Promise<void>;
};

type AuditEvents = {
  items: { userAgent?: string; requestReceivedTimestamp: string; stageTimestamp: string }[];
};

export const openRequests = (kubeconfig: string): Requests => {
  const { url, caPem } = clusterOf(kubeconfig);
  const config = new KubeConfig();
  config.loadFromFile(kubeconfig);
  const authorization = `Bearer ${config.getCurrentUser()?.token}`;
  const dispatcher = new Agent({ connect: { ca: caPem }, connections: 16 });

  const request = (method: string, path: string, headers: Record<string, string>, body?: object) =>
    fetch(`${url}${path}`, {
      method,
      dispatcher,
      headers: { authorization, "content-type": "application/json", ...headers },
      ...(body && { body: JSON.stringify(body) }),
    });

  const send: Requests["send"] = async (method, path, body, headers = {}) => {
    const begun = performance.now();
    const response = await request(method, path, headers, body);
    const { byteLength } = await response.arrayBuffer();
    // Compressed answers say their own length; what arrives here is unpacked.
    const bytes = Number(response.headers.get("content-length") ?? byteLength);
    return { ms: performance.now() - begun, bytes, code: response.status };
  };
  const json: Requests["json"] = async (path) => (await request("GET", path, {})).json();

  return {
    url,
    send,
    json,
    serverTimes: async (path, headers, times) => {
      const since = new Date().toISOString();
      const mark = `measure/${randomUUID()}`;
      let bytes = 0;
      for (let run = 0; run < times; run += 1) {
        ({ bytes } = await send("GET", path, undefined, { "user-agent": mark, ...headers }));
      }
      // The demo's audit log is of this shape.
      const { items } = (await json(`/demo/audit?since=${since}`)) as AuditEvents;
      const own = items.filter(({ userAgent }) => userAgent === mark);
      const took = own.map((it) => Date.parse(it.stageTimestamp) - Date.parse(it.requestReceivedTimestamp));
      return { ms: took, bytes };
    },
    dispose: () => dispatcher.destroy(),
  };
};
