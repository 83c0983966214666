import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { TLSSocket } from "node:tls";
import { refuseUpgrade, sendJson, sendText, statusBody } from "./answers.ts";
import { groupList, openapiIndex, toApiGroup } from "./discovery.ts";
import type { AggregatedGroup, Caller, UpgradeCall } from "./group.ts";
import { readBody } from "./request-body.ts";

type Options = {
  groups: AggregatedGroup[];
  /** Serving certificate and its key, PEM. Its names must hold `SERVICE.NAMESPACE.svc` of the APIService. */
  certificate: { cert: string; key: string };
  /** PEM of the authority that signs the aggregation layer's client certificate: only its bearers may say who called. */
  frontProxyCa: string;
  /** 0 or absent: a free one. */
  port?: number;
};

/** Where a request goes: the parts of its path, decoded once; null when the encoding is broken. */
const route = (request: IncomingMessage): { segments: string[]; query: URLSearchParams } | null => {
  const [path = "/", search = ""] = (request.url ?? "/").split("?", 2);
  try {
    return { segments: path.split("/").filter(Boolean).map(decodeURIComponent), query: new URLSearchParams(search) };
  } catch {
    return null;
  }
};

const isTrusted = (request: IncomingMessage): boolean =>
  request.socket instanceof TLSSocket && request.socket.authorized;

/** Who called, by the aggregation layer's word; nobody when the connection is not the aggregation layer's. */
const callerOf = (request: IncomingMessage): Caller =>
  isTrusted(request)
    ? {
        name: utf8(request.headersDistinct["x-remote-user"]?.[0] ?? ""),
        groups: (request.headersDistinct["x-remote-group"] ?? []).map(utf8),
      }
    : { name: "system:anonymous", groups: ["system:unauthenticated"] };

/** kube-apiserver writes names as UTF-8 bytes; Node reads header values as Latin-1. */
const utf8 = (header: string): string => Buffer.from(header, "latin1").toString("utf8");

const verbs: Record<string, string> = { POST: "create", PUT: "update", PATCH: "patch", DELETE: "delete" };

/** What a server says that has not read yet whose word it may take: nobody is signed in. */
const anonymousRefusal = (group: string, [, ...path]: string[], { method = "GET", url = "" }: IncomingMessage) => {
  const [namespace, resource = "", name] = path[0] === "namespaces" ? path.slice(1) : [undefined, ...path];
  const verb = verbs[method] ?? (name !== undefined ? "get" : /[?&]watch=(1|true)/.test(url) ? "watch" : "list");
  const where = namespace === undefined ? "at the cluster scope" : `in the namespace "${namespace}"`;
  const subject = `${resource}.${group}${name === undefined ? "" : ` "${name}"`}`;
  const why = `User "system:anonymous" cannot ${verb} resource "${resource}" in API group "${group}" ${where}`;
  return statusBody(403, "Forbidden", `${subject} is forbidden: ${why}`);
};

/** What a failed handler leaves: a Status when nothing was sent yet, else a broken connection, never a whole-looking answer. */
const fail = (response: ServerResponse, error: unknown): void => {
  if (response.headersSent) response.destroy();
  else {
    const message = `Internal error occurred: ${error instanceof Error ? error.message : String(error)}`;
    sendJson(response, 500, statusBody(500, "InternalError", message));
  }
};

/**
 * The HTTPS server behind the aggregation layer: discovery and health for everybody, the rest only for connections that show a client
 * certificate of the front-proxy authority.
 */
