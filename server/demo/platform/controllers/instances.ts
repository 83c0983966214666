import { indexOf } from "../client/index-of.ts";
import { isStatus } from "../client/status-error.ts";
import { timestamp } from "../clock.ts";
import { withCondition } from "../conditions.ts";
import { operatingSystemOf } from "../guests/operating-systems.ts";
import { dataVolumes } from "../kinds/cdi.ts";
import { type Pod, pods } from "../kinds/core.ts";
import {
  instances,
  instanceTypes,
  type VirtualMachineInstance,
  type VmiStatus,
  virtualMachines,
} from "../kinds/kubevirt.ts";
import { type Condition, keyOf } from "../object.ts";
import { vmSentinel } from "../sentinels.ts";
import { type Context, type Controller, createController, type Pace } from "./controller.ts";
import { lackingGpu } from "./gpus.ts";
import {
  notReady,
  notSynchronized,
  pausedByIoError,
  pausedByUser,
  ready,
  synchronized,
  waits,
} from "./instance-conditions.ts";
import {
  addressOf,
  createdBy,
  isAlive,
  launcherLabel,
  launcherName,
  launcherPod,
  launcherStatus,
  launchersOf,
  nodeOf,
  typeAnnotation,
} from "./launcher-pod.ts";
import { guestOsInfo, liveMigratable, runningStatus, volumeStatusOf } from "./running-status.ts";
import { crashesAtStart, hasNoRoom } from "./start-troubles.ts";

const controllerComponent = "virtualmachine-controller";
const handlerComponent = "virt-handler";
const scheduleMs = 500;
const bootMs = 1_500;
const agentMs = 4_000;
const shutdownMs = 1_500;
const retryMs = 10_000;

