import type { Change } from "../client/informer.ts";
import type { KubeClient } from "../client.ts";
import type { Era } from "../eras/era.ts";
import { type HelmRelease, helmReleases, labels, type WorkloadMonitor, workloadMonitors } from "../kinds/cozystack.ts";
import { type KubeObject, keyOf } from "../object.ts";
import type { SecondReplica } from "../second-replica.ts";
import { type Application, isOfKind, nameOf, toApplication } from "./application.ts";
import { type Definition, definitions, groupName } from "./definitions.ts";

export type ApplicationChange = { type: Change<HelmRelease>["type"]; application: Application };

/** Reads of applications from the cache: like Cozystack's own, they may be stale right after a write. */
export type ApplicationStore = {
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

const readAheadMs = 1_000;
const readAtOnce = 50;

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

  /** Releases that changed and nobody has asked for: read in quiet moments, so that the first list of thousands is not the slow one. */
  const due = new Map<string, HelmRelease>();
  let isReading = false;

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
    monitors.on(note);
    releases.on(({ type, object }) => {
      if (type === "deleted") due.delete(keyOf(object));
      else readSoon(object);
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

  const readDue = (): void => {
    for (const [key, release] of [...due].slice(0, readAtOnce)) {
      due.delete(key);
      const definition = definitions.find((each) => isOfKind(each, release));
      if (definition) read(definition, release);
    }
    if (due.size > 0) setImmediate(readDue);
    else isReading = false;
  };
  const readSoon = (release: HelmRelease): void => {
    due.set(keyOf(release), release);
    if (isReading) return;
    isReading = true;
    setTimeout(readDue, readAheadMs).unref();
  };

  const release: ApplicationStore["release"] = async (definition, namespace, name) => {
    const found = (await sources()).releases.get(`${namespace}/${definition.prefix}${name}`);
    return found && isOfKind(definition, found) ? found : undefined;
  };

  return {
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
        const { [labels.name]: name = "", [labels.group]: group, [labels.kind]: kind } = object.metadata.labels ?? {};
        const changed = from.releases.get(`${object.metadata.namespace}/${definition.prefix}${name}`);
        if (group !== groupName || kind !== definition.kind || !changed || !isWanted(changed)) return;
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

const keyOfApplication = (namespace: string | undefined, kind: string | undefined, name: string | undefined): string =>
  `${namespace}/${kind}/${name}`;

const byNamespaceAndName = (left: Application, right: Application): number =>
  compare(left.metadata.namespace ?? "", right.metadata.namespace ?? "") ||
  compare(left.metadata.name, right.metadata.name);

const compare = (left: string, right: string): number => {
  if (left === right) return 0;
  return left < right ? -1 : 1;
};
