import { type Chart, ChartFailure } from "../charts/chart.ts";
import { StatusError } from "../client/status-error.ts";
import { timestamp } from "../clock.ts";
import { withCondition } from "../conditions.ts";
import { type HelmRelease, helmReleases, labels } from "../kinds/cozystack.ts";
import type { Condition } from "../object.ts";
import { applicationSentinel } from "../sentinels.ts";
import { apply, uninstall } from "./apply.ts";
import { type Context, type Controller, createController } from "./controller.ts";

const finalizer = "finalizers.fluxcd.io";
const component = "helm-controller";
const upgradeMs = 300;
const retryMs = 30_000;
const uninstallPollMs = 200;

/** Flux: installs, upgrades and uninstalls the chart of every release of apps.cozystack.io; `charts` are by kind. */
export const startReleases = async (context: Context, charts: Record<string, Chart>): Promise<Controller> => {
  const { client, clock, events } = context;
  const releases = client.informer(helmReleases);

  const report = async (chart: Chart, release: HelmRelease, failure: string | undefined): Promise<void> => {
    const { namespace, name, generation } = release.metadata;
    const previous = release.status?.history?.[0]?.version ?? 0;
    const action = previous === 0 ? "Install" : "Upgrade";
    const number = failure === undefined ? previous + 1 : previous;
    const subject = `release ${namespace}/${name}`;
    const message =
      failure === undefined
        ? `Helm ${action.toLowerCase()} succeeded for ${subject}.v${number} with chart ${chart.name}@${chart.version}`
        : `Helm ${action.toLowerCase()} failed for ${subject} with chart ${chart.name}@${chart.version}: ${failure}`;
    const reason = `${action}${failure === undefined ? "Succeeded" : "Failed"}`;
    const status = failure === undefined ? "True" : "False";
    const now = timestamp(clock);
    const released = withCondition(release.status?.conditions, { type: "Released", status, reason, message }, now);
    await client.patchStatus(helmReleases, release.metadata, {
      observedGeneration: generation,
      lastAttemptedRevision: chart.version,
      lastAttemptedGeneration: generation,
      history:
        number === 0
          ? null
          : [{ chartName: chart.name, chartVersion: chart.version, version: number, status: "deployed" }],
      conditions: withCondition(unready(release, released), { type: "Ready", status, reason, message }, now),
    });
    await events(release, component, failure === undefined ? "Normal" : "Warning", reason, message);
  };

  const controller = createController(context, component, async (key, pace) => {
    const release = releases.get(key);
    const chart = release && charts[release.metadata.labels?.[labels.kind] ?? ""];
    if (!release || !chart) return;
    const { metadata } = release;

    if (metadata.deletionTimestamp !== undefined) {
      if (!metadata.finalizers?.includes(finalizer)) return;
      if (await uninstall(client, chart, release)) {
        const finalizers = metadata.finalizers.filter((it) => it !== finalizer);
        await client.mergePatch(helmReleases, metadata, { metadata: { finalizers } });
      } else {
        pace.restart("uninstall");
        pace.elapsed("uninstall", uninstallPollMs);
      }
      return;
    }
    if (!metadata.finalizers?.includes(finalizer)) {
      await client.mergePatch(helmReleases, metadata, {
        metadata: {
          finalizers: [...(metadata.finalizers ?? []), finalizer],
          resourceVersion: metadata.resourceVersion,
        },
      });
      return;
    }
    if (release.spec.suspend === true) return;

    const isFailed = release.status?.conditions?.some((it) => it.type === "Ready" && it.status === "False");
    const isSettled = release.status?.observedGeneration === metadata.generation;
    if (isSettled && !isFailed) return;
    const step = isSettled ? `retry ${metadata.uid}` : `generation ${metadata.uid} ${metadata.generation}`;
    if (!pace.elapsed(step, isSettled ? retryMs : upgradeMs)) return;
    try {
      const prefix = `${chart.name}-`;
      if (!isSettled && release.status === undefined && applicationSentinel(release, prefix) === "install-fails-once")
        throw new ChartFailure("context deadline exceeded while the chart was fetched");
      await apply(client, chart, release);
    } catch (error) {
      if (!(error instanceof ChartFailure) && !isRefusal(error)) throw error;
      await report(chart, release, error.message);
      pace.restart(`retry ${metadata.uid}`);
      pace.elapsed(`retry ${metadata.uid}`, retryMs);
      return;
    }
    await report(chart, release, undefined);
  });

  await controller.watch(releases);
  return controller;
};

/** Flux takes Ready back while it works on a new generation, so its time moves with each, also from True to True. */
const unready = ({ metadata, status }: HelmRelease, conditions: Condition[]): Condition[] =>
  status?.observedGeneration === metadata.generation ? conditions : conditions.filter(({ type }) => type !== "Ready");

/** The API server's refusal of a rendered object is the chart's failure; a conflict is a race to repeat. */
const isRefusal = (error: unknown): error is StatusError =>
  error instanceof StatusError && [400, 403, 422].includes(error.code);
