import type { Era } from "../eras/era.ts";
import { type HelmRelease, labels as platformLabels, type Values, type WorkloadMonitor } from "../kinds/cozystack.ts";
import type { Condition, KubeObject, Meta } from "../object.ts";
import { defaulted } from "./defaulting.ts";
import { chartArtifact, type Definition, groupName, tenant, version } from "./definitions.ts";
import { tenantNamespace } from "./names.ts";
import { schemaOf } from "./served-kinds.ts";

export type Application = KubeObject & {
  spec: Values;
  status: { version?: string; conditions?: Condition[]; namespace?: string };
};

const userPrefix = "apps.cozystack.io-";

/** Demo only: an RFC 3339 time that the application shows as its creation, so that seeded objects have an age. */
export const createdAtAnnotation = "demo.porthole/created-at";

/** An application is its HelmRelease, read as the era reads; uid, resourceVersion and times are the release's. */
export const toApplication = (
  era: Era,
  definition: Definition,
  release: HelmRelease,
  monitors: readonly WorkloadMonitor[],
): Application => {
  const { metadata } = release;
  const labels = withoutPrefix(metadata.labels);
  const annotations = withoutPrefix(metadata.annotations);
  return {
    kind: definition.kind,
    apiVersion: `${groupName}/${version}`,
    metadata: {
      name: nameOf(definition, release),
      namespace: metadata.namespace,
      uid: metadata.uid,
      resourceVersion: metadata.resourceVersion,
      creationTimestamp: annotations[createdAtAnnotation] ?? metadata.creationTimestamp,
      ...(metadata.deletionTimestamp && { deletionTimestamp: metadata.deletionTimestamp }),
      ...(Object.keys(labels).length > 0 && { labels }),
      ...(Object.keys(annotations).length > 0 && { annotations }),
    },
    spec: specOf(era, definition, release.spec.values ?? {}),
    status: statusOf(definition, release, monitors),
  };
};

const specOf = (era: Era, definition: Definition, values: Values): Values =>
  // The schema's type is object, and defaulting an object gives an object.
  era.fillsDefaults ? (defaulted(values, schemaOf(era, definition)) as Values) : values;

const statusOf = (
  definition: Definition,
  release: HelmRelease,
  monitors: readonly WorkloadMonitor[],
): Application["status"] => {
  const own = (release.status?.conditions ?? [])
    .filter(({ type }) => type === "Ready" || type === "Released")
    .map(({ type, status, reason, message, lastTransitionTime }) => ({
      lastTransitionTime,
      message,
      reason,
      status,
      type,
    }));
  if (own.length === 0) return {};
  const revision = release.status?.lastAttemptedRevision;
  const { namespace = "" } = release.metadata;
  return {
    ...(revision !== undefined && { version: revision }),
    conditions: monitors.length === 0 ? own : [...own, workloadsReady(monitors, own[0]?.lastTransitionTime)],
    ...(definition === tenant && {
      namespace: tenantNamespace(namespace, release.metadata.name.slice("tenant-".length)),
    }),
  };
};

const workloadsReady = (monitors: readonly WorkloadMonitor[], lastTransitionTime: string | undefined): Condition => {
  const waiting = monitors.filter(({ status }) => status?.operational === undefined);
  const failing = monitors.filter(({ status }) => status?.operational === false);
  const says = (status: string, reason: string, message: string): Condition => ({
    lastTransitionTime,
    message,
    reason,
    status,
    type: "WorkloadsReady",
  });
  if (waiting.length > 0) return says("Unknown", "Pending", "Not all workloads have been observed yet");
  if (failing.length === 0) return says("True", "WorkloadMonitorCheck", "All workloads are operational");
  const names = failing.map(({ metadata }) => metadata.name).join(", ");
  return says("False", "WorkloadMonitorCheck", `Workloads not operational: ${names}`);
};

/**
 * The release that a write stores: built anew from the application, so that finalizers, suspend and foreign labels of the
 * stored one are lost (platform-api.md 10.2.1). Its labels are given as they are to be stored.
 */
export const toRelease = (definition: Definition, metadata: Meta, values: Values): HelmRelease => ({
  metadata: {
    name: definition.prefix + metadata.name,
    namespace: metadata.namespace,
    labels: metadata.labels,
    ...(metadata.annotations && { annotations: withPrefix(metadata.annotations) }),
    ...(metadata.uid && { uid: metadata.uid }),
    ...(metadata.resourceVersion && { resourceVersion: metadata.resourceVersion }),
  },
  spec: {
    chartRef: { kind: "ExternalArtifact", name: chartArtifact(definition), namespace: "cozy-system" },
    interval: "5m0s",
    timeout: "10m0s",
    maxHistory: 5,
    install: { remediation: { retries: -1 } },
    upgrade: { remediation: { retries: -1 } },
    values,
    valuesFrom: [{ kind: "Secret", name: "cozystack-values" }],
  },
});

/** What an application is called: what others made under another name is listed as that, and cannot be read by it. */
export const nameOf = ({ prefix }: Definition, { metadata: { name } }: HelmRelease): string =>
  name.startsWith(prefix) ? name.slice(prefix.length) : name;

/** Whether a release belongs to this kind, as its labels say. */
export const isOfKind = (definition: Definition, { metadata }: HelmRelease): boolean =>
  metadata.labels?.[platformLabels.group] === groupName && metadata.labels[platformLabels.kind] === definition.kind;

/** A person's labels or annotations as a release carries them. */
export const withPrefix = (entries: Record<string, string> = {}): Record<string, string> =>
  Object.fromEntries(Object.entries(entries).map(([key, value]) => [userPrefix + key, value]));

const withoutPrefix = (entries: Record<string, string> = {}): Record<string, string> =>
  Object.fromEntries(
    Object.entries(entries).flatMap(([key, value]) =>
      key.startsWith(userPrefix) ? [[key.slice(userPrefix.length), value]] : [],
    ),
  );