/** KubeVirt's VMI controller and virt-handler: launcher pod, boot, shutdown, all without a real guest. */
export const startInstances = async (context: Context): Promise<Controller> => {
  const { client, clock, events } = context;
  const running = client.informer(instances);
  const volumes = client.informer(dataVolumes);
  // All pods: the monitor controller watches the same, and one cache is enough for both.
  const launchers = client.informer(pods);
  const types = client.informer(instanceTypes);
  await Promise.all([volumes.ready, launchers.ready, types.ready]);

  const machines = client.informer(virtualMachines);

  const launchersBy = indexOf(launchers, ({ metadata }) => [metadata.labels?.[createdBy] ?? ""]);
  const launchersAt = indexOf(launchers, ({ status }) => (status?.podIP === undefined ? [] : [status.podIP]));
  const usersOf = indexOf(running, ({ metadata, spec }) =>
    spec.volumes.flatMap(({ dataVolume }) => (dataVolume ? [`${metadata.namespace}/${dataVolume.name}`] : [])),
  );

  const patch = async (vmi: VirtualMachineInstance, phase: string, conditions: Condition[], more: VmiStatus = {}) => {
    const now = timestamp(clock);
    const transitions = vmi.status?.phaseTransitionTimestamps ?? [];
    const isNew = !transitions.some((it) => it.phase === phase);
    await client.mergePatch(instances, vmi.metadata, {
      // What the instance has become meanwhile is not written over: the conflict has it reconciled anew.
      metadata: { resourceVersion: vmi.metadata.resourceVersion },
      status: {
        ...more,
        phase,
        conditions: conditions.reduce((list, it) => withCondition(list, it, now), vmi.status?.conditions ?? []),
        ...(isNew && {
          phaseTransitionTimestamps: [...transitions, { phase, phaseTransitionTimestamp: now }],
        }),
      },
    });
  };

  /** Undefined while a quota refuses the pod. */
  const createPod = async (vmi: VirtualMachineInstance): Promise<Pod | undefined> => {
    const ref = { namespace: vmi.metadata.namespace, name: launcherName(vmi) };
    // Not by trying: a real API server charges the quota for a create that ends in 409, and gives it back minutes later.
    const found = launchers.get(`${ref.namespace}/${ref.name}`) ?? (await client.get(pods, ref));
    if (found) return found;
    const isHomeless = vmSentinel(vmi) === "unschedulable";
    try {
      const pod = launcherPod(vmi, await sizeOf(vmi), isHomeless ? undefined : nodeOf(vmi));
      const created = await client.create(pods, pod);
      await events(
        vmi,
        controllerComponent,
        "Normal",
        "SuccessfulCreate",
        `Created virtual machine pod ${pod.metadata.name}`,
      );
      return created;
    } catch (error) {
      // Made before, and not in the cache yet.
      if (isStatus(error, 409)) return client.get(pods, ref);
      if (!isStatus(error, 403)) throw error;
      const message = `failed to create virtual machine pod: ${error.message}`;
      await events(vmi, controllerComponent, "Warning", "FailedCreate", message);
      await patch(vmi, "Pending", [notSynchronized("FailedCreate", message)]);
      return undefined;
    }
  };

  const sizeOf = async (vmi: VirtualMachineInstance): Promise<{ cpu: string; memory: string }> => {
    const type = vmi.metadata.annotations?.[typeAnnotation];
    const found =
      type === undefined ? undefined : (types.get(type) ?? (await client.get(instanceTypes, { name: type })));
    if (found) return { cpu: `${found.spec.cpu.guest}`, memory: found.spec.memory.guest };
    const { cpu, memory, resources } = vmi.spec.domain;
    return {
      cpu: `${(cpu?.cores ?? 1) * (cpu?.sockets ?? 1)}`,
      memory: memory?.guest ?? resources?.requests?.memory ?? "1Gi",
    };
  };

  const prepare = async (vmi: VirtualMachineInstance, pace: Pace): Promise<void> => {
    const { namespace, uid } = vmi.metadata;
    const names = vmi.spec.volumes.flatMap(({ dataVolume }) => (dataVolume ? [dataVolume.name] : []));
    for (const name of names) {
      const volume = volumes.get(`${namespace}/${name}`);
      if (!volume) {
        const message = `PVC ${namespace}/${name} does not exist, waiting for it to appear`;
        await events(vmi, controllerComponent, "Warning", "FailedPvcNotFound", message);
        return patchOnce(vmi, "FailedPvcNotFound", message);
      }
      if (volume.status?.phase !== "Succeeded") return;
    }
    if (!(await createPod(vmi))) {
      return tryAgain(pace, `${uid} quota`);
    }
    const next = vmSentinel(vmi) === "waits-for-receiver" ? "WaitingForSync" : "Scheduling";
    await patch(vmi, next, [{ type: "DataVolumesReady", status: "True", reason: "AllDVsReady" }, synchronized]);
  };

  const patchOnce = async (vmi: VirtualMachineInstance, reason: string, message: string): Promise<void> => {
    const isKnown = vmi.status?.conditions?.some((it) => it.type === "Synchronized" && it.reason === reason);
    if (!isKnown) await patch(vmi, vmi.status?.phase ?? "Pending", [notSynchronized(reason, message)]);
  };

  const schedule = async (vmi: VirtualMachineInstance, pace: Pace): Promise<void> => {
    const pod = await createPod(vmi);
    if (!pod || !pace.elapsed(`${vmi.metadata.uid} schedule`, scheduleMs)) return;
    const now = timestamp(clock);
    const trouble = vmSentinel(vmi);
    const gpu = lackingGpu(vmi, running.list);
    if (hasNoRoom(vmi, pace) || gpu !== undefined) {
      const lack = `3 Insufficient ${gpu ?? "memory"}`;
      const message = `0/3 nodes are available: ${lack}. preemption: 0/3 nodes are available: 3 No preemption victims found for incoming pod.`;
      if (gpu !== undefined) tryAgain(pace, `${vmi.metadata.uid} gpu`);
      const condition = { type: "PodScheduled", status: "False", reason: "Unschedulable", message };
      if (vmi.status?.conditions?.some((it) => it.type === "PodScheduled")) return;
      await client.patchStatus(pods, pod.metadata, {
        phase: "Pending",
        conditions: [{ ...condition, lastTransitionTime: now }],
      });
      await events(pod, "default-scheduler", "Warning", "FailedScheduling", message);
      return patch(vmi, "Scheduling", [condition]);
    }
    const waiting = waits[trouble ?? ""];
    if (waiting) {
      await client.patchStatus(pods, pod.metadata, launcherStatus(now, undefined, waiting));
      if (waiting.message !== "") await patchOnce(vmi, waiting.reason, waiting.message);
      return;
    }
    const ip = addressOf(vmi, (address) => launchersAt(address).length > 0);
    await client.patchStatus(pods, pod.metadata, launcherStatus(now, ip));
    await patch(vmi, "Scheduled", [], {
      nodeName: nodeOf(vmi),
      activePods: { [pod.metadata.uid ?? ""]: nodeOf(vmi) },
      qosClass: "Guaranteed",
    });
  };

  const boot = async (vmi: VirtualMachineInstance, pace: Pace): Promise<void> => {
    if (!pace.elapsed(`${vmi.metadata.uid} boot`, bootMs)) return;
    const pod = launchers.get(`${vmi.metadata.namespace}/${launcherName(vmi)}`);
    if (crashesAtStart(vmi, machines.get(keyOf(vmi)))) {
      await events(vmi, handlerComponent, "Warning", "Stopped", "The VirtualMachineInstance crashed.");
      if (pod) await client.patchStatus(pods, pod.metadata, { phase: "Failed" });
      return patch(vmi, "Failed", [notReady("GuestNotRunning", "Guest VM is not reported as running")]);
    }
    const ip = pod?.status?.podIP ?? "";
    await events(vmi, handlerComponent, "Normal", "Created", "VirtualMachineInstance defined.");
    await events(vmi, handlerComponent, "Normal", "Started", "VirtualMachineInstance started.");
    const status = await runningStatus(client, vmi, await sizeOf(vmi), ip);
    const startsPaused = vmi.spec.startStrategy === "Paused";
    await patch(vmi, "Running", [ready, liveMigratable(vmi, status), ...(startsPaused ? [pausedByUser] : [])], status);
  };

  /** What comes to a running instance: its guest agent, a plugged-in volume, the trouble it was made for. */
  const follow = async (vmi: VirtualMachineInstance, pace: Pace): Promise<void> => {
    const { conditions = [], volumeStatus = [], interfaces = [] } = vmi.status ?? {};
    const names = (list: { name: string }[]) => list.map(({ name }) => name).join();
    if (names(vmi.spec.volumes) !== names(volumeStatus)) {
      return patch(vmi, "Running", [], { volumeStatus: await volumeStatusOf(client, vmi) });
    }
    const trouble = vmSentinel(vmi);
    const has = (type: string) => conditions.some((it) => it.type === type);
    if (has("AgentConnected") || has("Paused") || trouble === "no-agent") return;
    if (!pace.elapsed(`${vmi.metadata.uid} agent`, agentMs)) return;
    if (trouble === "node-lost") return patch(vmi, "Unknown", [notReady("NodeLost", "the node does not answer")]);
    if (trouble === "io-error") return patch(vmi, "Running", [pausedByIoError]);
    const vm = machines.get(keyOf(vmi));
    return patch(vmi, "Running", [{ type: "AgentConnected", status: "True" }], {
      guestOSInfo: guestOsInfo(operatingSystemOf(vm?.spec.preference?.name)),
      interfaces: interfaces.map((it) => ({ ...it, interfaceName: "eth0", infoSource: "domain, guest-agent" })),
    });
  };

  /** Fails an instance whose launcher pod is gone; a pod that is going has its time yet. */
  const hasLostLauncher = async (vmi: VirtualMachineInstance): Promise<boolean> => {
    const own = launchersBy(vmi.metadata.uid ?? "");
    if (own.some(isAlive)) return false;
    const left = own.some(({ metadata }) => metadata.deletionTimestamp !== undefined);
    if (left) return false;
    // The cache may not have seen a new one yet. By its name first: to look through the pods of thousands costs the server more.
    const { namespace } = vmi.metadata;
    const named = await client.get(pods, { namespace, name: launcherName(vmi) });
    if ((named && isAlive(named)) || (await launchersOf(client, vmi)).length > 0) return false;
    await patch(vmi, "Failed", [notReady("PodNotExists", "virt-launcher pod does not exist")]);
    await events(vmi, handlerComponent, "Warning", "Stopped", "The VirtualMachineInstance crashed.");
    return true;
  };

  const endLaunchers = async ({ metadata }: VirtualMachineInstance): Promise<void> => {
    const labelSelector = `${launcherLabel},${createdBy}=${metadata.uid}`;
    const own = await client.list(pods, { namespace: metadata.namespace, labelSelector });
    for (const pod of own) await client.delete(pods, pod.metadata, { gracePeriodSeconds: 0 });
  };

  const shutDown = async (vmi: VirtualMachineInstance, pace: Pace): Promise<void> => {
    const isOver = ["Succeeded", "Failed"].includes(vmi.status?.phase ?? "");
    const wasUp = vmi.status?.phase === "Running";
    const grace = Math.max(0, (vmi.spec.terminationGracePeriodSeconds ?? 30) * 1_000);
    const ms = vmSentinel(vmi) === "ignores-shutdown" ? grace : Math.min(grace, shutdownMs);
    if (!isOver && wasUp && ms > 0 && !pace.elapsed(`${vmi.metadata.uid} shutdown ${grace}`, ms)) return;
    if (!isOver) {
      if (wasUp) await events(vmi, handlerComponent, "Normal", "ShuttingDown", "Signaled Graceful Shutdown");
      await endLaunchers(vmi);
      return patch(vmi, "Succeeded", [notReady("PodTerminating", "virt-launcher pod is terminating")]);
    }
    await endLaunchers(vmi);
    await events(vmi, handlerComponent, "Normal", "Stopped", "The VirtualMachineInstance was shut down.");
    await client.mergePatch(instances, vmi.metadata, { metadata: { finalizers: null } });
  };

  const controller = createController(context, "virtualmachineinstance-controller", async (key, pace) => {
    const vmi = running.get(key);
    if (!vmi) return;
    if (vmi.metadata.deletionTimestamp !== undefined) return shutDown(vmi, pace);
    switch (vmi.status?.phase ?? "Pending") {
      case "Pending":
        return prepare(vmi, pace);
      case "Scheduling":
        return schedule(vmi, pace);
      case "Scheduled":
        if (await hasLostLauncher(vmi)) return;
        return boot(vmi, pace);
      case "Running":
        if (await hasLostLauncher(vmi)) return;
        return follow(vmi, pace);
    }
  });

  await controller.watch(running);
  await controller.watch(launchers, ({ metadata: { namespace, labels } }) => {
    const name = labels?.["vm.kubevirt.io/name"];
    return name === undefined ? [] : [`${namespace}/${name}`];
  });
  await controller.watch(volumes, (volume) => usersOf(keyOf(volume)).map(keyOf));
  return controller;
};

const tryAgain = (pace: Pace, step: string): void => {
  pace.restart(step);
  pace.elapsed(step, retryMs);
};
