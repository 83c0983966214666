import { indexOf } from "../client/index-of.ts";
import { isStatus } from "../client/status-error.ts";
import { timestamp } from "../clock.ts";
import { withCondition } from "../conditions.ts";
import { type DataVolume, dataVolumes } from "../kinds/cdi.ts";
import { type Claim, claims, storageClasses } from "../kinds/core.ts";
import { instances, type VirtualMachineInstance } from "../kinds/kubevirt.ts";
import { keyOf, ownedBy } from "../object.ts";
import { quantity } from "../quantity.ts";
import { diskSentinel } from "../sentinels.ts";
import { type Context, type Controller, createController } from "./controller.ts";
import { nextStep, type Progress } from "./population.ts";

const component = "datavolume-import-controller";
const quotaRetryMs = 10_000;
const sourceRetryMs = 5_000;

/** CDI: makes the claim of every DataVolume and fills it, in CDI's phases. */
export const startDataVolumes = async (context: Context): Promise<Controller> => {
  const { client, clock, events } = context;
  const volumes = client.informer(dataVolumes);
  const machines = client.informer(instances);
  const allClaims = client.informer(claims);
  const classes = client.informer(storageClasses);
  await Promise.all([allClaims.ready, classes.ready, machines.ready]);
  const usersOf = indexOf(machines, volumesOf);

  const show = async (volume: DataVolume, next: Progress, restartCount = volume.status?.restartCount ?? 0) => {
    const now = timestamp(clock);
    const isDone = next.phase === "Succeeded";
    const [status, reason, message] = next.running ?? [
      "False",
      isDone ? "Completed" : "",
      isDone ? "Import Complete" : "",
    ];
    const bound = { type: "Bound", status: "True", reason: "Bound", message: `PVC ${volume.metadata.name} Bound` };
    const ready = { type: "Ready", status: isDone ? "True" : "False", reason: isDone ? "" : reason, message: "" };
    const conditions = [bound, { type: "Running", status, reason, message }, ready].reduce(
      (list, it) => withCondition(list, it, now),
      volume.status?.conditions ?? [],
    );
    await client.patchStatus(dataVolumes, volume.metadata, {
      phase: next.phase,
      progress: next.progress ?? "N/A",
      claimName: volume.metadata.name,
      restartCount,
      conditions,
    });
  };

  const isLateBound = (storageClass: string): boolean =>
    classes.get(storageClass)?.volumeBindingMode === "WaitForFirstConsumer";

  /** What the cache does not have yet may be there all the same. */
  const existing = async (ref: { namespace?: string; name: string }): Promise<Claim | undefined> =>
    allClaims.get(`${ref.namespace}/${ref.name}`) ?? client.get(claims, ref);

  /** The claim, made when it is missing; undefined while a quota refuses it. */
  const claimOf = async (volume: DataVolume): Promise<Claim | undefined> => {
    const found = await existing(volume.metadata);
    if (found) return found;
    const { storage } = volume.spec;
    const { namespace, name, labels, annotations } = volume.metadata;
    try {
      return await client.create(claims, {
        metadata: {
          namespace,
          name,
          labels: { ...labels, app: "containerized-data-importer" },
          ...(annotations && { annotations }),
          ownerReferences: [ownedBy(volume)],
        },
        spec: {
          // What lies on one node is for one node, and so cannot move with its machine.
          accessModes: [isLateBound(storage.storageClassName) ? "ReadWriteOnce" : "ReadWriteMany"],
          volumeMode: "Block",
          storageClassName: storage.storageClassName,
          volumeName: `pvc-${volume.metadata.uid}`,
          resources: storage.resources,
        },
      });
    } catch (error) {
      if (!isStatus(error, 403)) throw error;
      await events(volume, component, "Warning", "ErrExceededQuota", error.message);
      await show(volume, { phase: "Pending", running: ["False", "ErrExceededQuota", error.message] });
      return undefined;
    }
  };

  /** What is wrong with the claim that a clone reads from, in CDI's words. */
  const cloneTrouble = async (volume: DataVolume): Promise<[reason: string, message: string] | undefined> => {
    const ref = volume.spec.source.pvc;
    if (!ref) return undefined;
    const source = await existing(ref);
    if (!source) return ["CloneWithoutSource", `The source PVC ${ref.namespace}/${ref.name} doesn't exist`];
    const asked = volume.spec.storage.resources.requests.storage;
    if (quantity(asked) >= quantity(source.spec.resources.requests.storage)) return undefined;
    return [
      "CloneValidationFailed",
      "The clone doesn't meet the validation requirements: target resources requests storage size is smaller than the source",
    ];
  };

  const waitingPhase = (volume: DataVolume): string | undefined => {
    if (diskSentinel(volume) === "never-binds") return "WaitForFirstConsumer";
    return isWaitingForConsumer(volume) ? "PendingPopulation" : undefined;
  };

  const isWaitingForConsumer = ({ metadata, spec }: DataVolume): boolean => {
    const isLate = isLateBound(spec.storage.storageClassName);
    const isBoundAtOnce = "cdi.kubevirt.io/storage.bind.immediate.requested" in (metadata.annotations ?? {});
    return isLate && !isBoundAtOnce && usersOf(`${metadata.namespace}/${metadata.name}`).length === 0;
  };

  const controller = createController(context, component, async (key, pace) => {
    const volume = volumes.get(key);
    if (!volume || volume.metadata.deletionTimestamp !== undefined) return;
    const { uid } = volume.metadata;
    const phase = volume.status?.phase;
    if (phase === "Succeeded" || phase === "UploadReady") return;

    const again = (step: string, ms: number): boolean => {
      const isOver = pace.elapsed(`${uid} ${step}`, ms);
      if (isOver) pace.restart(`${uid} ${step}`);
      return isOver;
    };

    if (phase === "Pending" && !again("quota", quotaRetryMs)) return;
    const claim = await claimOf(volume);
    if (!claim) return;
    const waits = waitingPhase(volume);
    if (waits) {
      if (phase !== waits) await show(volume, { phase: waits });
      return;
    }
    if (claim.status?.phase !== "Bound") {
      await client.patchStatus(claims, claim.metadata, {
        phase: "Bound",
        accessModes: claim.spec.accessModes,
        capacity: claim.spec.resources.requests,
      });
    }

    const trouble = await cloneTrouble(volume);
    if (trouble) {
      if (phase !== "CloneScheduled") {
        await events(volume, "datavolume-pvc-clone-controller", "Warning", ...trouble);
        await show(volume, { phase: "CloneScheduled", running: ["False", ...trouble] });
      }
      again("source", sourceRetryMs);
      return;
    }

    const step = nextStep(volume);
    if (!step || (step.afterMs > 0 && !again("step", step.afterMs))) return;
    const { event, next } = step;
    if (event) await events(volume, component, event.type, event.reason, event.message);
    await show(volume, next, step.restartCount);
  });

  await controller.watch(volumes);
  await controller.watch(machines, volumesOf);
  await controller.watch(allClaims, (claim) =>
    claim.metadata.ownerReferences?.[0]?.kind === "DataVolume" ? [keyOf(claim)] : [],
  );
  return controller;
};

/** The keys of the DataVolumes that an instance names. */
const volumesOf = ({ metadata, spec }: VirtualMachineInstance): string[] =>
  spec.volumes.flatMap(({ dataVolume }) => (dataVolume ? [`${metadata.namespace}/${dataVolume.name}`] : []));
