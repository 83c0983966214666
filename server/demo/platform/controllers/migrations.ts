import { sites } from "../bootstrap/infrastructure.ts";
import { isStatus } from "../client/status-error.ts";
import { timestamp } from "../clock.ts";
import { isRunning } from "../guests/guests.ts";
import { type Pod, pods } from "../kinds/core.ts";
import {
  instances,
  isMigrationOver,
  type Migration,
  migrations,
  type VirtualMachineInstance,
} from "../kinds/kubevirt.ts";
import { vmSentinel } from "../sentinels.ts";
import { type Context, type Controller, createController } from "./controller.ts";
import { launcherName, launcherPod, launcherStatus, launchersOf } from "./launcher-pod.ts";

const component = "virtualmachineinstance-migration-controller";
const finalizer = "kubevirt.io/migrationJobFinalize";
const scheduleMs = 500;
const copyMs = 3_000;

/** KubeVirt's live migration: a second launcher pod on another node, the memory's copy, and the instance moves there. */
export const startMigrations = async (context: Context): Promise<Controller> => {
  const { client, clock, events } = context;
  const all = client.informer(migrations);

  const show = (migration: Migration, phase: string) => client.patchStatus(migrations, migration.metadata, { phase });

  const state = (vmi: VirtualMachineInstance, more: Record<string, unknown>) =>
    client.mergePatch(instances, vmi.metadata, { status: { migrationState: more } });

  const targetOf = async (migration: Migration, vmi: VirtualMachineInstance): Promise<Pod | undefined> =>
    client.get(pods, {
      namespace: vmi.metadata.namespace,
      name: launcherName(vmi, migration.metadata.uid),
    });

  const fail = async (migration: Migration, vmi: VirtualMachineInstance | undefined, why: string, isAbort = false) => {
    const now = timestamp(clock);
    if (vmi) {
      const target = await targetOf(migration, vmi);
      if (target) await client.delete(pods, target.metadata, { gracePeriodSeconds: 0 });
      await state(vmi, {
        completed: true,
        failed: true,
        failureReason: why,
        endTimestamp: now,
        ...(isAbort && { abortRequested: true, abortStatus: "Succeeded" }),
      });
      await events(
        vmi,
        component,
        isAbort ? "Normal" : "Warning",
        isAbort ? "SuccessfulAbortMigration" : "FailedMigration",
        why,
      );
    }
    await show(migration, "Failed");
  };

  /** Undefined while a quota refuses the second pod. */
  const createTarget = async (migration: Migration, vmi: VirtualMachineInstance, source: Pod) => {
    const node = sites.find((site) => site.node !== vmi.status?.nodeName)?.node;
    const { cpu = "1", memory = "1Gi" } = source.spec.containers[0]?.resources?.requests ?? {};
    const pod = launcherPod(vmi, { cpu, memory }, node, migration.metadata.uid);
    try {
      return await client.create(pods, pod);
    } catch (error) {
      if (isStatus(error, 409)) return targetOf(migration, vmi);
      if (isStatus(error, 403)) return undefined;
      throw error;
    }
  };

  const move = async (migration: Migration, vmi: VirtualMachineInstance, sources: Pod[], target: Pod) => {
    const node = target.spec.nodeName ?? "";
    await client.mergePatch(instances, vmi.metadata, {
      metadata: { labels: { "kubevirt.io/nodeName": node } },
      status: {
        nodeName: node,
        activePods: {
          ...Object.fromEntries(Object.keys(vmi.status?.activePods ?? {}).map((uid) => [uid, null])),
          [target.metadata.uid ?? ""]: node,
        },
        migrationState: { completed: true, endTimestamp: timestamp(clock) },
      },
    });
    await show(migration, "Succeeded");
    for (const { metadata } of sources) {
      await client.patchStatus(pods, metadata, { phase: "Succeeded" });
      await client.delete(pods, metadata, { gracePeriodSeconds: 0 });
    }
    await events(vmi, component, "Normal", "SuccessfulMigration", `Migrated to node ${node}.`);
  };

  const controller = createController(context, component, async (key, pace) => {
    const migration = all.get(key);
    if (!migration) return;
    const { uid = "", namespace, deletionTimestamp, finalizers = [] } = migration.metadata;
    const vmi = await client.get(instances, { namespace, name: migration.spec.vmiName });
    const isOver = isMigrationOver(migration);
    if (deletionTimestamp !== undefined) {
      if (!isOver) await fail(migration, vmi, "Live migration aborted", true);
      const rest = finalizers.filter((it) => it !== finalizer);
      await client.mergePatch(migrations, migration.metadata, { metadata: { finalizers: rest } });
      return;
    }
    if (isOver) return;
    if (!finalizers.includes(finalizer)) {
      await client.mergePatch(migrations, migration.metadata, { metadata: { finalizers: [...finalizers, finalizer] } });
      return;
    }
    if (!vmi || !isRunning(vmi) || vmi.metadata.deletionTimestamp !== undefined) {
      return fail(migration, vmi, "the VMI does not run any more");
    }
    const targetName = launcherName(vmi, uid);
    const sources = (await launchersOf(client, vmi)).filter(({ metadata }) => metadata.name !== targetName);
    const [source] = sources;
    if (!source) return fail(migration, vmi, "the source pod is gone");
    const target = await createTarget(migration, vmi, source);
    if (!target) return fail(migration, vmi, "the target pod was refused");

    switch (migration.status?.phase ?? "") {
      case "":
      case "Pending":
        await show(migration, "Scheduling");
        return;
      case "Scheduling": {
        if (!pace.elapsed(`${uid} schedule`, scheduleMs)) return;
        const now = timestamp(clock);
        await client.patchStatus(pods, target.metadata, launcherStatus(now, source.status?.podIP));
        await state(vmi, {
          migrationUid: uid,
          mode: "PreCopy",
          sourceNode: vmi.status?.nodeName,
          sourcePod: source.metadata.name,
          targetNode: target.spec.nodeName,
          targetPod: target.metadata.name,
          startTimestamp: now,
          endTimestamp: null,
          completed: false,
          failed: null,
          failureReason: null,
          abortRequested: null,
          abortStatus: null,
        });
        await show(migration, "Running");
        return;
      }
      default:
        if (!pace.elapsed(`${uid} copy`, copyMs)) return;
        if (vmSentinel(vmi) === "migration-fails") {
          return fail(migration, vmi, "Live migration failed: operation timed out: guest memory changes too fast");
        }
        await move(migration, vmi, sources, target);
    }
  });
  await controller.watch(all);
  return controller;
};
