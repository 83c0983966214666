import { randomBytes } from "node:crypto";
import { stringify as toYaml } from "yaml";
import type { Certificates } from "../certificates.ts";
import { anyOf, type StaticToken, staticTokens } from "./access/authentication.ts";
import { Authorizer } from "./access/authorizer.ts";
import { type OidcOptions, oidcTokens } from "./access/oidc.ts";
import { ServiceAccountTokens } from "./access/service-account-tokens.ts";
import { MASTERS, signedIn } from "./access/user.ts";
import { admitAll } from "./admission/admission.ts";
import { builtInRules } from "./admission/built-in-rules.ts";
import { claimProtection } from "./admission/claim-protection.ts";
import { customResourceRules } from "./admission/custom-resource-rules.ts";
import { namespaceLifecycle } from "./admission/namespace-lifecycle.ts";
import { NamespaceUsage } from "./admission/namespace-usage.ts";
import { resourceQuotaAdmission } from "./admission/resource-quota.ts";
import { Aggregation } from "./aggregation/aggregation.ts";
import { AuditLog } from "./audit-log.ts";
import { bootstrap } from "./bootstrap.ts";
import { Catalog } from "./catalog/catalog.ts";
import type { Cluster } from "./cluster.ts";
import { startControllers } from "./controllers/start-controllers.ts";
import { listen } from "./http/listener.ts";
import { Overload } from "./http/overload.ts";
import type { Parts } from "./http/parts.ts";
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
  /** What is stored, past every rule: for restoring what was written by the rules before. */
  contents: Pick<Store, "revision" | "keys" | "list" | "put">;
  dispose: () => Promise<void>;
};

/** Starts the stand-in for kube-apiserver; everything it knows is in memory. */
export async function startApiServer(options: ApiServerOptions): Promise<ApiServer> {
  const { certificates, host = "127.0.0.1", port = 0, onError = () => {} } = options;
  const adminToken = options.adminToken ?? randomBytes(24).toString("base64url");
  const cluster = newCluster(options);
  const aggregation = new Aggregation(cluster.store, certificates.frontProxy);
  const stopControllers = startControllers(cluster, aggregation, onError);
  bootstrap(cluster, certificates.frontProxyCa.cert);
  const serviceAccountTokens = new ServiceAccountTokens(cluster.store);
  const oidc = options.oidc === undefined ? [] : [oidcTokens(options.oidc)];
  const parts: Parts = {
    cluster,
    snapshots: new ListSnapshots(),
    authenticate: anyOf(staticTokens(knownTokens(options, adminToken)), serviceAccountTokens.authenticate, ...oidc),
    serviceAccountTokens,
    authorizer: new Authorizer(cluster.store),
    aggregation,
    catalog: new Catalog(cluster.registry, aggregation),
    audit: new AuditLog({ file: options.auditFile }),
    overload: new Overload(),
    bookmarkIntervalMs: options.bookmarkIntervalMs ?? 60_000,
  };
  const listener = await listen(parts, { host, port, ...certificates.server, onError });
  return {
    url: listener.url,
    caPem: certificates.ca.cert,
    adminToken,
    adminKubeconfig: () => kubeconfig(listener.url, certificates.ca.cert, adminToken),
    contents: cluster.store,
    dispose: async () => {
      stopControllers();
      aggregation.dispose();
      await listener.close();
      await parts.audit.flushed();
    },
  };
}

function newCluster({ historyLength, now = () => new Date() }: ApiServerOptions): Cluster {
  const store = new Store({ historyLength });
  const registry = new ResourceRegistry(BUILT_IN_RESOURCES);
  const usage = new NamespaceUsage(store);
  const quota = resourceQuotaAdmission(store, usage);
  const admission = admitAll(claimProtection, builtInRules, customResourceRules, namespaceLifecycle(store), quota);
  return { store, registry, usage, admission, now };
}

const knownTokens = ({ tokens = [] }: ApiServerOptions, adminToken: string): StaticToken[] => [
  { token: adminToken, user: signedIn("kubernetes-admin", [MASTERS]) },
  ...tokens.map(({ token, user, groups = [], uid = "" }) => ({ token, user: signedIn(user, groups, { uid }) })),
];

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
