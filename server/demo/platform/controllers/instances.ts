import { isStatus } from "../client/status-error.ts";
import { timestamp } from "../clock.ts";
import { withCondition } from "../conditions.ts";
import { dataVolumes } from "../kinds/cdi.ts";
import { type Pod, pods } from "../kinds/core.ts";
import { instances, instanceTypes, type VirtualMachineInstance, type VmiStatus } from "../kinds/kubevirt.ts";
import { type Condition, keyOf } from "../object.ts";
import { vmSentinel } from "../sentinels.ts";
import { type Context, type Controller, createController, type Pace } from "./controller.ts";
import {
  addressOf,
  launcherLabel,
  launcherName,
  launcherPod,
  launcherStatus,
  macOf,
  nodeOf,
  typeAnnotation,
} from "./launcher-pod.ts";

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
  const launchers = client.informer(pods, { labelSelector: launcherLabel });
  await Promise.all([volumes.ready, launchers.ready]);

  const patch = async (vmi: VirtualMachineInstance, phase: string, conditions: Condition[], more: VmiStatus = {}) => {
    const now = timestamp(clock);
    const transitions = vmi.status?.phaseTransitionTimestamps ?? [];
    const isNew = !transitions.some((it) => it.phase === phase);
    await client.mergePatch(instances, vmi.metadata, {
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
    const found = await client.get(pods, { namespace: vmi.metadata.namespace, name: launcherName(vmi) });
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
      if (!isStatus(error, 403)) throw error;
      const message = `failed to create virtual machine pod: ${error.message}`;
      await events(vmi, controllerComponent, "Warning", "FailedCreate", message);
      await patch(vmi, "Pending", [notSynchronized("FailedCreate", message)]);
      return undefined;
    }
  };

  const sizeOf = async (vmi: VirtualMachineInstance): Promise<{ cpu: string; memory: string }> => {
    const type = vmi.metadata.annotations?.[typeAnnotation];
    const found = type === undefined ? undefined : await client.get(instanceTypes, { name: type });
    if (found) return { cpu: `${found.spec.cpu.guest}`, memory: found.spec.memory.guest };
    const { cpu, resources } = vmi.spec.domain;
    return { cpu: `${(cpu?.cores ?? 1) * (cpu?.sockets ?? 1)}`, memory: resources?.requests?.memory ?? "1Gi" };
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
      pace.restart(`${uid} quota`);
      pace.elapsed(`${uid} quota`, retryMs);
      return;
    }
    await patch(vmi, "Scheduling", [{ type: "DataVolumesReady", status: "True", reason: "AllDVsReady" }, synchronized]);
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
    if (trouble === "unschedulable") {
      const message =
        "0/3 nodes are available: 3 Insufficient memory. preemption: 0/3 nodes are available: 3 No preemption victims found for incoming pod.";
      const condition = { type: "PodScheduled", status: "False", reason: "Unschedulable", message };
      if (vmi.status?.conditions?.some((it) => it.type === "PodScheduled")) return;
      await client.patchStatus(pods, pod.metadata, {
        phase: "Pending",
        conditions: [{ ...condition, lastTransitionTime: now }],
      });
      await events(pod, "default-scheduler", "Warning", "FailedScheduling", message);
      return patch(vmi, "Scheduling", [condition]);
    }
    if (trouble === "stuck-starting" || trouble === "image-pull-fails") {
      const isPull = trouble === "image-pull-fails";
      const reason = isPull ? "ErrImagePull" : "ContainerCreating";
      const message = isPull ? "failed to pull image: manifest unknown" : "";
      await client.patchStatus(pods, pod.metadata, launcherStatus(now, undefined, { reason, message }));
      if (isPull) await patchOnce(vmi, reason, message);
      return;
    }
    const taken = new Set(launchers.list().flatMap(({ status }) => status?.podIP ?? []));
    const ip = addressOf(vmi, taken);
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
    if (vmSentinel(vmi) === "crash-loop") {
      await events(vmi, handlerComponent, "Warning", "Stopped", "The VirtualMachineInstance crashed.");
      if (pod) await client.patchStatus(pods, pod.metadata, { phase: "Failed" });
      return patch(vmi, "Failed", [notReady("GuestNotRunning", "Guest VM is not reported as running")]);
    }
    const ip = pod?.status?.podIP ?? "";
    await events(vmi, handlerComponent, "Normal", "Created", "VirtualMachineInstance defined.");
    await events(vmi, handlerComponent, "Normal", "Started", "VirtualMachineInstance started.");
    const size = await sizeOf(vmi);
    await patch(vmi, "Running", [ready, { type: "LiveMigratable", status: "True" }], {
      interfaces: [
        {
          name: "default",
          ipAddress: ip,
          ipAddresses: [ip],
          mac: macOf(vmi),
          podInterfaceName: "eth0",
          infoSource: "domain",
          queueCount: 1,
          linkState: "up",
        },
      ],
      currentCPUTopology: { cores: 1, sockets: Number(size.cpu), threads: 1 },
      memory: { guestAtBoot: size.memory, guestCurrent: size.memory, guestRequested: size.memory },
      machine: { type: "pc-q35-rhel9.6.0" },
      volumeStatus: vmi.spec.volumes.map(({ name }, index) => ({
        name,
        target: `vd${String.fromCharCode(97 + index)}`,
      })),
    });
  };

  const shutDown = async (vmi: VirtualMachineInstance, pace: Pace): Promise<void> => {
    const isOver = ["Succeeded", "Failed"].includes(vmi.status?.phase ?? "");
    const pod = { namespace: vmi.metadata.namespace, name: launcherName(vmi) };
    const wasUp = vmi.status?.phase === "Running";
    if (!isOver && wasUp && !pace.elapsed(`${vmi.metadata.uid} shutdown`, shutdownMs)) return;
    if (!isOver) {
      if (wasUp) await events(vmi, handlerComponent, "Normal", "ShuttingDown", "Signaled Graceful Shutdown");
      await client.delete(pods, pod, { gracePeriodSeconds: 0 });
      return patch(vmi, "Succeeded", [notReady("PodTerminating", "virt-launcher pod is terminating")]);
    }
    await client.delete(pods, pod, { gracePeriodSeconds: 0 });
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
        return boot(vmi, pace);
      case "Running": {
        const hasAgent = vmi.status?.conditions?.some((it) => it.type === "AgentConnected");
        if (hasAgent || !pace.elapsed(`${vmi.metadata.uid} agent`, agentMs)) return;
        return patch(vmi, "Running", [{ type: "AgentConnected", status: "True" }]);
      }
    }
  });

  await controller.watch(running);
  await controller.watch(volumes, ({ metadata }) =>
    running
      .list()
      .filter(
        (vmi) =>
          vmi.metadata.namespace === metadata.namespace &&
          vmi.spec.volumes.some(({ dataVolume }) => dataVolume?.name === metadata.name),
      )
      .map(keyOf),
  );
  return controller;
};

const ready: Condition = { type: "Ready", status: "True" };
const synchronized: Condition = { type: "Synchronized", status: "True" };
const notReady = (reason: string, message: string): Condition => ({ type: "Ready", status: "False", reason, message });
const notSynchronized = (reason: string, message: string): Condition => ({
  type: "Synchronized",
  status: "False",
  reason,
  message,
});
