import { isEqual } from "../apps/json-patch.ts";
import type { Chart, Rendered } from "../charts/chart.ts";
import type { KubeClient } from "../client.ts";
import type { HelmRelease } from "../kinds/cozystack.ts";
import type { KubeObject } from "../object.ts";

type WithSpec = KubeObject & { spec?: Record<string, unknown> };

/** Brings a release's objects to what the chart renders, and deletes those it renders no more. */
export const apply = async (client: KubeClient, chart: Chart, release: HelmRelease): Promise<void> => {
  await chart.hook?.(client, release);
  const objects = await chart.render(client, release);
  for (const it of objects) await applyOne(client, it);
  for (const { kind, ref } of chart.owns(release)) {
    const isWanted = objects.some((it) => it.kind.resource === kind.resource && it.object.metadata.name === ref.name);
    if (!isWanted) await client.delete(kind, ref);
  }
};

const applyOne = async (client: KubeClient, { kind, object, keepsSpec }: Rendered): Promise<void> => {
  const live: WithSpec | undefined = await client.get(kind, object.metadata);
  if (!live) {
    await client.create(kind, object);
    return;
  }
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

/** True once nothing of the release is left. */
export const uninstall = async (client: KubeClient, chart: Chart, release: HelmRelease): Promise<boolean> => {
  const left = await Promise.all(
    chart.owns(release).map(async ({ kind, ref }) => {
      const live = await client.get(kind, ref);
      if (live && live.metadata.deletionTimestamp === undefined) await client.delete(kind, ref);
      return live !== undefined;
    }),
  );
  return !left.includes(true);
};
