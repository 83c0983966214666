import { randomBytes } from "node:crypto";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import type { TLSSocket } from "node:tls";
import { stringify as toYaml } from "yaml";
import type { Certificates } from "../certificates.ts";
import { anyOf, type StaticToken, staticTokens } from "./access/authentication.ts";
import { Authorizer } from "./access/authorizer.ts";
import { type OidcOptions, oidcTokens } from "./access/oidc.ts";
import { ServiceAccountTokens } from "./access/service-account-tokens.ts";
import { MASTERS, signedIn } from "./access/user.ts";
import { admitAll } from "./admission/admission.ts";
import { builtInRules } from "./admission/built-in-rules.ts";
import { customResourceRules } from "./admission/custom-resource-rules.ts";
import { namespaceLifecycle } from "./admission/namespace-lifecycle.ts";
import { resourceQuotaAdmission } from "./admission/resource-quota.ts";
import { Aggregation } from "./aggregation/aggregation.ts";
import { AuditLog } from "./audit-log.ts";
import { bootstrap } from "./bootstrap.ts";
import { Catalog } from "./catalog/catalog.ts";
import type { Cluster } from "./cluster.ts";
import { startApiServiceAvailability } from "./controllers/api-service-availability.ts";
import { startCustomResources } from "./controllers/custom-resources.ts";
import { startEventExpiry } from "./controllers/event-expiry.ts";
import { GarbageCollector } from "./controllers/garbage-collector.ts";
import { startNamespaceDeletion } from "./controllers/namespace-deletion.ts";
import { startQuotaStatus } from "./controllers/quota-status.ts";
import { WorkQueue } from "./controllers/work-queue.ts";
import type { Parts } from "./http/parts.ts";
import { route } from "./http/router.ts";
import { routeUpgrade } from "./http/upgrade.ts";
import { BUILT_IN_RESOURCES } from "./resources/built-in.ts";
import { ResourceRegistry } from "./resources/registry.ts";
import { ListSnapshots } from "./storage/list-snapshots.ts";
import { Store } from "./storage/store.ts";

export type TokenUser = { token: string; user: string; groups?: readonly string[]; uid?: string };

export type ApiServerOptions = {
  /** 0 takes a free one. */
  port?: number;
  host?: string;
  certificates: Certificates;
  /** Whose ID tokens are accepted: username claim `preferred_username`, groups claim `groups`, no prefixes. */
  oidc?: OidcOptions;
  /** Bearer tokens known from the start, such as those of service accounts. */
  tokens?: readonly TokenUser[];
  /** The administrator's token, in `system:masters`; made up when absent. */
  adminToken?: string;
  /** Changes of one resource a watch can go back; older ones are 410. */
  historyLength?: number;
  bookmarkIntervalMs?: number;
  auditFile?: string;
  now?: () => Date;
  /** Told what goes wrong inside, beside any request. */
  onError?: (cause: unknown) => void;
};

export type ApiServer = {
  url: string;
  caPem: string;
  adminToken: string;
  /** A kubeconfig (YAML) of the administrator. */
  adminKubeconfig: () => string;
  dispose: () => Promise<void>;
};

/** Starts the stand-in for kube-apiserver; everything it knows is in memory. */
export async function startApiServer(options: ApiServerOptions): Promise<ApiServer> {
  const { certificates, host = "127.0.0.1", onError = () => {} } = options;
  const store = new Store({ historyLength: options.historyLength });
  const registry = new ResourceRegistry(BUILT_IN_RESOURCES);
  const admission = admitAll(
    builtInRules,
    customResourceRules,
    namespaceLifecycle(store),
    resourceQuotaAdmission(store, registry),
  );
  const cluster: Cluster = { store, registry, admission, now: options.now ?? (() => new Date()) };
  const queue = new WorkQueue(onError);
  const aggregation = new Aggregation(store, certificates.frontProxy);
  const stopControllers = startControllers(cluster, aggregation, queue);
  bootstrap(cluster, certificates.frontProxyCa.cert);
  const adminToken = options.adminToken ?? randomBytes(24).toString("base64url");
  const serviceAccountTokens = new ServiceAccountTokens(store);
  const oidc = options.oidc === undefined ? [] : [oidcTokens(options.oidc)];
  const parts: Parts = {
    cluster,
    snapshots: new ListSnapshots(),
    authenticate: anyOf(staticTokens(knownTokens(options, adminToken)), serviceAccountTokens.authenticate, ...oidc),
    serviceAccountTokens,
    authorizer: new Authorizer(store),
    aggregation,
    catalog: new Catalog(registry, aggregation),
    audit: new AuditLog({ file: options.auditFile }),
    bookmarkIntervalMs: options.bookmarkIntervalMs ?? 60_000,
  };
  const server = createServer({ key: certificates.server.key, cert: certificates.server.cert });
  server.requestTimeout = 0;
  // As kube-apiserver: a client's pool must not race with a server that closes after Node's five seconds.
  server.keepAliveTimeout = 3 * 60_000;
  server.on("request", (request, response) => void route(parts, request, response).catch(onError));
  server.on("upgrade", (request, socket, head) => void routeUpgrade(parts, request, socket, head).catch(onError));
  // closeAllConnections forgets those that left HTTP: consoles.
  const sockets = new Set<TLSSocket>();
  server.on("secureConnection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  const port = await listen(server, options.port ?? 0, host);
  const url = `https://${host.includes(":") ? `[${host}]` : host}:${port}`;
  return {
    url,
    caPem: certificates.ca.cert,
    adminToken,
    adminKubeconfig: () => kubeconfig(url, certificates.ca.cert, adminToken),
    dispose: async () => {
      stopControllers();
      queue.dispose();
      aggregation.dispose();
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
      await parts.audit.flushed();
    },
  };
}

function startControllers(cluster: Cluster, aggregation: Aggregation, queue: WorkQueue): () => void {
  const stops = [
    startCustomResources(cluster, queue),
    startNamespaceDeletion(cluster, queue),
    startQuotaStatus(cluster, queue),
    startEventExpiry(cluster),
    startApiServiceAvailability({ cluster, aggregation, queue }),
    new GarbageCollector(cluster, queue).start(),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

const knownTokens = ({ tokens = [] }: ApiServerOptions, adminToken: string): StaticToken[] => [
  { token: adminToken, user: signedIn("kubernetes-admin", [MASTERS]) },
  ...tokens.map(({ token, user, groups = [], uid = "" }) => ({ token, user: signedIn(user, groups, { uid }) })),
];

async function listen(server: Server, port: number, host: string): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(port, host, resolve);
  });
  // A server that listens on TCP has an address of this form.
  return (server.address() as AddressInfo).port;
}

function kubeconfig(server: string, caPem: string, token: string): string {
  const name = "demo";
  return toYaml({
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name, cluster: { server, "certificate-authority-data": Buffer.from(caPem).toString("base64") } }],
    users: [{ name: "admin", user: { token } }],
    contexts: [{ name, context: { cluster: name, user: "admin" } }],
    "current-context": name,
  });
}
