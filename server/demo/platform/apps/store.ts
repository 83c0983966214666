import type { Change } from "../client/informer.ts";
import type { KubeClient } from "../client.ts";
import type { Era } from "../eras/era.ts";
import { type HelmRelease, helmReleases, labels, type WorkloadMonitor, workloadMonitors } from "../kinds/cozystack.ts";
import { type Application, isOfKind, toApplication } from "./application.ts";
import { type Definition, groupName } from "./definitions.ts";

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

export const createApplicationStore = (client: KubeClient, era: Era): ApplicationStore => {
  const sources = async () => {
    const releases = client.informer(helmReleases);
    const monitors = client.informer(workloadMonitors);
    await Promise.all([releases.ready, monitors.ready]);
    return { releases, monitors };
  };
  type Sources = Awaited<ReturnType<typeof sources>>;

  const read = (definition: Definition, release: HelmRelease, { monitors }: Sources): Application =>
    toApplication(
      era,
      definition,
      release,
      monitors.list().filter((monitor) => owns(release, monitor)),
    );

  const release: ApplicationStore["release"] = async (definition, namespace, name) => {
    const found = (await sources()).releases.get(`${namespace}/${definition.prefix}${name}`);
    return found && isOfKind(definition, found) ? found : undefined;
  };

  return {
    release,
    get: async (definition, namespace, name) => {
      const found = await release(definition, namespace, name);
      return found && read(definition, found, await sources());
    },
    list: async (definition, namespace) => {
      const from = await sources();
      return from.releases
        .list()
        .filter((it) => isOfKind(definition, it) && (namespace === undefined || it.metadata.namespace === namespace))
        .map((it) => read(definition, it, from))
        .sort(byNamespaceAndName);
    },
    follow: async (definition, namespace, listener) => {
      const from = await sources();
      const isWanted = (it: HelmRelease) =>
        isOfKind(definition, it) && (namespace === undefined || it.metadata.namespace === namespace);
      const leaveReleases = from.releases.on(({ type, object }) => {
        if (isWanted(object)) listener({ type, application: read(definition, object, from) });
      });
      let isReplay = true;
      const leaveMonitors = from.monitors.on(({ object }) => {
        if (isReplay) return;
        const changed = from.releases.list().find((it) => isWanted(it) && owns(it, object));
        if (!changed) return;
        const application = read(definition, changed, from);
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

const owns = ({ metadata }: HelmRelease, monitor: WorkloadMonitor): boolean =>
  monitor.metadata.namespace === metadata.namespace &&
  monitor.metadata.labels?.[labels.group] === groupName &&
  monitor.metadata.labels[labels.kind] === metadata.labels?.[labels.kind] &&
  monitor.metadata.labels[labels.name] === metadata.labels?.[labels.name];

const byNamespaceAndName = (left: Application, right: Application): number =>
  (left.metadata.namespace ?? "").localeCompare(right.metadata.namespace ?? "") ||
  (left.metadata.name < right.metadata.name ? -1 : 1);