export const createAggregatedServer = async ({ groups, certificate, frontProxyCa, port = 0 }: Options) => {
  const byName = new Map(groups.map((group) => [group.group, group]));
  const connections = new Set<Duplex>();
  let isStarting = false;

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const target = route(request);
    if (!target) return sendText(response, 400, "400 bad request\n");
    const [root, name, ...path] = target.segments;
    if (path.length === 0 && (root === "healthz" || root === "livez" || root === "readyz")) {
      return sendText(response, 200, "ok");
    }
    if (root === "openapi" && name === "v3") {
      if (path.length === 0) return sendJson(response, 200, openapiIndex(groups));
      const [, group = "", version = ""] = path;
      const document = byName.get(group)?.openApi?.(version);
      return document ? sendJson(response, 200, document) : sendText(response, 404, "404 page not found\n");
    }
    if (root !== "apis") return sendText(response, 404, "404 page not found\n");
    if (name === undefined) return sendJson(response, 200, groupList(groups));
    const group = byName.get(name);
    const [version] = path;
    if (!group) return sendText(response, 404, "404 page not found\n");
    if (version === undefined) return sendJson(response, 200, toApiGroup(group));
    if (!group.versions.includes(version)) return sendText(response, 404, "404 page not found\n");
    if (path.length > 1 && !isTrusted(request)) return sendText(response, 401, "request is not authenticated");
    if (path.length > 1 && isStarting) return sendJson(response, 403, anonymousRefusal(group.group, path, request));
    let read: Promise<Buffer> | undefined;
    const body = () => {
      read ??= readBody(request);
      return read;
    };
    const { method = "GET", headers } = request;
    await group.handle({
      method,
      path,
      query: target.query,
      headers,
      caller: callerOf(request),
      body,
      request,
      response,
    });
  };

  const upgrade = async (request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> => {
    const target = route(request);
    const [root, name = "", ...path] = target?.segments ?? [];
    const group = root === "apis" ? byName.get(name) : undefined;
    if (!target || !group?.upgrade || !group.versions.includes(path[0] ?? "")) {
      return refuseUpgrade(socket, 404, "404 page not found\n");
    }
    if (!isTrusted(request)) return refuseUpgrade(socket, 401, "request is not authenticated");
    const { method = "GET", headers } = request;
    const call: UpgradeCall = {
      method,
      path,
      query: target.query,
      headers,
      caller: callerOf(request),
      request,
      socket,
      head,
    };
    await group.upgrade(call);
  };

  // Go's default size of a head: the groups of a person come as one header each.
  const tls = { ...certificate, ca: frontProxyCa, requestCert: true, rejectUnauthorized: false };
  const server = createServer({ ...tls, maxHeaderSize: 2 ** 20 });
  // Longer than the 90 s that the aggregation layer keeps an idle connection: a server that closes first breaks the write that comes just then.
  server.keepAliveTimeout = 3 * 60_000;
  // The TCP connections: also those in the middle of a handshake and those that became WebSockets, which the server itself does not count.
  server.on("connection", (socket) => {
    connections.add(socket);
    socket.once("close", () => connections.delete(socket));
  });
  server.on("request", (request, response) => {
    answer(request, response).catch((error: unknown) => fail(response, error));
  });
  server.on("upgrade", (request, socket, head) => {
    socket.on("error", () => socket.destroy());
    upgrade(request, socket, head).catch(() => socket.destroy());
  });
  const listen = (at: number): Promise<void> =>
    new Promise((resolve, reject) => {
      server.once("error", reject).listen(at, "127.0.0.1", () => {
        server.off("error", reject);
        resolve();
      });
    });
  const close = async (): Promise<void> => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const socket of connections) socket.destroy();
    await closed;
  };
  await listen(port);
  // listen() on a host and port gives an AddressInfo.
  const at = (server.address() as AddressInfo).port;
  let isRestarting = false;
  let isOver = false;

  return {
    port: at,
    /** As after a crash: every connection breaks off, nothing listens, then for a while nobody is known (platform-api.md 10.2.3). */
    restart: async (pause: (step: "down" | "starting") => Promise<void>): Promise<void> => {
      if (isRestarting || isOver) return;
      isRestarting = true;
      await close();
      await pause("down");
      isStarting = true;
      if (!isOver) await listen(at);
      await pause("starting");
      isStarting = false;
      isRestarting = false;
    },
    dispose: async (): Promise<void> => {
      isOver = true;
      await close();
    },
  };
};
