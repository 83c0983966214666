import { isEqual } from "../apps/json-patch.ts";
import { indexOf } from "../client/index-of.ts";
import { isStatus } from "../client/status-error.ts";
import { timestamp } from "../clock.ts";
import { conditionOf, withCondition } from "../conditions.ts";
import { dataVolumes } from "../kinds/cdi.ts";
import {
  instances,
  isHotplugged,
  type VirtualMachine,
  type VirtualMachineInstance,
  type VmStatus,
  virtualMachines,
} from "../kinds/kubevirt.ts";
import { type Condition, keyOf, ownedBy } from "../object.ts";
import { firstTroubleMs, sentinelOf, vmSentinel } from "../sentinels.ts";
import { type Context, type Controller, createController } from "./controller.ts";
import { preferenceAnnotation, typeAnnotation } from "./launcher-pod.ts";
import { type Facts, printableStatus } from "./printable-status.ts";
import { decide, strategyOf, strategyPatch } from "./run-strategy.ts";
import { carryOutVolumeRequests } from "./volume-requests.ts";

const component = "virtualmachine-controller";
const finalizer = "kubevirt.io/virtualMachineControllerFinalize";
const instanceFinalizer = "foregroundDeleteVirtualMachine";
/** Demo only: what the instance was started from, so that a change which waits for a restart is seen. */
const startedFrom = "demo.porthole/started-from";
/** KubeVirt waits longer after every failed start, at most five minutes. */
const crashBackoffMs = (failures: number): number => Math.min(10_000 * 2 ** (failures - 1), 300_000);

/** A first crash is looked at for as long as other first troubles. */
const backoffMs = (vm: VirtualMachine, failures: number): number =>
  vmSentinel(vm) === "crash-once" ? firstTroubleMs : crashBackoffMs(failures);

