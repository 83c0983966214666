import type { Contents } from "../seed/copies.ts";
import { type Many, seedMany } from "../seed/many.ts";
import { seed } from "../seed/seed.ts";
import { createAggregatedServer } from "./aggregated/server.ts";
import { usualWatchTimes, type WatchTimes } from "./aggregated/watch-stream.ts";
import { appsGroup } from "./apps/group.ts";
import { createServedKinds } from "./apps/served-kinds.ts";
import { bootstrap } from "./bootstrap.ts";
import { connect } from "./client.ts";
import { type Clock, createClock, timestamp } from "./clock.ts";
import { startControllers } from "./controllers/start.ts";
import { coreGroup } from "./core/group.ts";
import { createCrash } from "./crash.ts";
import type { Era } from "./eras/era.ts";
import { type EraName, eras } from "./eras/eras.ts";
import { createGuests } from "./guests/guests.ts";
import { configMaps } from "./kinds/core.ts";
import { createRealGuests, type RealGuestsOptions } from "./qemu/real-guests.ts";
import { createSecondReplica } from "./second-replica.ts";
import { createSharedLabels } from "./shared-labels.ts";
import { subresourcesGroup } from "./subresources/group.ts";

export type PlatformOptions = {
  /** Path of a cluster-admin kubeconfig. */
  kubeconfig: string;
  /** Where the aggregated server listens on loopback; 0 or absent: a free port. */
  port?: number;
  /** PEM; valid for `platform.cozy-system.svc`. `ca` signed it. */
  certificate: { cert: string; key: string; ca: string };
  /** How many times faster than real the imports and boots pass. */
  speed?: number;
  /** Instead of wall-clock time; `speed` then has no effect. */
  clock?: Clock;
  /** The age of the platform; without it the current one. */
  era?: EraName;
  /** False: the API groups without the controllers behind them, so nothing changes but what a test writes. */
  hasControllers?: boolean;
  /** Of the watches that Cozystack's server answers itself; without it a bookmark a minute and an end after half an hour or more. */
  watchTimes?: WatchTimes;
  /** Fills the platform with the demo's tenants and machines before it is ready. */
  seeded?: boolean;
  /** Fills it with many machines, straight into the contents of the API server it runs on. */
  many?: { plan: readonly Many[]; contents: Contents };
  /** Machines that are looked at run as real ones where they can. */
  realGuests?: RealGuestsOptions | undefined;
  /** Hears what controllers stumbled over and try again. */
  onError?: (message: string) => void;
};

export type Platform = { port: number; dispose: () => Promise<void> };

/** Seeded machines have come up long ago: nobody waits for their boot. */
const seedSpeed = 100;

/** Brings Cozystack, KubeVirt and CDI up on an API server: what they install, their API groups, their controllers. */
export const startPlatform = async (options: PlatformOptions): Promise<Platform> => {
  const {
    kubeconfig,
    port = 0,
    certificate,
    speed = 1,
    hasControllers = true,
    watchTimes = usualWatchTimes,
    onError = () => {},
  } = options;
  const wallClock = createClock(options.seeded || options.many ? Math.max(speed, seedSpeed) : speed);
  const clock = options.clock ?? wallClock;
  const era = eras[options.era ?? "current"];
  const client = await connect(kubeconfig);
  const frontProxy = await client.get(configMaps, {
    namespace: "kube-system",
    name: "extension-apiserver-authentication",
  });
  const startReal = options.realGuests && createRealGuests(options.realGuests);
  const guests = createGuests({
    client,
    clock,
    speed,
    startReal,
    onError: (error) => onError(`guests: ${String(error)}`),
  });
  const frontProxyCa = frontProxy?.data?.["requestheader-client-ca-file"] ?? "";
  // Two servers, as upstream: cozystack-api and virt-api restart each by itself.
  const crash = createCrash(clock);
  const kinds = createServedKinds(client, era);
  const secondReplica = createSecondReplica(clock);
  const sharedLabels = createSharedLabels(clock);
  const apps = appsGroup(client, era, { kinds, onWrite: crash.onWrite, watchTimes, secondReplica, sharedLabels });
  const cozystackGroups = [apps, ...(era.core.length > 0 ? [coreGroup(client, era, watchTimes)] : [])];
  const virtGroups = [subresourcesGroup({ client, guests, kubeVirt: era.kubeVirt, now: clock.now })];
  const cozystackApi = await createAggregatedServer({ groups: cozystackGroups, certificate, frontProxyCa, port });
  const virtApi = await createAggregatedServer({ groups: virtGroups, certificate, frontProxyCa });
  const groups = [
    ...cozystackGroups.map(({ group, versions }) => ({ group, versions, port: cozystackApi.port })),
    ...virtGroups.map(({ group, versions }) => ({ group, versions, port: virtApi.port })),
  ];
  const now = () => timestamp(clock);
  await bootstrap(client, { era, groups, caPem: certificate.ca, now });
  await kinds.load();
  await apps.open();
  secondReplica.follow(client);
  sharedLabels.follow(client);
  crash.follow(client, (pause) =>
    cozystackApi.restart(async (step) => {
      await pause(step);
      if (step === "down") sharedLabels.forget();
      else await kinds.load();
    }),
  );
  if (era.definitionKind) await crash.followDefinitions(client, era.definitionKind);
  const stumbled = (controller: string, key: string, error: unknown) =>
    onError(`${controller} ${key}: ${error instanceof Error ? error.message : String(error)}`);
  const controllers = hasControllers ? await startControllers(client, clock, era, stumbled) : undefined;
  await fill(kubeconfig, clock, era, options);
  wallClock.setSpeed(speed);
  return {
    port: cozystackApi.port,
    dispose: async () => {
      await controllers?.dispose();
      guests.dispose();
      await Promise.all([cozystackApi.dispose(), virtApi.dispose()]);
      await client.dispose();
    },
  };
};

/** By a client of its own: a call to our own API group waits for a second call, so one bounded pool for both could block. */
const fill = async (
  kubeconfig: string,
  clock: Clock,
  era: Era,
  { seeded, many }: Pick<PlatformOptions, "seeded" | "many">,
): Promise<void> => {
  if (!seeded && !many) return;
  const client = await connect(kubeconfig);
  try {
    if (seeded) await seed(client, clock.now(), era);
    if (many) await seedMany(client, many.plan, { contents: many.contents, now: clock.now(), era });
  } finally {
    await client.dispose();
  }
};
