import type { FastifyInstance } from "fastify";
import { releaseOfVm } from "#lib/resources/names.ts";
import { type Audit, createAudit } from "../audit/audit.ts";
import { createIdentityProvider, type IdentityProvider } from "../auth/identity-provider.ts";
import { createLogins, type Logins } from "../auth/logins.ts";
import { createProxySignIn, type ProxySignIn } from "../auth/proxy-sign-in.ts";
import { createRefusedTokens } from "../auth/refused-tokens.ts";
import { createSessionStore, type SessionStore } from "../auth/session-store.ts";
import type { Refresh } from "../auth/session-tokens.ts";
import { createSignInLimit, type SignInLimit } from "../auth/sign-in-limit.ts";
import { createTokenSignIn, type TokenSignIn } from "../auth/token-sign-in.ts";
import type { Config } from "../config.ts";
import { ConsoleGateway } from "../gateway/gateway.ts";
import { type AccessReader, createAccessReader, reviewVmRight } from "../kube/access.ts";
import type { Kube } from "../kube/api.ts";
import { type AppWriter, createAppWriter } from "../kube/app-writer.ts";
import { createKube } from "../kube/client.ts";
import { readKnownAs } from "../kube/known-as.ts";
import { createProbe, createReachability } from "../kube/reachability.ts";
import { createRecovery } from "../kube/recovery.ts";
import { createDialectReader, type DialectReader, type SpecReader } from "../kube/schema.ts";
import { createKubeTarget, type KubeTarget } from "../kube/target.ts";
import { createTenantReader, type TenantReader } from "../kube/tenants.ts";
import { createWriteQueue } from "../kube/write-queue.ts";
import { createHub, type LiveHub } from "../live/hub.ts";
import { createRetry } from "../live/retry.ts";
import type { Logger } from "../log.ts";
import { createMetrics, type Metrics } from "../metrics/metrics.ts";
import type { SharedStore } from "../store/shared-store.ts";
import { createTasks, type Tasks } from "../verbs/tasks.ts";
import { ProblemError } from "./problem-error.ts";
import { answerHeaders } from "./security-headers.ts";

/** What routes, the gateway and pages work with. Created once by main.ts; nothing is kept in a module. */
export type Services = {
  config: Config;
  log: Logger;
  /** Who did what, one line each. */
  audit: Audit;
  metrics: Metrics;
  kube: Kube;
  /** For dialling upgrades; everything else goes through `kube`. */
  kubeTarget: KubeTarget;
  isClusterReachable: () => Promise<boolean>;
  access: AccessReader;
  tenants: TenantReader;
  /** How this cluster's machines and disks are written. */
  dialect: DialectReader;
  /** What of a VMInstance this cluster's schema knows. */
  spec: SpecReader;
  /** Lists that are kept current, one per identity and tenant. */
  live: LiveHub;
  /** The only way to write to `apps.cozystack.io`. */
  writer: AppWriter;
  tasks: Tasks;
  /** What all replicas know together. */
  store: SharedStore;
  sessions: SessionStore;
  signInLimit: SignInLimit;
  /** Null: signing in there is not offered. */
  provider: IdentityProvider | null;
  logins: Logins | null;
  /** Null: pasting a token is not offered. */
  tokenSignIn: TokenSignIn | null;
  /** Null: no proxy brings tokens. */
  proxySignIn: ProxySignIn | null;
  /** Issues tickets and answers the upgrades below `/ws/`. */
  gateway: ConsoleGateway;
  /** Aborts when the process is asked to stop: streams end, sockets close with 4503. */
  stopping: AbortSignal;
};

/** A route module adapts verbs to HTTP: `export const vmRoutes: Routes = (app, services) => { app.get(…) }`. */
export type Routes = (app: FastifyInstance, services: Services) => void;

/** Who is asked about every ten seconds need not be waited for longer. */
const reviewTimeoutMs = 8_000;

/** Without an identity provider no session has anything to be renewed with. */
const noRefresh: Refresh = () => Promise.reject(new ProblemError("session-ended"));

export const createServices = (
  config: Config,
  log: Logger,
  stopping: AbortSignal,
  store: SharedStore,
): Services & { dispose: () => Promise<void> } => {
  const kubeTarget = createKubeTarget(config.cluster);
  const audit = createAudit({ log, ...config.audit });
  const metrics = createMetrics();
  const kube = createKube(kubeTarget, { metrics, onRefusedToken: (person) => onRefusedToken(person) });
  const isReachable = createProbe(kube.pool, kubeTarget);
  const dialect = createDialectReader(kube);
  const live = createHub({ kube, dialect, log, retry: createRetry(createRecovery({ isReachable })) });
  const provider = config.oidc && createIdentityProvider(config.oidc, config.origin, log);
  const sessions = createSessionStore({ ...config.session, store, refresh: provider?.refresh ?? noRefresh });
  const onRefusedToken = createRefusedTokens({
    whoIs: (person, signal) => readKnownAs(kube, person, { retries: 0, timeoutMs: reviewTimeoutMs, signal }),
    sessionOf: sessions.loadedAs,
    onWithdrawn: (session) => audit.record(session, { event: "session-end", outcome: "not-accepted" }),
    log,
  });
  const byToken = createTokenSignIn({ kube, server: config.cluster.server, absoluteMs: config.session.absoluteMs });
  const tasks = createTasks({ store, log });
  metrics.watchCount("lists", () => live.size);
  metrics.watchCount("sessions", () => sessions.loaded);
  return {
    config,
    log,
    audit,
    metrics,
    kube,
    kubeTarget,
    isClusterReachable: createReachability(isReachable),
    access: createAccessReader(kube),
    tenants: createTenantReader(kube, config.tenants),
    dialect,
    spec: dialect.spec,
    live,
    writer: createAppWriter({ kube, queue: createWriteQueue({ store }), store }),
    tasks,
    store,
    sessions,
    signInLimit: createSignInLimit(config.rateLimits?.ownSignIns ?? null),
    provider,
    logins: provider && createLogins({ provider, store }),
    tokenSignIn: config.tokenSignIn ? byToken : null,
    proxySignIn:
      config.proxySignIn && createProxySignIn({ config: config.proxySignIn, byToken: byToken.byToken, sessions }),
    gateway: new ConsoleGateway({
      origin: config.origin,
      target: kubeTarget,
      headers: answerHeaders(config),
      store,
      findPerson: (cookieHeader) => sessions.find(cookieHeader),
      mayOpen: (person, { tenant, name, kind }) =>
        reviewVmRight(kube, person, kind, { namespace: tenant, name: releaseOfVm(name) }),
      limits: config.consoles,
      supportGroups: config.supportGroups,
      audit,
      metrics,
      log,
      stopping,
    }),
    stopping,
    dispose: async () => {
      live.dispose();
      tasks.dispose();
      sessions.dispose();
      await kube.dispose();
      audit.dispose();
    },
  };
};
