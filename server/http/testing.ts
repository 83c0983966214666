import { once } from "node:events";
import http from "node:http";
import https from "node:https";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { generate } from "selfsigned";
import { csrfHeader } from "#lib/api/requests.ts";
import { sessionCookie } from "../auth/cookies.ts";
import type { Identity } from "../auth/person.ts";
import { type Config, readConfig } from "../config.ts";
import { createLog } from "../log.ts";
import { createMemoryStore } from "../store/memory-store.ts";
import type { SharedStore } from "../store/shared-store.ts";
import { createApp } from "./app.ts";
import { createCsrfToken } from "./csrf.ts";
import type { Page } from "./page.ts";
import { createServices } from "./services.ts";

export const origin = "https://porthole.example";

const portOf = async (server: http.Server | https.Server, host: string): Promise<number> => {
  server.listen(0, host);
  await once(server, "listening");
  // Listening on TCP, so the address is one of a socket.
  return (server.address() as AddressInfo).port;
};

export type Seen = { method: string; url: string; headers: http.IncomingHttpHeaders; body: string };
export type Respond = (seen: Seen, response: http.ServerResponse) => void;

/** A stand-in for the API server behind TLS that remembers every request; `respond` can be replaced at any time. */
export const startUpstream = async (host = "127.0.0.1") => {
  const { private: key, cert } = await generate([{ name: "commonName", value: host }], {
    extensions: [{ name: "subjectAltName", altNames: [{ type: 7, ip: host }] }],
  });
  const seen: Seen[] = [];
  const state: { respond: Respond } = { respond: (_seen, response) => response.end("{}") };
  const server = https.createServer({ key, cert }, async (request, response) => {
    const body = await text(request);
    const one = { method: request.method ?? "", url: request.url ?? "", headers: request.headers, body };
    seen.push(one);
    state.respond(one, response);
  });
  const port = await portOf(server, host);
  return {
    cluster: { server: `https://${host.includes(":") ? `[${host}]` : host}:${port}`, ca: cert },
    server,
    seen,
    respond: (respond: Respond) => {
      state.respond = respond;
    },
    dispose: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

export const json = (
  response: http.ServerResponse,
  body: unknown,
  status = 200,
  headers: http.OutgoingHttpHeaders = {},
) => {
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
};

const endOfReplay = {
  type: "BOOKMARK",
  object: { metadata: { resourceVersion: "5", annotations: { "k8s.io/initial-events-end": "true" } } },
};

/** Answers a watch as a cluster does, and leaves it open: what asks for everything there is gets that first. */
export const beginWatch = (response: http.ServerResponse, url: string, items: readonly unknown[] = []) => {
  response.writeHead(200, { "content-type": "application/json" }).flushHeaders();
  if (/[?&]resourceVersion=/.test(url)) return;
  for (const event of [...items.map((object) => ({ type: "ADDED", object })), endOfReplay])
    response.write(`${JSON.stringify(event)}\n`);
};

export type Answer = { status: number; headers: http.IncomingHttpHeaders; body: string };

type Sent = { method?: string; headers?: http.OutgoingHttpHeaders | string[]; body?: string };

/** The product's own server on a free port, with everything but Next, in front of `cluster`. */
export const startProduct = async (
  cluster: Config["cluster"],
  {
    page,
    root = import.meta.dirname,
    overrides = {},
    store = createMemoryStore(),
  }: { page?: Page; root?: string; overrides?: Partial<Config>; store?: SharedStore } = {},
) => {
  const config = await readConfig({
    NODE_ENV: "production",
    PORTHOLE_ORIGIN: origin,
    PORTHOLE_CLUSTER_URL: "https://replaced.example",
    PORTHOLE_OIDC_ISSUER: "https://id.example",
    PORTHOLE_OIDC_CLIENT_ID: "porthole",
    PORTHOLE_LOG_LEVEL: "info",
  });
  const lines: string[] = [];
  const log = createLog("info", { write: (line: string) => void lines.push(line) });
  const stopping = new AbortController();
  const services = createServices({ ...config, cluster, ...overrides }, log, stopping.signal, store);
  const answerPage: Page = async (_request, response) => void response.end("<html></html>");
  const app = createApp(services, { page: page ?? answerPage, root });
  await app.listen({ host: "127.0.0.1", port: 0 });
  // Listening on TCP, so the address is one of a socket.
  const { port } = app.server.address() as AddressInfo;

  /** The target goes out as it is written here: no client resolves its dots. */
  const ask = (target: string, { method = "GET", headers = {}, body }: Sent = {}): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const request = http.request(
        { host: "127.0.0.1", port, path: target, method, headers, agent: false },
        (response) => {
          const chunks: Buffer[] = [];
          response.on("data", (chunk: Buffer) => chunks.push(chunk));
          response.on("end", () =>
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              body: Buffer.concat(chunks).toString("utf8"),
            }),
          );
        },
      );
      // Node says the length of no DELETE's body by itself; browsers do.
      if (method === "DELETE") request.useChunkedEncodingByDefault = true;
      request.on("error", reject).end(body);
    });

  return {
    app,
    ask,
    port,
    lines,
    services,
    stopping,
    /** Cookie header of somebody with that name, whose token is `token-of-<name>`. */
    signIn: async (name: string, more: Partial<Identity> = {}): Promise<string> => {
      const identity = { issuer: "https://id.example", subject: name, name, groups: [], ...more };
      const tokens = {
        idToken: `token-of-${name}`,
        refreshToken: `refresh-of-${name}`,
        expiresAt: Date.now() + 3_600_000,
      };
      return `${sessionCookie}=${await services.sessions.open({ identity, tokens })}`;
    },
    /** Headers of a write by a page of that session. */
    asPage: (cookie: string) => ({ cookie, origin, [csrfHeader]: createCsrfToken(cookie) }),
    dispose: async () => {
      stopping.abort();
      app.server.closeAllConnections();
      await app.close();
      await services.dispose();
    },
  };
};

/** A cluster of which every list is empty, a product in front of it, and ada signed in; for all tests of one file. */
export const startSignedIn = async () => {
  const upstream = await startUpstream();
  upstream.respond((_seen, response) => json(response, { items: [] }));
  const product = await startProduct(upstream.cluster);
  return {
    upstream,
    product,
    cookie: await product.signIn("ada"),
    dispose: async () => {
      await product.dispose();
      await upstream.dispose();
    },
  };
};
