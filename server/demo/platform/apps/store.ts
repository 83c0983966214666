import type { Change } from "../client/informer.ts";
import type { KubeClient } from "../client.ts";
import type { Era } from "../eras/era.ts";
import { type HelmRelease, helmReleases, labels, type WorkloadMonitor, workloadMonitors } from "../kinds/cozystack.ts";
import { type KubeObject, keyOf } from "../object.ts";
import type { SecondReplica, View } from "../second-replica.ts";
import { type Application, isOfKind, nameOf, toApplication } from "./application.ts";
import { type Definition, definitions, groupName } from "./definitions.ts";
import { createReadAhead } from "./read-ahead.ts";
import { writtenOf } from "./written.ts";

export type ApplicationChange = { type: Change<HelmRelease>["type"]; application: Application };

/** Reads of applications from the cache: like Cozystack's own, they may be stale right after a write. */
export type ApplicationStore = {
  /** Begins to follow the cluster; else the first read does. */
  open: () => Promise<void>;
  release: (definition: Definition, namespace: string, name: string) => Promise<HelmRelease | undefined>;
  get: (definition: Definition, namespace: string, name: string) => Promise<Application | undefined>;
  /** Sorted by namespace and name. */
  list: (definition: Definition, namespace?: string) => Promise<Application[]>;
  /** What is there (as added) and what changes, also because a WorkloadMonitor of an application changed. */
  follow: (
    definition: Definition,
    namespace: string | undefined,
    listener: (change: ApplicationChange) => void,
  ) => Promise<() => void>;
};

type Read = { monitors: readonly WorkloadMonitor[]; application: Application };

const none: readonly WorkloadMonitor[] = [];

/** `view` is what of an informer this server's cache knows. */
export const createApplicationStore = (
  client: KubeClient,
  era: Era,
  view: SecondReplica["view"] = (informer) => informer,
): ApplicationStore => {
  /** Monitors by the application they watch, replaced as a whole when one of them changes. */
  const monitorsOf = new Map<string, readonly WorkloadMonitor[]>();
  const ownerOf = new Map<string, string>();
  /** A release is read once until it or its monitors change: objects of an informer are never changed in place. */
  const reads = new WeakMap<HelmRelease, Read>();

  const note = ({ type, object }: Change<WorkloadMonitor>): void => {
    const key = keyOf(object);
    const forget = (owner: string | undefined) => {
      if (owner === undefined) return;
      const others = (monitorsOf.get(owner) ?? none).filter((it) => keyOf(it) !== key);
      if (others.length === 0) monitorsOf.delete(owner);
      else monitorsOf.set(owner, others);
    };
    forget(ownerOf.get(key));
    ownerOf.delete(key);
    const owner = applicationOf(object);
    if (type === "deleted" || owner === undefined) return;
    ownerOf.set(key, owner);
    monitorsOf.set(owner, [...(monitorsOf.get(owner) ?? none), object]);
  };

  const open = async () => {
    const releases = view(client.informer(helmReleases));
    const monitors = view(client.informer(workloadMonitors));
    await Promise.all([releases.ready, monitors.ready]);
    monitors.on((change) => {
      note(change);
      for (const definition of definitions) {
        const release = releaseIn(releases, definition, change.object);
        if (release) ahead.soon(release);
      }
    });
    releases.on(({ type, object }) => {
      if (type === "deleted") ahead.forget(object);
      else ahead.soon(object);
    });
    return { releases, monitors };
  };
  let opened: ReturnType<typeof open> | undefined;
  const sources = () => {
    opened ??= open();
    return opened;
  };

  const read = (definition: Definition, release: HelmRelease): Application => {
    // By the name that it is read by, whatever its label says.
    const monitors =
      monitorsOf.get(keyOfApplication(release.metadata.namespace, definition.kind, nameOf(definition, release))) ??
      none;
    const known = reads.get(release);
    if (known?.monitors === monitors) return known.application;
    const application = toApplication(era, definition, release, monitors);
    reads.set(release, { monitors, application });
    return application;
  };

  const ahead = createReadAhead<HelmRelease>((release) => {
    const definition = definitions.find((each) => isOfKind(each, release));
    if (definition) writtenOf(read(definition, release));
  });

  const release: ApplicationStore["release"] = async (definition, namespace, name) => {
    const found = (await sources()).releases.get(`${namespace}/${definition.prefix}${name}`);
    return found && isOfKind(definition, found) ? found : undefined;
  };

  return {
    open: async () => {
      await sources();
    },
    release,
    get: async (definition, namespace, name) => {
      const found = await release(definition, namespace, name);
      return found && read(definition, found);
    },
    list: async (definition, namespace) => {
      const { releases } = await sources();
      return releases
        .list()
        .filter((it) => isOfKind(definition, it) && (namespace === undefined || it.metadata.namespace === namespace))
        .map((it) => read(definition, it))
        .sort(byNamespaceAndName);
    },
    follow: async (definition, namespace, listener) => {
      const from = await sources();
      const isWanted = (it: HelmRelease) =>
        isOfKind(definition, it) && (namespace === undefined || it.metadata.namespace === namespace);
      const leaveReleases = from.releases.on(({ type, object }) => {
        if (isWanted(object)) listener({ type, application: read(definition, object) });
      });
      let isReplay = true;
      const leaveMonitors = from.monitors.on(({ object }) => {
        if (isReplay) return;
        const changed = releaseIn(from.releases, definition, object);
        if (!changed || !isWanted(changed)) return;
        const application = read(definition, changed);
        // Upstream stamps such an event with the monitor's version (10.2.4).
        const { resourceVersion } = object.metadata;
        listener({
          type: "modified",
          application: { ...application, metadata: { ...application.metadata, resourceVersion } },
        });
      });
      isReplay = false;
      return () => {
        leaveReleases();
        leaveMonitors();
      };
    },
  };
};

/** Which application an object says to belong to, by the platform's labels. */
const applicationOf = ({ metadata }: KubeObject): string | undefined => {
  const { [labels.group]: group, [labels.kind]: kind, [labels.name]: name } = metadata.labels ?? {};
  return group === groupName ? keyOfApplication(metadata.namespace, kind, name) : undefined;
};

/** The release of the application of that kind that a monitor says to watch. */
const releaseIn = (
  releases: Pick<View<HelmRelease>, "get">,
  definition: Definition,
  { metadata }: WorkloadMonitor,
): HelmRelease | undefined => {
  const { [labels.group]: group, [labels.kind]: kind, [labels.name]: name } = metadata.labels ?? {};
  if (group !== groupName || kind !== definition.kind) return undefined;
  const found = releases.get(`${metadata.namespace}/${definition.prefix}${name}`);
  return found && isOfKind(definition, found) ? found : undefined;
};

const keyOfApplication = (namespace: string | undefined, kind: string | undefined, name: string | undefined): string =>
  `${namespace}/${kind}/${name}`;

const byNamespaceAndName = (left: Application, right: Application): number =>
  compare(left.metadata.namespace ?? "", right.metadata.namespace ?? "") ||
  compare(left.metadata.name, right.metadata.name);

const compare = (left: string, right: string): number => {
  if (left === right) return 0;
  return left < right ? -1 : 1;
};
