import type { Glance, Reading } from "#lib/api/problem.ts";
import { createActivityReader } from "./activity.ts";
import { signedOutCookieOf } from "./auth/cookies.ts";
import { personViewOf } from "./auth/person-view.ts";
import { namesSession } from "./auth/session-store.ts";
import { createCatalogueReader, createQuotaReader } from "./catalogue.ts";
import { clusterFactsOf } from "./cluster-facts.ts";
import { createDiskReader } from "./disks.ts";
import { readFleetHead } from "./fleet-head.ts";
import { createCsrfToken } from "./http/csrf.ts";
import type { Services } from "./http/services.ts";
import { readKnownAs } from "./kube/known-as.ts";
import { createLikeReader } from "./like.ts";
import { createManifestReader } from "./manifest.ts";
import { readingOf } from "./reading.ts";
import type { Runtime } from "./runtime.ts";
import { createVmReader } from "./vm-detail.ts";
import { wait } from "./wait.ts";

/** What pages read, each failure a state. The same readers serve the data API. */
export const createReads = (services: Services): Runtime => {
  const { access, config, live, sessions, tenants, log } = services;
  const catalogue = createCatalogueReader(services);
  const quota = createQuotaReader(services);
  const vm = createVmReader(services);
  const like = createLikeReader(services);
  const activity = createActivityReader(services);
  const manifest = createManifestReader(services);
  const disks = createDiskReader(services);
  const cluster = clusterFactsOf(services.config);
  const reading = <T>(work: Promise<T>): Promise<Reading<T>> => readingOf(log, work);
  return {
    signInWays: { oidc: config.oidc !== null, token: config.tokenSignIn, proxy: config.proxySignIn !== null },
    hadSession: namesSession,
    signedOutState: signedOutCookieOf,
    readsFor: async (cookieHeader) => {
      const session = await sessions.find(cookieHeader);
      if (!session) return null;
      return {
        person: personViewOf(session),
        isSupport: session.identity.groups.some((group) => config.supportGroups.includes(group)),
        knownAs: () => reading(readKnownAs(services.kube, session)),
        cluster,
        csrfToken: createCsrfToken(cookieHeader),
        tenants: () => reading(tenants(session)),
        access: (tenant) => reading(access(session, tenant)),
        vms: (tenant) => reading(live.glance(session, tenant)).then(flat),
        fleetHead: (known) => readFleetHead(known, (tenant) => reading(live.glance(session, tenant)).then(flat)),
        vm: (tenant, name) => vm(session, tenant, name),
        like: (tenant, name) => reading(like(session, tenant, name)),
        catalogue: (tenant) => reading(catalogue(session, tenant)),
        offers: (tenant) => soon(reading(catalogue(session, tenant)), session.ended),
        disks: (tenant) => soon(reading(disks.list(session, tenant)), session.ended),
        disk: (tenant, name) => reading(disks.one(session, tenant, name)),
        quota: (tenant) => quota(session, tenant),
        manifest: (tenant, name) => soon(reading(manifest.ofMachine(session, tenant, name, false)), session.ended),
        activity: (tenant) => soon(reading(activity(session, tenant)), session.ended),
      };
    },
  };
};

/** A page that waits no longer than this shows what it has; the browser asks for the rest. */
const patienceMs = 1_500;

const soon = async <T>(read: Promise<Glance<T>>, signal: AbortSignal): Promise<Glance<T>> => {
  const answered = new AbortController();
  const late = wait(patienceMs, AbortSignal.any([signal, answered.signal])).then(
    (): Glance<T> => ({ state: "pending" }),
  );
  try {
    return await Promise.race([read, late]);
  } finally {
    answered.abort();
  }
};

const flat = <T>(read: Reading<Glance<T>>): Glance<T> => (read.state === "ready" ? read.data : read);