/** KubeVirt's VM controller: the instance that the run strategy wants, and the machine's status. */
export const startVirtualMachines = async (context: Context): Promise<Controller> => {
  const { client, events } = context;
  const machines = client.informer(virtualMachines);
  const running = client.informer(instances);
  const volumes = client.informer(dataVolumes);
  await Promise.all([running.ready, volumes.ready]);

  const usersOf = indexOf(machines, ({ metadata, spec }) =>
    spec.template.spec.volumes.flatMap(({ dataVolume }) =>
      dataVolume ? [`${metadata.namespace}/${dataVolume.name}`] : [],
    ),
  );

  const factsOf = (vm: VirtualMachine, vmi: VirtualMachineInstance | undefined): Facts => {
    const names = vm.spec.template.spec.volumes.flatMap(({ dataVolume }) => (dataVolume ? [dataVolume.name] : []));
    const found = names.flatMap((name) => volumes.get(`${vm.metadata.namespace}/${name}`) ?? []);
    return { vm, vmi, volumes: found, isVolumeMissing: found.length < names.length };
  };

  const start = async (vm: VirtualMachine, isPaused: boolean): Promise<void> => {
    const { namespace, name } = vm.metadata;
    await client.create(instances, {
      metadata: {
        namespace,
        name,
        labels: { ...vm.spec.template.metadata.labels, "vm.kubevirt.io/name": name },
        annotations: {
          ...vm.spec.template.metadata.annotations,
          ...sentinelOf(vm),
          ...(vm.spec.instancetype && { [typeAnnotation]: vm.spec.instancetype.name }),
          ...(vm.spec.preference && { [preferenceAnnotation]: vm.spec.preference.name }),
          [startedFrom]: sourceOf(vm),
        },
        finalizers: [instanceFinalizer],
        ownerReferences: [ownedBy(vm)],
      },
      spec: { ...vm.spec.template.spec, ...(isPaused && { startStrategy: "Paused" as const }) },
      status: { phase: "Pending" },
    });
    const message = `Started the virtual machine by creating the new virtual machine instance ${name}`;
    await events(vm, component, "Normal", "SuccessfulCreate", message);
  };

  const stop = async (vm: VirtualMachine, vmi: VirtualMachineInstance): Promise<void> => {
    if (vmi.metadata.deletionTimestamp !== undefined) return;
    await client.delete(instances, vmi.metadata);
    const message = `Stopped the virtual machine by deleting the virtual machine instance ${vm.metadata.name}`;
    await events(vm, component, "Normal", "SuccessfulDelete", message);
  };

  const controller = createController(context, component, async (key, pace) => {
    const vm = machines.get(key);
    if (!vm) return;
    const known = running.get(key);
    // The cache is enough to see that nothing is to be done; what is to be done follows from what is there now.
    const isSettled = vm.metadata.deletionTimestamp === undefined && decide(vm, known) === "none";
    const vmi = isSettled ? known : await client.get(instances, vm.metadata);

    if (vm.metadata.deletionTimestamp !== undefined) {
      await showStatus(context, vm, factsOf(vm, vmi), {});
      if (vmi) await stop(vm, vmi);
      else {
        const finalizers = vm.metadata.finalizers?.filter((it) => it !== finalizer) ?? [];
        await client.mergePatch(virtualMachines, vm.metadata, { metadata: { finalizers } });
      }
      return;
    }
    if (!vm.metadata.finalizers?.includes(finalizer)) {
      await client.mergePatch(virtualMachines, vm.metadata, {
        metadata: {
          finalizers: [finalizer, ...(vm.metadata.finalizers ?? [])],
          // A machine whose deletion has begun in the meantime may get no new finalizer.
          resourceVersion: vm.metadata.resourceVersion,
        },
      });
      return;
    }

    if ((vm.status?.volumeRequests ?? []).length > 0) return carryOutVolumeRequests(client, vm, vmi);
    const decision = decide(vm, vmi);
    const changes: VmStatus = {};
    const failures = vm.status?.startFailure?.consecutiveFailCount ?? 0;
    // What ran and failed later is no failed start (virt-controller watch/vm/vm.go `syncStartFailureStatus`).
    if (
      vmi?.status?.phase === "Failed" &&
      !hasRun(vmi) &&
      vm.status?.startFailure?.lastFailedVMIUID !== vmi.metadata.uid
    ) {
      changes.startFailure = { consecutiveFailCount: failures + 1, lastFailedVMIUID: vmi.metadata.uid };
    } else if (vmi?.status?.phase === "Running" || strategyOf(vm) === "Halted") {
      changes.startFailure = null;
    }
    if (decision === "stop" && vmi) await stop(vm, vmi);
    if (decision === "clear") changes.stateChangeRequests = null;
    if (decision === "start") {
      const isLooping = failures > 0 && !(vm.status?.stateChangeRequests ?? []).length;
      const backoff = `${vm.metadata.uid} backoff ${failures}`;
      if (!isLooping || pace.elapsed(backoff, backoffMs(vm, failures))) {
        const isPaused = vm.status?.stateChangeRequests?.some(({ data }) => data?.paused === "true") ?? false;
        await start(vm, isPaused).catch((error: unknown) => {
          if (!isStatus(error, 409)) throw error;
        });
        changes.stateChangeRequests = null;
        // A start that was still wished for wins over a stop that came after it (platform-api.md 4.6).
        if (strategyOf(vm) === "Halted") {
          await client.mergePatch(virtualMachines, vm.metadata, { spec: strategyPatch(vm, "Always") });
        }
      }
    }
    const current = decision === "start" ? await client.get(instances, vm.metadata) : vmi;
    await showStatus(context, vm, factsOf(vm, current), changes);
  });

  await controller.watch(machines);
  await controller.watch(running, (vmi) => [keyOf(vmi)]);
  await controller.watch(volumes, (volume) => usersOf(keyOf(volume)).map(keyOf));
  return controller;
};

