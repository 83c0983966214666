import { once } from "node:events";
import http from "node:http";
import https from "node:https";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { generate } from "selfsigned";
import { WebSocket, WebSocketServer } from "ws";
import { consoleProtocol, ticketProtocolPrefix } from "#lib/api/requests.ts";
import { createAudit } from "../audit/audit.ts";
import { createKubeTarget } from "../kube/target.ts";
import { createLog } from "../log.ts";
import { createMetrics } from "../metrics/metrics.ts";
import { createMemoryStore } from "../store/memory-store.ts";
import { ConsoleGateway, type GatewayOptions } from "./gateway.ts";
import type { Visitor } from "./open-console.ts";
import type { Admission } from "./ticket-store.ts";

/** What the stand-in for the cluster does with an upgrade: a refusal, or a guest. */
type Answer = { status: number; body: string } | ((guest: WebSocket, socket: Duplex) => void);

const listen = async (server: http.Server | https.Server): Promise<number> => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  // Listening on TCP, so the address is one of a socket.
  return (server.address() as AddressInfo).port;
};

/** A cluster of one machine behind TLS, which remembers every dial. */
export const startUpstream = async () => {
  const { private: key, cert } = await generate([{ name: "commonName", value: "127.0.0.1" }], {
    extensions: [{ name: "subjectAltName", altNames: [{ type: 7, ip: "127.0.0.1" }] }],
  });
  const dials: { url: string; headers: http.IncomingHttpHeaders }[] = [];
  const guests: WebSocket[] = [];
  let plainRequests = 0;
  let answers: Answer[] = [(guest) => guest.on("message", (data) => guest.send(data))];
  const sockets = new WebSocketServer({ noServer: true });
  const server = https.createServer({ key, cert }, (_request, response) => {
    plainRequests += 1;
    response.end();
  });
  server.on("upgrade", (request, socket, head) => {
    dials.push({ url: request.url ?? "", headers: request.headers });
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    if (typeof answer === "function") {
      sockets.handleUpgrade(request, socket, head, (guest) => {
        guests.push(guest);
        answer(guest, socket);
      });
    } else if (answer) {
      socket.end(
        `HTTP/1.1 ${answer.status} No\r\nContent-Length: ${Buffer.byteLength(answer.body)}\r\n\r\n${answer.body}`,
      );
    }
  });
  const port = await listen(server);
  return {
    cluster: { server: `https://127.0.0.1:${port}`, ca: cert },
    dials,
    guests,
    /** The last answer holds for all further dials. */
    answer: (...next: Answer[]) => {
      answers = next;
    },
    get plainRequests() {
      return plainRequests;
    },
    stop: () => {
      for (const guest of guests) guest.terminate();
      server.closeAllConnections();
      server.close();
    },
  };
};

export type Upstream = Awaited<ReturnType<typeof startUpstream>>;

/** Somebody who is signed in by the cookie `session=<name>`. */
export const signIn = (name: string) => {
  const ending = new AbortController();
  let touches = 0;
  const person: Visitor = {
    sessionId: `session-of-${name}`,
    identity: { issuer: "https://id.example", subject: name, name, groups: [] },
    token: async () => `token-of-${name}`,
    ended: ending.signal,
    touch: () => {
      touches++;
    },
  };
  return { person, touches: () => touches, signOut: () => ending.abort() };
};

const quiet = createLog("silent");

/** The gateway in front of that cluster, on a port of its own. */
export const startGateway = async (
  upstream: Upstream,
  { limits, ...options }: Partial<Omit<GatewayOptions, "limits">> & { limits?: Partial<GatewayOptions["limits"]> } = {},
) => {
  const ada = signIn("ada");
  const stopping = new AbortController();
  const server = http.createServer();
  const port = await listen(server);
  const origin = `http://127.0.0.1:${port}`;
  const gateway = new ConsoleGateway({
    origin,
    target: createKubeTarget(upstream.cluster),
    headers: { "x-content-type-options": "nosniff" },
    store: createMemoryStore(),
    findPerson: async (cookie) => (cookie === "session=ada" && !ada.person.ended.aborted ? ada.person : null),
    mayOpen: async () => true,
    limits: { perIdentity: 20, perVm: 8, idleMs: null, lifetimeMs: null, ...limits },
    supportGroups: [],
    audit: createAudit({ log: quiet, file: null, toLog: false }),
    metrics: createMetrics(),
    log: quiet,
    stopping: stopping.signal,
    ...options,
  });
  server.on("upgrade", (request, socket, head) => void gateway.upgrade(request, socket, head));

  const ticket = async (admission: Partial<Admission> = {}): Promise<string> => {
    const issued = await gateway.tickets.issue({
      sessionId: ada.person.sessionId,
      tenant: "tenant-acme",
      name: "web-01",
      kind: "vnc",
      takeOver: false,
      client: null,
      atBoot: false,
      use: "open",
      viewOnly: false,
      source: { requestId: "request-1", address: "127.0.0.1" },
      ...admission,
    });
    if (!issued) throw new Error("no ticket was issued");
    return issued.ticket;
  };

  /** A browser with a ticket issued here; `at` is the replica whose socket it opens. */
  const open = async (admission: Partial<Admission> = {}, at = { port, origin }): Promise<WebSocket> =>
    new WebSocket(
      `ws://127.0.0.1:${at.port}/ws/${admission.use && admission.use !== "open" ? admission.use : "console"}/${admission.kind ?? "vnc"}`,
      [consoleProtocol, `${ticketProtocolPrefix}${await ticket(admission)}`],
      { headers: { cookie: "session=ada" }, origin: at.origin, perMessageDeflate: false },
    );

  const stop = (): void => {
    server.closeAllConnections();
    server.close();
  };
  return { gateway, ada, stopping, origin, port, ticket, open, stop };
};

/** Code and reason a browser's socket ends with. */
export const endOf = async (socket: WebSocket): Promise<[code: number, reason: string]> => {
  const [code, reason] = await once(socket, "close");
  return [Number(code), String(reason)];
};
