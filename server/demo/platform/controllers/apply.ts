import { isEqual } from "../apps/json-patch.ts";
import type { Chart, Rendered } from "../charts/chart.ts";
import { assertValues } from "../charts/values-check.ts";
import { isStatus } from "../client/status-error.ts";
import type { KubeClient } from "../client.ts";
import type { HelmRelease } from "../kinds/cozystack.ts";
import type { Kind, KubeObject } from "../object.ts";

type WithSpec = KubeObject & { spec?: Record<string, unknown> };

/** Brings a release's objects to what the chart renders, and deletes those it renders no more. */
export const apply = async (client: KubeClient, chart: Chart, release: HelmRelease): Promise<void> => {
  assertValues(chart.name, release.spec.values ?? {}, chart.schema);
  await chart.hook?.(client, release);
  const objects = await chart.render(client, release);
  for (const it of objects) await applyOne(client, it);
  const isFirst = (release.status?.history ?? []).length === 0;
  for (const { kind, ref } of isFirst ? [] : chart.owns(release)) {
    const isWanted = objects.some((it) => it.kind.resource === kind.resource && it.object.metadata.name === ref.name);
    if (!isWanted) await client.delete(kind, ref);
  }
};

const applyOne = async (client: KubeClient, { kind, object, keepsSpec }: Rendered): Promise<void> => {
  const live: WithSpec | undefined = await createOrGet(client, kind, object);
  if (!live) return;
  const wanted: WithSpec = object;
  const next: WithSpec = {
    ...live,
    ...wanted,
    metadata: {
      ...live.metadata,
      labels: { ...live.metadata.labels, ...wanted.metadata.labels },
      annotations: { ...live.metadata.annotations, ...wanted.metadata.annotations },
    },
    ...(wanted.spec && { spec: keepsSpec ? { ...live.spec, ...wanted.spec } : wanted.spec }),
  };
  if (
    !isEqual(JSON.parse(JSON.stringify(next)), { ...live, metadata: { labels: {}, annotations: {}, ...live.metadata } })
  ) {
    await client.update(kind, next);
  }
};

/** What is there already; undefined when it was created. Most objects of a release are new, so one request is enough. */
const createOrGet = async (client: KubeClient, kind: Kind<KubeObject>, object: KubeObject) => {
  try {
    await client.create(kind, object);
    return undefined;
  } catch (error) {
    if (!isStatus(error, 409)) throw error;
    return client.get(kind, object.metadata);
  }
};

/** True once nothing of the release is left. */
export const uninstall = async (client: KubeClient, chart: Chart, release: HelmRelease): Promise<boolean> => {
  if (chart.beforeDelete && !(await chart.beforeDelete(client, release))) return false;
  const left = await Promise.all(
    chart.owns(release).map(async ({ kind, ref }) => {
      const live = await client.get(kind, ref);
      if (live && live.metadata.deletionTimestamp === undefined) await client.delete(kind, ref);
      return live !== undefined;
    }),
  );
  return !left.includes(true);
};