const hasRun = ({ status }: VirtualMachineInstance): boolean =>
  status?.phaseTransitionTimestamps?.some(({ phase }) => phase === "Running") ?? false;

/** Everything that a change of waits for a restart: not the volumes that come and go while it runs. */
const sourceOf = ({ spec }: VirtualMachine): string => {
  const { volumes, domain, ...rest } = spec.template.spec;
  const hot = new Set(volumes.filter(isHotplugged).map(({ name }) => name));
  const stay = ({ name }: { name: string }) => !hot.has(name);
  const { disks, ...devices } = domain.devices;
  return JSON.stringify([
    spec.instancetype?.name,
    spec.preference?.name,
    {
      ...rest,
      volumes: volumes.filter(stay),
      domain: { ...domain, devices: { ...devices, disks: disks.filter(stay) } },
    },
  ]);
};

const showStatus = async (
  { client, clock }: Context,
  vm: VirtualMachine,
  facts: Facts,
  changes: VmStatus,
): Promise<void> => {
  const { vmi } = facts;
  const { generation } = vm.metadata;
  // Printed is what follows from the failures just counted.
  const status: VmStatus = { ...vm.status, ...changes };
  const next: VmStatus = {
    ...changes,
    printableStatus: printableStatus({ ...facts, vm: { ...vm, status } }),
    created: vmi !== undefined,
    ready: conditionOf(vmi?.status?.conditions, "Ready")?.status === "True",
    runStrategy: strategyOf(vm),
    conditions: conditionsOf(vm, vmi, timestamp(clock)),
    observedGeneration: generation,
    desiredGeneration: generation,
    ...(vm.spec.instancetype && { instancetypeRef: vm.spec.instancetype }),
    ...(vm.spec.preference && { preferenceRef: vm.spec.preference }),
    volumeSnapshotStatuses: vm.spec.template.spec.volumes.map(({ name, dataVolume }) => ({
      name,
      enabled: dataVolume !== undefined,
      ...(!dataVolume && { reason: "Snapshot is not supported for this volumeSource type" }),
    })),
  };
  const written: VmStatus = JSON.parse(JSON.stringify(next));
  const isSame = Object.entries(written).every(([key, value]) => isEqual(value ?? undefined, shown(vm.status, key)));
  if (!isSame) await client.patchStatus(virtualMachines, vm.metadata, next);
};

const shown = (status: VmStatus | undefined, key: string): unknown =>
  // Compared by name only, whatever the field holds.
  (status as Record<string, unknown> | undefined)?.[key] ?? undefined;

/** Ready, the instance's own conditions, and what a change waits for. */
const conditionsOf = (vm: VirtualMachine, vmi: VirtualMachineInstance | undefined, now: string): Condition[] => {
  const before = vm.status?.conditions;
  const of = (condition: Condition) => withCondition(before, condition, now).at(-1) ?? condition;
  if (!vmi) {
    return [of({ type: "Ready", status: "False", reason: "VMINotExists", message: "VMI does not exist" })];
  }
  const ready = conditionOf(vmi.status?.conditions, "Ready");
  const others = (vmi.status?.conditions ?? []).filter(({ type }) => type !== "Ready" && type !== "Synchronized");
  const failure = conditionOf(vmi.status?.conditions, "Synchronized");
  const isStale = vmi.metadata.annotations?.[startedFrom] !== sourceOf(vm);
  return [
    of(
      ready ?? { type: "Ready", status: "False", reason: "PodNotExists", message: "virt-launcher pod does not exist" },
    ),
    ...(failure?.reason === "FailedCreate"
      ? [of({ type: "Failure", status: "True", reason: "FailedCreate", message: failure.message ?? "" })]
      : []),
    ...others,
    ...(isStale
      ? [
          of({
            type: "RestartRequired",
            status: "True",
            reason: "RestartRequired",
            message: "a non-live-updatable field was changed in the template spec",
          }),
        ]
      : []),
  ];
};
